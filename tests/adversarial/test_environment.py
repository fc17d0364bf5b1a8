"""Where and how the program is run: its limits, its streams, signals, names, disks and folders."""
import os
import random
import signal
import subprocess
import sys
import time
import unicodedata

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../program'))
import cases
import judge
import tap

SANITIZED = sys.argv[2] != 'none'
SAMPLE = tap.source_root() / 'samples/bookshelf.md'
ARTICLE = '---\ntitle: 시험\nlang: ko\n---\n\n본문입니다.\n'
OLD = b'the old output'
FORMS = {'a.epub': judge.judge_epub, 'a.pdf': judge.judge_pdf}


def whole(seoga, name):
    wrong = FORMS[name](seoga.folder / name)
    assert not wrong, wrong


def limited(seoga, limit, *args):
    done = subprocess.run(['sh', '-c', f'ulimit {limit}; exec "$0" "$@"', seoga.path, *map(str, args)], cwd=seoga.folder,
                          capture_output=True, timeout=120)
    wrong = judge.judge_messages(done.returncode, done.stderr.decode())
    assert not wrong, wrong
    return done


def test_few_descriptors(seoga):
    """What cannot be opened for want of them is not missing: all of the book is made or none."""
    (seoga.folder / 's').mkdir()
    seoga.write('s/a.md', ARTICLE + '\n![가](a.png)\n\n![나](a.svg)\n')
    (seoga.folder / 's/a.png').write_bytes(cases.picture_with())
    (seoga.folder / 's/a.svg').write_bytes(cases.svg('<text y="9">다</text>'))
    made = 0
    for most in (4, 5, 6, 7, 8, 9, 10, 16):
        for name in FORMS:
            for source in ('s', 's/a.md', SAMPLE):
                done = limited(seoga, f'-n {most}', source, '-q', '-o', name)
                assert sorted(os.listdir(seoga.folder)) == (['s'] if done.returncode else [name, 's']), done
                if done.returncode:
                    assert done.stderr.endswith((b'[descriptors]\n', b'[file-write]\n')), done
                    continue
                assert not done.stderr, done
                whole(seoga, name)
                (seoga.folder / name).unlink()
                made += 1
    assert made > 0, 'no limit was high enough'


def test_little_memory(seoga):
    if SANITIZED:
        raise tap.Skip('a sanitizer maps more than any limit')
    failed = 0
    for kilobytes in (30000, 60000, 80000, 100000, 130000, 160000, 200000):
        for name in FORMS:
            done = subprocess.run(['sh', '-c', f'ulimit -v {kilobytes}; exec "$0" "$@"', seoga.path, SAMPLE, '-q', '-j1', '-o', name],
                                  cwd=seoga.folder, capture_output=True, timeout=60)
            if done.returncode == 127:
                continue  # the loader had not enough
            failed += done.returncode != 0
            assert done.returncode in (0, 1, 2) and bool(done.stderr) == (done.returncode > 0), done
            assert os.listdir(seoga.folder) == ([] if done.returncode else [name]), done
            if done.returncode == 0:
                whole(seoga, name)
                (seoga.folder / name).unlink()
    assert failed > 0, 'no limit was too low'


def stop_at_times(seoga, number, times):
    """What is left of a run that is stopped so often; True when one was stopped."""
    stopped = 0
    for name in FORMS:
        begin = time.monotonic()
        seoga.ok(SAMPLE, '-q', '-o', name)
        usual = time.monotonic() - begin
        for k in range(times):
            (seoga.folder / name).write_bytes(OLD)
            run = subprocess.Popen([seoga.path, SAMPLE, '-q', '-o', name], cwd=seoga.folder, stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(usual * (k + random.random()) / times)
            run.send_signal(number)
            status = run.wait(timeout=60)
            stopped += status == -number
            assert status in (0, -number), status
            if (seoga.folder / name).read_bytes() != OLD:
                whole(seoga, name)
            left = [n for n in os.listdir(seoga.folder) if n != name]
            assert number == signal.SIGKILL or not left, left
            assert all(n.startswith('.') and n.endswith('.seoga') for n in left), left
            for n in left:
                (seoga.folder / n).unlink()
        (seoga.folder / name).unlink()
    assert stopped > 0, 'no run was stopped'


def test_interrupted(seoga):
    stop_at_times(seoga, signal.SIGINT, 6)


def test_terminated(seoga):
    stop_at_times(seoga, signal.SIGTERM, 6)


def test_hung_up(seoga):
    stop_at_times(seoga, signal.SIGHUP, 4)


def test_killed(seoga):
    """Even then an unfinished output has no name, where the file system can do that."""
    stop_at_times(seoga, signal.SIGKILL, 8)


def test_nobody_reads_on(seoga):
    for form in ('epub', 'pdf'):
        read, write = os.pipe()
        os.close(read)
        done = subprocess.run([seoga.path, SAMPLE, '-q', '--to', form, '-o', '-'], cwd=seoga.folder, stdout=write,
                              stderr=subprocess.PIPE)
        os.close(write)
        assert done.returncode == 1 and b'[file-write]' in done.stderr, done
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run([seoga.path, SAMPLE, '--dump-tree'], stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    assert done.returncode == 1 and b'[file-write]' in done.stderr, done


def test_closed_streams(seoga):
    """A message must not go into the output that has the descriptor of a stream."""
    seoga.write('a.md', ARTICLE + '\n![그림](none.png)\n')
    for closed in ('0<&-', '1>&-', '2>&-', '0<&- 1>&-', '0<&- 1>&- 2>&-'):
        for name in FORMS:
            subprocess.run(['sh', '-c', f'exec "$0" a.md -o {name} {closed}', seoga.path], cwd=seoga.folder, check=True,
                           capture_output=True)
            whole(seoga, name)
            (seoga.folder / name).unlink()
    done = subprocess.run(['sh', '-c', 'exec "$0" a.md --to epub -o - 1>&-', seoga.path], cwd=seoga.folder, capture_output=True)
    assert done.returncode == 1 and b'[file-write]' in done.stderr, done
    assert os.listdir(seoga.folder) == ['a.md']


def test_nobody_hears(seoga):
    """Messages that cannot be written do not harm what is made."""
    seoga.write('a.md', ARTICLE + '\n![그림](none.png)\n')
    read, write = os.pipe()
    os.close(read)
    with open('/dev/full', 'wb') as full:
        for name in FORMS:
            for heard in (full, write):
                assert subprocess.run([seoga.path, 'a.md', '-o', name], cwd=seoga.folder, stderr=heard).returncode == 0
                whole(seoga, name)
                (seoga.folder / name).unlink()
    os.close(write)


def test_folder_that_is_gone(seoga):
    seoga.write('a.md', ARTICLE)
    (seoga.folder / 'gone').mkdir()
    command = 'cd gone && rmdir ../gone && "$0" -q ../a.md -o b.pdf; test $? = 1 && exec "$0" -q "$1/a.md" -o "$1/a.pdf"'
    subprocess.run(['sh', '-c', command, seoga.path, seoga.folder], cwd=seoga.folder, check=True, capture_output=True)
    whole(seoga, 'a.pdf')
    assert sorted(os.listdir(seoga.folder)) == ['a.md', 'a.pdf']


def test_mode_of_outputs(seoga):
    for mask in (0o000, 0o027, 0o077):
        for name in FORMS:
            limit = f'umask {mask:o}; exec "$0" "$@"'
            subprocess.run(['sh', '-c', limit, seoga.path, SAMPLE, '-q', '-o', name], cwd=seoga.folder, check=True)
            assert (seoga.folder / name).stat().st_mode & 0o777 == 0o666 & ~mask
            (seoga.folder / name).unlink()


def test_no_environment(seoga):
    for name in FORMS:
        done = seoga.run(SAMPLE, '-q', '-o', name, env={})
        assert done.returncode == 0, done.stderr
        whole(seoga, name)


def test_odd_names(seoga):
    names = ['-o', '가' * 83, 'a\nb', 'a\x1b[31mb', '"\'<&>', unicodedata.normalize('NFD', '한글'), 'a b', '%2e%2e', '*', 'x' * 251, '.hidden']
    for stem in names:
        for form in FORMS:
            ending = form[1:]
            output = stem[:250 - len(ending)] + ending if stem.isascii() else stem + ending
            seoga.write(f'{stem}.md' if len(stem) < 252 else stem, ARTICLE)
            done = seoga.run('-o', './' + output, '--', f'{stem}.md')
            assert done.returncode == 0, (stem, done.stderr)
            assert len(judge.judge_messages(0, done.stderr.decode())) == 0, done.stderr
            made = FORMS[form](seoga.folder / output)
            assert not made, made
    seoga.write(b'\xff\xfe.md'.decode('utf-8', 'surrogateescape'), ARTICLE)
    done = subprocess.run([seoga.path, b'\xff\xfe.md', '-o', b'\xff.epub'], cwd=seoga.folder, capture_output=True)
    assert done.returncode == 0, done.stderr
    assert not judge.judge_epub(seoga.folder / b'\xff.epub'.decode('utf-8', 'surrogateescape'))


def test_longest_output_name(seoga):
    seoga.write('a.md', ARTICLE)
    for ending in ('.epub', '.pdf'):
        name = 'a' * (255 - len(ending)) + ending
        seoga.ok('a.md', '-q', '-o', name)
        assert sorted(os.listdir(seoga.folder)) == sorted(['a.md', name])
        (seoga.folder / name).unlink()
        done = seoga.run('a.md', '-q', '-o', 'a' + name)
        assert done.returncode == 1 and b'[file-write]' in done.stderr, done
        assert os.listdir(seoga.folder) == ['a.md']


def test_output_of_another_kind(seoga):
    seoga.write('a.md', ARTICLE)
    for name in FORMS:
        os.symlink('nowhere', seoga.folder / name)
        seoga.ok('a.md', '-q', '-o', name)
        assert not (seoga.folder / name).is_symlink() and not (seoga.folder / 'nowhere').exists()
        (seoga.folder / name).unlink()
        (seoga.folder / name).mkdir()
        done = seoga.run('a.md', '-q', '-o', name)
        assert done.returncode == 1 and os.listdir(seoga.folder / name) == [], done
        (seoga.folder / name).rmdir()
        for link in (os.symlink, os.link):
            link('a.md' if link is os.symlink else seoga.folder / 'a.md', seoga.folder / name)
            assert seoga.run('a.md', '-q', '-o', name).returncode == 2
            assert (seoga.folder / 'a.md').read_text() == ARTICLE
            (seoga.folder / name).unlink()
        os.mkfifo(seoga.folder / name)  # as a device is not, which only root can try
        done = seoga.run('a.md', '-q', '-o', name)
        assert done.returncode == 1 and b'it is a pipe' in done.stderr and (seoga.folder / name).is_fifo(), done
        (seoga.folder / name).unlink()
    assert sorted(os.listdir(seoga.folder)) == ['a.md']


def test_depfile_of_an_input(seoga):
    seoga.write('in/a.md', ARTICLE + '\n![그림](b.png)\n')
    (seoga.folder / 'in/b.png').write_bytes(cases.picture_with())
    for source, depfile, status in (('in/a.md', 'in/a.md', 2), ('in', 'in/a.md', 1), ('in/a.md', 'in/b.png', 1),
                                    ('in/a.md', 'a.epub', 2), ('in/a.md', './a.epub', 1)):
        before = {path: path.read_bytes() for path in (seoga.folder / 'in').iterdir()}
        done = seoga.run(source, '-q', '-o', 'a.epub', '--depfile', depfile)
        assert done.returncode == status and b'[usage]' in done.stderr, (depfile, done)
        assert {path: path.read_bytes() for path in (seoga.folder / 'in').iterdir()} == before
        if status == 1:
            whole(seoga, 'a.epub')
            (seoga.folder / 'a.epub').unlink()


def test_standard_output_needs_no_name(seoga):
    """What an output is called until it goes there may be taken by others."""
    seoga.write('a.md', ARTICLE)
    for name in ('seoga-output.epub', 'seoga-output.pdf'):
        (seoga.folder / name).mkdir()
        done = seoga.run('a.md', '-q', '--to', name.rpartition('.')[2], '-o', '-', env={**os.environ, 'TMPDIR': str(seoga.folder)})
        assert done.returncode == 0 and len(done.stdout) > 1000, done.stderr


def mounted(seoga, options):
    """A small disk of its own, or Skip."""
    disk = seoga.folder / 'disk'
    disk.mkdir()
    if subprocess.run(['mount', '-t', 'tmpfs', '-o', options, 'seoga-test', disk], capture_output=True).returncode:
        raise tap.Skip('nothing can be mounted here')
    return disk


def refuse_on(seoga, options):
    disk = mounted(seoga, options)
    try:
        for name in FORMS:
            done = seoga.run(SAMPLE, '-q', '-o', disk / name)
            assert done.returncode == 1 and b'[file-write]' in done.stderr, done
            assert os.listdir(disk) == []
    finally:
        subprocess.run(['umount', disk], check=True)


def test_full_disk(seoga):
    refuse_on(seoga, 'size=16k')


def test_disk_that_cannot_be_written(seoga):
    refuse_on(seoga, 'ro,size=1m')


def test_folder_that_cannot_be_written(seoga):
    if os.geteuid() == 0:
        raise tap.Skip('root may write anywhere')
    (seoga.folder / 'd').mkdir(mode=0o555)
    for name in FORMS:
        done = seoga.run(SAMPLE, '-q', '-o', 'd/' + name)
        assert done.returncode == 1 and b'[file-write]' in done.stderr, done


def test_several_at_once(seoga):
    for name in FORMS:
        runs = [subprocess.Popen([seoga.path, SAMPLE, '-q', '-o', name], cwd=seoga.folder) for _ in range(4)]
        assert [run.wait(timeout=120) for run in runs] == [0] * 4
        whole(seoga, name)
        assert os.listdir(seoga.folder) == [name]
        (seoga.folder / name).unlink()


def test_links_out_of_a_folder(seoga):
    """Neither a book of a folder nor a batch takes in what a link in it leads to outside."""
    seoga.write('secret.md', '# 비밀\n\n' + 'TOP-SECRET ' * 100)
    seoga.write('in/a.md', ARTICLE)
    os.symlink('../secret.md', seoga.folder / 'in/b.md')
    os.symlink('/etc', seoga.folder / 'in/c')
    os.symlink('a.md', seoga.folder / 'in/d.md')
    listed = seoga.ok('in', '--keep-stubs', '--list').stdout.decode()
    assert 'a.md' in listed and 'b.md' not in listed, listed
    seoga.ok('in', '-q', '--to', 'epub', '-d', 'out')
    made = sorted(n for n in os.listdir(seoga.folder / 'out') if n.endswith('.epub'))
    assert made == ['a.epub', 'd.epub'], made


tap.main(sys.modules[__name__])
