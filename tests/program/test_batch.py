"""Many articles in one run: what is made, what is left alone, what is told, and what make and ninja learn."""
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import picture
import tap

ROOT = tap.source_root()
STATE = '.seoga-state'


def tree(folder):
    """Every file below a folder with its bytes, but for the state."""
    folder = pathlib.Path(folder)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob('*'))
            if p.is_file() and p.name != STATE}


def article(title, body='본문이 한 문단 있다.'):
    return f'---\ntitle: {title}\ndate: 2024-05-01\n---\n\n# {title}\n\n{body}\n'


def library(seoga):
    """A folder of articles with subfolders, images and an include."""
    seoga.write('docs/README.md', article('서가', 'An English paragraph with extraordinary hyphenation. ' * 9))
    seoga.write('docs/sql/one.md', article('하나', '![그림](./shelf.jpg)\n\n## 절\n\n글자 \U000f0000 없음'))
    seoga.write('docs/sql/two.md', article('둘', '<!-- @include: ./part.txt -->\n\n글자 \U000f0000 없음'))
    seoga.write('docs/zed.md', article('셋', '::: tip\n닫지 않은 상자'))
    seoga.write('docs/sql/part.txt', '포함된 문단이다.\n')
    seoga.write('docs/sql/shelf.jpg', (ROOT / 'samples/images/shelf.jpg').read_bytes())
    seoga.write('docs/.hidden/no.md', article('숨김'))
    seoga.write('docs/node_modules/x/no.md', article('남의 것'))


def batch(seoga, *options, **more):
    return seoga.ok('docs', '--to', 'epub,pdf', '-d', 'out', *options, **more)


def made(seoga, *options):
    """The outputs that a run wrote anew."""
    before = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (seoga.folder / 'out').rglob('*.*')}
    batch(seoga, *options)
    after = {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in (seoga.folder / 'out').rglob('*.*')}
    return sorted(p.relative_to(seoga.folder / 'out').as_posix() for p in after
                  if after[p] != before.get(p) and p.name != STATE)


def change(path, old, new):
    path.write_text(path.read_text().replace(old, new))


def test_outputs_mirror_the_folder(seoga):
    library(seoga)
    batch(seoga)
    assert list(tree(seoga.folder / 'out')) == [
        'README.epub', 'README.pdf', 'sql/one.epub', 'sql/one.pdf', 'sql/two.epub', 'sql/two.pdf',
        'zed.epub', 'zed.pdf'], list(tree(seoga.folder / 'out'))


def test_files_are_named_from_their_common_folder(seoga):
    library(seoga)
    seoga.write('docs/sql/one.txt', article('다른 하나'))
    seoga.ok('docs/sql/one.md', './docs/sql/../zed.md', 'docs/sql/one.txt', 'docs/sql/one.md', '--to', 'pdf', '-d', 'a/b')
    assert list(tree(seoga.folder / 'a/b')) == ['sql/one.pdf', 'sql/one.txt.pdf', 'zed.pdf']
    seoga.ok('docs/sql/one.md', '--to', 'pdf', '-d', 'c')
    assert list(tree(seoga.folder / 'c')) == ['one.pdf']


def test_bytes_are_those_of_single_runs(seoga):
    library(seoga)
    batch(seoga)
    for path, data in tree(seoga.folder / 'out').items():
        source = 'docs/' + path.rsplit('.', 1)[0] + '.md'
        name = path.replace('/', '-')
        other = 'x.pdf' if path.endswith('epub') else 'x.epub'
        seoga.ok(source, '-o', name, '-o', other)
        assert (seoga.folder / name).read_bytes() == data, path


def test_threads_change_nothing(seoga):
    library(seoga)
    for i in range(24):
        seoga.write(f'docs/many/{i:02}.md', article(f'글 {i}', f'::: tip\n열린 상자 {i}\n\n' + '글 ' * (i * 97 % 400)))
    runs = []
    for jobs in ('1', '8'):
        done = seoga.ok('docs', '--to', 'epub,pdf', '-d', 'out' + jobs, '-j', jobs, '-q')
        runs.append((tree(seoga.folder / ('out' + jobs)), done.stderr))
    assert runs[0][0] == runs[1][0]
    assert runs[0][1] == runs[1][1], runs[1][1].decode()
    lines = [l for l in runs[0][1].decode().splitlines() if '[unclosed]' in l]
    assert len(lines) == 25 and lines == sorted(lines), lines


def test_no_circumstance_changes_bytes(seoga):
    """Threads, folder, time zone, locale, home, and a run before."""
    first = None
    for number, (jobs, zone, locale) in enumerate([(1, 'UTC', 'C'), (8, 'Asia/Seoul', 'C.UTF-8'), (3, 'America/Lima', 'ko_KR.UTF-8'),
                                                   (8, 'UTC', 'tr_TR.UTF-8')]):
        inner = tap.Program(seoga.path, seoga.folder / (str(number) * 9))
        inner.folder.mkdir()
        library(inner)
        inner.write('all.yaml', 'title: 모음\nsite: docs\nparts:\n- title: 부\n  articles: docs/sql\n'
                                '- query: {since: 2024-05-01, sort: title}\n')
        env = {**os.environ, 'TZ': zone, 'LC_ALL': locale, 'HOME': '/nowhere'}
        for options in ([], ['--force']):
            done = inner.run('docs', 'all.yaml', '--keep-stubs', '--to', 'epub,pdf', '-d', 'out', '-j', jobs, '-q', *options, env=env)
            assert done.returncode == 0, done.stderr.decode()
            outcome = tree(inner.folder / 'out'), done.stderr
            first = first or outcome
            assert len(outcome[0]) == 10 and outcome == first, (jobs, zone, locale, options)


def test_every_article_hears_of_its_own_characters(seoga):
    library(seoga)
    lines = [l for l in batch(seoga, '-j8').stderr.decode().splitlines() if 'glyph-missing' in l and 'summary' not in l]
    assert len(lines) == 2 and 'one.md' in lines[0] and 'two.md' in lines[1], lines


def test_second_run_leaves_all_alone(seoga):
    library(seoga)
    batch(seoga)
    state = (seoga.folder / 'out' / STATE).read_bytes()
    assert made(seoga) == []
    assert b'4 unchanged, 0 files' in batch(seoga).stderr
    assert len(made(seoga, '--force')) == 8
    assert state.startswith(b'seoga-state 1\n')
    lines = [l.split()[-1] for l in state.decode().splitlines() if l.startswith('output ')]
    assert lines == sorted(lines) and len(lines) == 8


def test_what_changed_is_made_again(seoga):
    library(seoga)
    batch(seoga)
    docs = seoga.folder / 'docs'
    change(docs / 'sql/part.txt', '문단', '단락')
    assert made(seoga) == ['sql/two.epub', 'sql/two.pdf']
    (docs / 'sql/shelf.jpg').write_bytes((ROOT / 'samples/images/reading.png').read_bytes())
    assert made(seoga) == ['sql/one.epub', 'sql/one.pdf']
    change(docs / 'zed.md', '상자', '통')
    assert made(seoga) == ['zed.epub', 'zed.pdf']
    seoga.write('docs/new.md', article('새 글'))
    assert made(seoga) == ['new.epub', 'new.pdf']
    (seoga.folder / 'out/README.pdf').unlink()
    assert 'README.pdf' in made(seoga)
    (seoga.folder / 'out/zed.pdf').write_bytes(b'damaged')
    assert 'zed.pdf' in made(seoga)
    os.utime(docs / 'zed.md')
    assert made(seoga) == []


def test_same_size_and_time_do_not_deceive(seoga):
    library(seoga)
    batch(seoga)
    path = seoga.folder / 'docs/sql/part.txt'
    times = path.stat()
    path.write_bytes(path.read_bytes().replace(b'\xed\x8f\xac', b'\xec\x83\x9d'))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert path.stat().st_size == times.st_size
    assert made(seoga) == ['sql/two.epub', 'sql/two.pdf']


def test_an_image_that_comes_and_goes(seoga):
    library(seoga)
    image = seoga.folder / 'docs/sql/shelf.jpg'
    kept = image.read_bytes()
    image.unlink()
    assert b'[img-missing]' in batch(seoga).stderr
    assert made(seoga) == []
    image.write_bytes(kept)
    assert made(seoga) == ['sql/one.epub', 'sql/one.pdf']
    image.unlink()
    assert made(seoga) == ['sql/one.epub', 'sql/one.pdf']


def test_options_theme_and_cover_count(seoga):
    library(seoga)
    seoga.write('own.yaml', 'base: default\n')
    shutil.copy(ROOT / 'samples/images/shelf.jpg', seoga.folder / 'cover.jpg')
    options = ('--theme', 'own.yaml', '--cover', 'cover.jpg')
    batch(seoga)
    assert len(made(seoga, *options)) == 8
    assert made(seoga, *options, '-j2', '-q') == []
    seoga.write('own.yaml', 'base: print\n')
    assert len(made(seoga, *options)) == 8
    shutil.copy(ROOT / 'samples/images/reading.png', seoga.folder / 'cover.jpg')
    assert len(made(seoga, *options)) == 8
    assert made(seoga, *options) == []
    assert len(made(seoga)) == 8


def test_state_moves_with_its_folder(seoga):
    (seoga.folder / 'a').mkdir()
    inner = tap.Program(seoga.path, seoga.folder / 'a')
    library(inner)
    batch(inner)
    (seoga.folder / 'a').rename(seoga.folder / 'b')
    inner = tap.Program(seoga.path, seoga.folder / 'b')
    assert made(inner) == []


def test_a_damaged_state_costs_time_only(seoga):
    library(seoga)
    batch(seoga)
    path = seoga.folder / 'out' / STATE
    whole = path.read_bytes()
    outputs = tree(seoga.folder / 'out')
    lines = whole.splitlines(keepends=True)
    damaged = [b'', b'nonsense\n', b'\0\xff' * 500, whole[:len(whole) // 2], whole.replace(b'file ', b'f '),
               lines[0] + b'output 12\n uses\nfile x\n uses a\n' + b''.join(lines[1:]),
               whole.replace(b' uses ', b' uses ../'), b''.join(l for i, l in enumerate(lines) if i % 3 != 1)]
    for text in damaged:
        path.write_bytes(text)
        batch(seoga)
        assert tree(seoga.folder / 'out') == outputs
        assert made(seoga) == [], text[:80]
    path.write_bytes(b'nonsense\n')
    assert b'[state]' in batch(seoga).stderr
    path.write_bytes(whole)
    assert b'[state]' not in batch(seoga).stderr


def test_one_that_fails_does_not_stop_the_others(seoga):
    library(seoga)
    (seoga.folder / 'out/sql/one.pdf').mkdir(parents=True)
    done = seoga.run('docs', 'docs/gone.md', '--to', 'epub,pdf', '-d', 'out')
    message = done.stderr.decode()
    assert done.returncode == 1
    assert '[file-missing]' in message and '[file-write]' in message and '5 articles, 2 failed, 6 files' in message, message
    assert list(tree(seoga.folder / 'out')) == ['README.epub', 'README.pdf', 'sql/two.epub', 'sql/two.pdf', 'zed.epub',
                                                'zed.pdf']
    (seoga.folder / 'out/sql/one.pdf').rmdir()
    assert made(seoga) == ['sql/one.epub', 'sql/one.pdf']


def test_strict_fails_only_what_has_warnings(seoga):
    library(seoga)
    done = seoga.run('docs', '--to', 'pdf', '-d', 'out', '--strict')
    assert done.returncode == 1
    assert list(tree(seoga.folder / 'out')) == ['README.pdf']
    done = seoga.run('docs', '--to', 'pdf', '-d', 'out', '--strict')
    assert done.returncode == 1 and b'1 unchanged, 3 failed' in done.stderr, done.stderr


def test_summary_counts_codes(seoga):
    library(seoga)
    last = batch(seoga).stderr.decode().splitlines()[-1]
    assert 'seoga: note: 4 articles, 8 files, ' in last and '; 2 glyph-missing, 1 unclosed [summary]' in last, last
    objects = [json.loads(l) for l in batch(seoga, '--force', '--diagnostics', 'json').stderr.decode().splitlines()]
    assert objects[-1]['code'] == 'summary'


def test_a_message_is_printed_once(seoga):
    whole = (ROOT / 'samples/images/reading.png').read_bytes()
    at = whole.index(b'IDAT') + 40
    seoga.write('broken.png', whole[:at] + bytes(64) + whole[at + 64:])
    seoga.write('a.md', article('그림', '![가](./broken.png)'))
    lines = seoga.run('a.md', '-o', 'a.epub', '-o', 'a.pdf').stderr.decode().splitlines()
    assert any('a.md:8:1' in l for l in lines), lines
    assert len(lines) == len(set(lines)), lines


def test_progress(seoga):
    for i in range(160):
        seoga.write(f'docs/{i:03}.md', article(f'글 {i}', '긴 글이 여러 줄에 걸쳐 이어진다. ' * 300))
    logged = batch(seoga, '-q', '-j1', '--progress', 'always').stderr.decode()
    assert 'seoga: articles: ' in logged and ' of 160, ' in logged and ' a second\n' in logged, logged
    assert batch(seoga, '-q', '--force', '--progress', 'never').stderr == b''
    assert batch(seoga, '-q', '--force').stderr == b''


def test_standard_output(seoga):
    library(seoga)
    seoga.ok('docs/zed.md', '-o', 'x.pdf', '-o', 'x.epub')
    for form in ('pdf', 'epub'):
        done = seoga.ok('docs/zed.md', '--to', form, '-o', '-', env={**os.environ, 'TMPDIR': str(seoga.folder)})
        seoga.ok('docs/zed.md', '-o', 'y.' + form)
        assert done.stdout == (seoga.folder / ('y.' + form)).read_bytes()
    assert not list(seoga.folder.glob('.*seoga*'))
    with open('/dev/full', 'wb') as full:
        done = subprocess.run([seoga.path, 'docs/zed.md', '--to', 'pdf', '-o', '-'], cwd=seoga.folder, stdout=full,
                              stderr=subprocess.PIPE)
    assert done.returncode == 1 and b'[file-write]' in done.stderr


def test_wrong_usage(seoga):
    library(seoga)
    for options in (['--to', 'docx', '-d', 'out'], ['--to', 'pdf'], ['-d', 'out'], ['--to', 'pdf', '-d', 'out', '-o', 'x.pdf'],
                    ['--to', 'epub,pdf', '-o', '-'], ['--to', 'pdf', '-d', 'out', '--title', 'x'], ['-o', '-'],
                    ['--to', 'pdf', '-d', 'out', '--follow', 'docs/README.md'], ['--to', 'pdf', '-d', 'out', '--list'],
                    ['--to', 'epub', '-o', '-', '--list'], ['--to', 'epub,pdf', '-d', 'out', '--print'],
                    ['--force', '-o', 'x.pdf'], ['--depfile', 'x.d', '--dump-tree'], ['--progress', 'now', '-o', 'x.pdf']):
        done = seoga.run('docs/zed.md', *options)
        assert done.returncode == 2 and b'[usage]' in done.stderr, (options, done.stderr)
    assert seoga.run('-', '--to', 'pdf', '-d', 'out', input=b'x').returncode == 2
    assert not (seoga.folder / 'out').exists()
    (seoga.folder / 'empty').mkdir()
    assert seoga.run('empty', '--to', 'pdf', '-d', 'out').returncode == 1


def test_no_input_is_overwritten(seoga):
    seoga.write('a.pdf', article('글'))
    done = seoga.run('a.pdf', '--to', 'pdf', '-d', '.')
    assert done.returncode == 1 and b'input and an output' in done.stderr
    assert (seoga.folder / 'a.pdf').read_text() == article('글')


def test_a_stopped_run_leaves_nothing_partial(seoga):
    for i in range(120):
        seoga.write(f'docs/{i:03}.md', article(f'글 {i}', '긴 글이 여러 줄에 걸쳐 이어진다. ' * 200))
    for number in (signal.SIGTERM, signal.SIGINT):
        shutil.rmtree(seoga.folder / 'out', ignore_errors=True)
        run = subprocess.Popen([seoga.path, 'docs', '--to', 'epub,pdf', '-d', 'out', '-q', '-j4'], cwd=seoga.folder)
        while run.poll() is None and len(list((seoga.folder / 'out').glob('0*.epub'))) < 3:
            time.sleep(0.005)
        run.send_signal(number)
        assert run.wait() == -number
        left = tree(seoga.folder / 'out')
        assert left and not [n for n in left if n.endswith('.seoga')], list(left)
        assert len(left) < 240
    batch(seoga, '-q')
    whole = tree(seoga.folder / 'out')
    assert len(whole) == 240
    assert all(whole[n] == data for n, data in left.items())


def make_tool(name):
    path = shutil.which(name)
    if not path:
        raise tap.Skip(f'no {name}')
    return path


def build(seoga, command, *outputs):
    """Runs a build and returns which of the outputs it wrote anew."""
    paths = [seoga.folder / o for o in outputs]
    before = [p.stat().st_mtime_ns if p.exists() else 0 for p in paths]
    time.sleep(0.02)
    done = subprocess.run(command, cwd=seoga.folder, capture_output=True)
    assert done.returncode == 0, (done.stdout + done.stderr).decode()
    return [o for o, p, b in zip(outputs, paths, before) if p.stat().st_mtime_ns != b]


def odd_library(seoga):
    """Names that make and ninja know to be special."""
    seoga.write('docs/a b#1.md', article('하나', '![그림](<./그림 $1:2.png>)'))
    shutil.copy(ROOT / 'samples/images/reading.png', seoga.folder / 'docs/그림 $1:2.png')
    seoga.write('docs/two.md', article('둘', '<!-- @include: ./part.txt -->'))
    seoga.write('docs/part.txt', '포함된 문단이다.\n')
    seoga.write('own.yaml', 'base: default\n')


def follow_changes(seoga, command):
    """The same story for either tool."""
    outputs = ('out/one.pdf', 'out/two.pdf')
    assert build(seoga, command, *outputs) == list(outputs)
    assert build(seoga, command, *outputs) == []
    (seoga.folder / 'docs/그림 $1:2.png').write_bytes((ROOT / 'samples/images/shelf.jpg').read_bytes())
    assert build(seoga, command, *outputs) == ['out/one.pdf']
    seoga.write('docs/part.txt', '다른 문단이다.\n')
    assert build(seoga, command, *outputs) == ['out/two.pdf']
    seoga.write('own.yaml', 'base: print\n')
    assert build(seoga, command, *outputs) == list(outputs)
    change(seoga.folder / 'docs/a b#1.md', '하나', '첫째')
    assert build(seoga, command, *outputs) == ['out/one.pdf']
    (seoga.folder / 'docs/그림 $1:2.png').unlink()
    assert build(seoga, command, *outputs) == ['out/one.pdf']
    assert build(seoga, command, *outputs) == []


def test_depfile_under_ninja(seoga):
    ninja = make_tool('ninja')
    odd_library(seoga)
    seoga.write('build.ninja', f'''rule book
  command = {seoga.path} -q $in -o $out --theme own.yaml --depfile $out.d
  depfile = $out.d
build out/one.pdf: book docs/a$ b#1.md
build out/two.pdf: book docs/two.md
''')
    (seoga.folder / 'out').mkdir()
    follow_changes(seoga, [ninja])


def test_depfile_under_make(seoga):
    make = make_tool('make')
    odd_library(seoga)
    seoga.write('Makefile', f'''all: out/one.pdf out/two.pdf
out/one.pdf: docs/a\\ b\\#1.md
\t{seoga.path} -q 'docs/a b#1.md' -o $@ --theme own.yaml --depfile $@.d
out/two.pdf: docs/two.md
\t{seoga.path} -q docs/two.md -o $@ --theme own.yaml --depfile $@.d
-include out/one.pdf.d out/two.pdf.d
''')
    (seoga.folder / 'out').mkdir()
    follow_changes(seoga, [make])


def test_depfile_of_a_batch_under_ninja(seoga):
    """One edge for all: its stamp is new whenever one of the articles or what they name changed."""
    ninja = make_tool('ninja')
    library(seoga)
    command = f'{seoga.path} -q docs --to epub,pdf -d out --depfile all.d'
    names = ['README', 'sql/one', 'sql/two', 'zed']
    outputs = [f'out/{n}.{e}' for n in names for e in ('epub', 'pdf')]
    seoga.write('build.ninja', f'''rule books
  command = {command}
  depfile = all.d
  restat = 1
build {' '.join(outputs)}: books
''')
    assert build(seoga, [ninja], *outputs) == outputs
    assert build(seoga, [ninja], *outputs) == []
    first = (seoga.folder / 'all.d').read_bytes() if (seoga.folder / 'all.d').exists() else None
    seoga.write('docs/sql/part.txt', '다른 문단이다.\n')
    assert build(seoga, [ninja], *outputs) == ['out/sql/two.epub', 'out/sql/two.pdf']
    assert first == ((seoga.folder / 'all.d').read_bytes() if first else None)
    assert build(seoga, [ninja], *outputs) == []


def test_depfile_names_lists_indexes_and_what_they_lead_to(seoga):
    library(seoga)
    seoga.write('docs/hub.md', article('차례', '- [하나](./sql/one.md)\n- [없음](./gone.md)'))
    seoga.write('all.yaml', 'title: 모음\ncover: docs/sql/shelf.jpg\nfollow: docs/hub.md\narticles: [docs/sql/two.md]\n')
    seoga.ok('all.yaml', '-o', 'all.epub', '--depfile', 'all.d')
    needs = (seoga.folder / 'all.d').read_text().split()
    for name in ('all.yaml', 'docs/hub.md', 'docs/sql/one.md', 'docs/sql/two.md', 'docs/sql/part.txt', 'docs/sql/shelf.jpg'):
        assert name in needs, (name, needs)
    assert 'docs/gone.md' not in needs and 'docs/zed.md' not in needs, needs


def test_depfile_names_what_a_query_looked_at(seoga):
    seoga.write('docs/one.md', article('하나').replace('date:', 'category: AI\ndate:'))
    seoga.write('docs/two.md', article('둘'))
    seoga.write('docs/all.yaml', 'title: 모음\nquery: {category: AI}\n')
    seoga.ok('docs/all.yaml', '-o', 'all.epub', '--keep-stubs', '--depfile', 'all.d')
    needs = (seoga.folder / 'all.d').read_text().split()
    assert {'docs/all.yaml', 'docs/one.md', 'docs/two.md'} <= set(needs), needs


def bound(seoga, *inputs):
    """The outputs that a run of these lists and articles wrote anew."""
    folder = seoga.folder / 'out'
    stamps = lambda: {p.relative_to(folder).as_posix(): (p.stat().st_mtime_ns, p.stat().st_ino)
                      for p in folder.rglob('*.epub')}
    before = stamps()
    seoga.ok(*inputs, '--to', 'epub', '-d', 'out', '--keep-stubs')
    return sorted(n for n, stamp in stamps().items() if before.get(n) != stamp)


def test_lists_in_a_batch_are_made_again_when_they_would_change(seoga):
    """By folder, by pattern, by query and by index: what joins, leaves or changes, and nothing else."""
    library(seoga)
    seoga.write('docs/hub.md', article('차례', '- [하나](./sql/one.md)\n- [셋](./zed.md)\n- [아직](./later.md)'))
    seoga.write('folder.yaml', 'title: 모음\narticles: docs\n')
    seoga.write('glob.yaml', 'title: 모음\narticles: ["docs/s*/*.md"]\n')
    seoga.write('query.yaml', 'title: 모음\nsite: docs\nquery: {since: 2024-05-01}\n')
    seoga.write('follow.yaml', 'title: 모음\nfollow: docs/hub.md\n')
    lists = ['folder.yaml', 'glob.yaml', 'query.yaml', 'follow.yaml']
    every, again = ['folder.epub', 'follow.epub', 'glob.epub', 'query.epub'], lambda: bound(seoga, *lists)
    assert again() == every
    assert again() == []
    seoga.write('docs/sql/three.md', article('새 글'))  # joins
    assert again() == ['folder.epub', 'glob.epub', 'query.epub']
    seoga.write('docs/later.md', article('나중'))  # an index asked for it, a pattern looked into its folder
    assert again() == every
    change(seoga.folder / 'docs/sql/two.md', '둘', '두 번째')  # changes
    assert again() == ['folder.epub', 'glob.epub', 'query.epub']
    seoga.write('docs/sql/part.txt', '다른 문단이다.\n')  # what a member includes
    assert again() == ['folder.epub', 'glob.epub', 'query.epub']
    (seoga.folder / 'docs/sql/three.md').unlink()  # leaves
    assert again() == ['folder.epub', 'glob.epub', 'query.epub']
    (seoga.folder / 'docs/star').mkdir()  # a folder that a pattern may look into
    assert again() == ['folder.epub', 'glob.epub', 'query.epub']
    seoga.write('docs/star/four.md', article('넷'))
    assert again() == ['folder.epub', 'glob.epub', 'query.epub']
    seoga.write('docs/notes.txt', '아무도 찾지 않는다.\n')
    seoga.write('docs/.draft/five.md', article('숨김'))
    assert again() == []
    change(seoga.folder / 'glob.yaml', '모음', '다른 모음')
    assert again() == ['glob.epub']
    assert bound(seoga, *lists, 'docs/zed.md') == ['docs/zed.epub']
    assert bound(seoga, *lists, 'docs/zed.md') == []


def test_a_state_tells_of_folders(seoga):
    library(seoga)
    seoga.write('all.yaml', 'title: 모음\narticles: docs/sql\n')
    assert bound(seoga, 'all.yaml') == ['all.epub']
    lines = (seoga.folder / 'out' / STATE).read_text().splitlines()
    assert ' uses ../docs/sql/' in lines and any(l.startswith('file ') and l.endswith(' ../docs/sql/') for l in lines), lines
    (seoga.folder / 'docs/sql').rename(seoga.folder / 'docs/gone')
    assert seoga.run('all.yaml', '--to', 'epub', '-d', 'out').returncode == 1


def follow_a_folder(seoga, command):
    """What a folder decided is bound again when a file comes or goes; other files change nothing."""
    output = 'out/all.pdf'
    assert build(seoga, command, output) == [output]
    assert build(seoga, command, output) == []
    seoga.write('docs/sql/three.md', article('새 글'))
    assert build(seoga, command, output) == [output]
    assert build(seoga, command, output) == []
    (seoga.folder / 'docs/sql/one.md').unlink()
    assert build(seoga, command, output) == [output]
    assert build(seoga, command, output) == []
    seoga.write('docs/sql/deep/four.md', article('넷'))
    assert build(seoga, command, output) == [output]
    assert build(seoga, command, output) == []


def test_folders_in_a_depfile_under_ninja(seoga):
    ninja = make_tool('ninja')
    library(seoga)
    seoga.write('all.yaml', 'title: 모음\narticles: docs/sql\n')
    seoga.write('build.ninja', f'''rule book
  command = {seoga.path} -q --keep-stubs $in -o $out --depfile $out.d
  depfile = $out.d
build out/all.pdf: book all.yaml
''')
    (seoga.folder / 'out').mkdir()
    follow_a_folder(seoga, [ninja])


def test_folders_in_a_depfile_under_make(seoga):
    make = make_tool('make')
    library(seoga)
    seoga.write('all.yaml', 'title: 모음\narticles: docs/sql\n')
    seoga.write('Makefile', f'''out/all.pdf: all.yaml
\t{seoga.path} -q --keep-stubs all.yaml -o $@ --depfile $@.d
-include out/all.pdf.d
''')
    (seoga.folder / 'out').mkdir()
    follow_a_folder(seoga, [make])


def test_no_folder_of_outputs_in_a_depfile(seoga):
    """They would be newer than what was made for ever."""
    library(seoga)
    seoga.write('docs/all.yaml', 'title: 모음\narticles: .\n')
    seoga.ok('docs/all.yaml', '--keep-stubs', '-o', 'docs/all.pdf', '--depfile', 'all.d')
    assert {'docs/sql', 'docs/zed.md'} <= set((seoga.folder / 'all.d').read_text().split())
    assert 'docs' not in (seoga.folder / 'all.d').read_text().split()
    for name in ('one.d', 'two.d'):
        seoga.ok('docs/all.yaml', 'docs/zed.md', '--keep-stubs', '--to', 'epub', '-d', 'docs/out', '--depfile', name)
        needs = (seoga.folder / name).read_text().split()
        assert {'docs', 'docs/sql'} <= set(needs) and not [n for n in needs if n.startswith('docs/out:')], needs
        assert 'docs/out' not in needs, needs


def test_depfile_of_unchanged_articles_is_whole(seoga):
    library(seoga)
    batch(seoga, '--depfile', 'one.d')
    batch(seoga, '--depfile', 'two.d')
    one, two = ((seoga.folder / n).read_text() for n in ('one.d', 'two.d'))
    assert one == two
    assert 'out/sql/two.epub out/sql/two.pdf: \\\n' in one and 'docs/sql/part.txt' in one and 'docs/sql/shelf.jpg' in one


def test_library_twice_is_fast(seoga):
    """Six hundred articles that did not change cost a moment."""
    for i in range(600):
        seoga.write(f'docs/{i % 20:02}/{i:03}.md', article(f'글 {i}'))
    seoga.ok('docs', '--to', 'pdf', '-d', 'out', '-q', timeout=300)
    start = os.times()
    assert b'600 unchanged' in seoga.ok('docs', '--to', 'pdf', '-d', 'out').stderr
    end = os.times()
    used = end.children_user + end.children_system - start.children_user - start.children_system
    assert used < 1.5, used


tap.main(sys.modules[__name__])
