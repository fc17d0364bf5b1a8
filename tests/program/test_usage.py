"""What the program does with wrong usage, bad inputs and odd content."""
import json
import os
import re
import signal
import subprocess
import sys

import tap

ARTICLE = '---\ntitle: 시험\nlang: ko-KR\n---\n\n본문입니다.\n'
MESSAGE = re.compile(rb'^[^\n]*: (note|warning|error): [^\n]+ \[[a-z0-9-]+\]$', re.M)


def refused(seoga, status, *args):
    """The run ends with `status`, one line says why, and nothing is left in the folder."""
    before = sorted(os.listdir(seoga.folder))
    done = seoga.run(*args, stdin=subprocess.DEVNULL)
    assert done.returncode == status, (done.returncode, done.stderr)
    assert done.stderr.strip(), 'no message'
    assert sorted(os.listdir(seoga.folder)) == before, os.listdir(seoga.folder)
    return done.stderr.decode()


def test_version_and_help(seoga):
    assert re.match(rb'seoga \d+\.\d+\.\d+\n', seoga.ok('--version').stdout)
    text = seoga.ok('--help').stdout.decode()
    for option in ('-o', '--page', '--theme', '--font-dir', '--strict', '--dump-tree'):
        assert option in text, option


def test_no_input(seoga):
    refused(seoga, 2)


def test_no_output(seoga):
    seoga.write('a.md', ARTICLE)
    refused(seoga, 2, 'a.md')


def test_unknown_option(seoga):
    seoga.write('a.md', ARTICLE)
    assert '--theme' in refused(seoga, 2, 'a.md', '--them', 'print', '-o', 'a.pdf')


def test_unknown_extension(seoga):
    seoga.write('a.md', ARTICLE)
    assert '.epub' in refused(seoga, 2, 'a.md', '-o', 'a.docx')


def test_unknown_page(seoga):
    seoga.write('a.md', ARTICLE)
    assert 'a4' in refused(seoga, 2, 'a.md', '-o', 'a.pdf', '--page', 'letterish')


def test_font_folder_that_is_none(seoga):
    seoga.write('a.md', ARTICLE)
    done = seoga.run('a.md', '--font-dir', 'nowhere', '-o', 'a.pdf')
    assert done.returncode == 1 and b'nowhere: error: ' in done.stderr and b'[font-open]' in done.stderr, done.stderr
    assert not (seoga.folder / 'a.pdf').exists()


def test_a_font_that_cannot_be_used_is_left_out(seoga):
    seoga.write('a.md', ARTICLE)
    seoga.write('fonts/cut.ttf', b'\0\1\0\0')
    for given in ('fonts', 'fonts/cut.ttf'):
        done = seoga.ok('a.md', '--font-dir', given, '-o', 'a.pdf')
        assert b'fonts/cut.ttf: warning: ' in done.stderr and b'[font-damaged]' in done.stderr, done.stderr


def test_a_font_by_itself(seoga):
    font = tap.source_root() / 'fonts/NotoSerif-Italic.ttf'
    seoga.write('one.ttf', font.read_bytes())
    seoga.write('a.md', ARTICLE)
    seoga.ok('a.md', '--font-dir', 'one.ttf', '-o', 'a.pdf', '--depfile', 'a.d')
    assert 'one.ttf' in (seoga.folder / 'a.d').read_text()


def test_data_that_is_not_there(seoga):
    seoga.write('a.md', ARTICLE)
    seoga.write('empty/readme.txt', '')
    env = dict(os.environ, SEOGA_DATA=str(seoga.folder / 'empty'))
    done = subprocess.run([seoga.path, 'a.md', '-o', 'a.pdf'], cwd=seoga.folder, env=env, capture_output=True)
    assert done.returncode == 1 and b'[data-missing]' in done.stderr, done.stderr
    assert not (seoga.folder / 'a.pdf').exists()


def test_missing_file(seoga):
    assert 'none.md' in refused(seoga, 1, 'none.md', '-o', 'a.epub')


def test_folder_as_article(seoga):
    (seoga.folder / 'd').mkdir()
    refused(seoga, 1, 'd', '-o', 'a.epub')


def test_fifo(seoga):
    os.mkfifo(seoga.folder / 'pipe.md')
    refused(seoga, 1, 'pipe.md', '-o', 'a.epub')


def test_device(seoga):
    refused(seoga, 1, '/dev/zero', '-o', 'a.epub')


def test_output_folder_missing(seoga):
    seoga.write('a.md', ARTICLE)
    for name in ('no/a.epub', 'no/a.pdf'):
        assert 'no' in refused(seoga, 1, 'a.md', '-o', name)


def test_output_is_input(seoga):
    seoga.write('a.epub', ARTICLE)
    refused(seoga, 2, 'a.epub', '-o', 'a.epub')
    assert (seoga.folder / 'a.epub').read_text() == ARTICLE
    os.link(seoga.folder / 'a.epub', seoga.folder / 'same.epub')
    refused(seoga, 2, 'a.epub', '-o', 'same.epub')


def test_output_is_theme_or_cover(seoga):
    seoga.write('a.md', ARTICLE)
    seoga.write('t.pdf', 'base: default\n')
    refused(seoga, 2, 'a.md', '--theme', 't.pdf', '-o', 't.pdf')
    refused(seoga, 2, 'a.md', '--cover', 't.pdf', '-o', 't.pdf')


def test_language_that_is_none(seoga):
    seoga.write('a.md', ARTICLE)
    assert 'ko' in refused(seoga, 2, 'a.md', '--lang', 'x y<', '-o', 'a.epub')


def test_empty_file(seoga):
    seoga.write('빈 글.md', '')
    done = seoga.ok('빈 글.md', '-o', 'a.epub', '-o', 'a.pdf')
    assert b'[empty]' in done.stderr
    assert '빈 글' in seoga.ok('--dump-tree', '빈 글.md').stdout.decode()


def test_invalid_utf8(seoga):
    seoga.write('a.md', b'---\ntitle: x\n---\n\n\xea\xb0 \xff text\n')
    done = seoga.ok('a.md', '-o', 'a.epub', '-o', 'a.pdf')
    assert done.stderr.count(b'[utf8]') == 1
    assert '\ufffd' in seoga.ok('--dump-tree', 'a.md').stdout.decode()
    refused(seoga, 1, 'a.md', '--strict', '-o', 'b.epub')


def test_messages_have_their_form(seoga):
    seoga.write('a.md', ARTICLE + '\n![그림](https://example.org/x.png)\n')
    done = seoga.ok('a.md', '-o', 'a.epub')
    lines = done.stderr.splitlines()
    assert len(MESSAGE.findall(done.stderr)) == len(lines) > 0, done.stderr
    assert done.stderr.startswith(b'a.md:8:1: note: '), done.stderr
    assert seoga.ok('a.md', '-q', '-o', 'a.epub').stderr == b''


def test_json_diagnostics(seoga):
    seoga.write('a.md', ARTICLE + '\n![그림](https://example.org/x.png)\n')
    done = seoga.ok('a.md', '--diagnostics', 'json', '-o', 'a.epub')
    first = json.loads(done.stderr.splitlines()[0])
    assert (first['file'], first['line'], first['severity'], first['code']) == ('a.md', 8, 'note', 'img-remote')


def test_standard_input(seoga):
    seoga.ok('-', '-o', 'a.epub', '--title', '표준 입력', input=ARTICLE.encode())
    assert (seoga.folder / 'a.epub').stat().st_size > 1000


def test_old_output_stays_when_a_run_fails(seoga):
    seoga.write('a.epub', b'old')
    seoga.run('none.md', '-o', 'a.epub')
    assert (seoga.folder / 'a.epub').read_bytes() == b'old'


def test_symbolic_link_as_output_is_replaced(seoga):
    seoga.write('a.md', ARTICLE)
    seoga.write('target', b'kept')
    os.symlink('target', seoga.folder / 'a.epub')
    seoga.ok('a.md', '-o', 'a.epub')
    assert (seoga.folder / 'target').read_bytes() == b'kept'
    assert not (seoga.folder / 'a.epub').is_symlink()


def test_full_disk(seoga):
    """A limit on the file size stands for a full disk: an error, and nothing left behind."""
    seoga.write('a.md', ARTICLE)
    for name in ('a.epub', 'a.pdf'):
        done = subprocess.run(['sh', '-c', f'ulimit -f 1; exec "$0" a.md -q -o {name}', seoga.path],
                              cwd=seoga.folder, capture_output=True)
        assert done.returncode == 1 and b'[file-write]' in done.stderr, (name, done)
    assert os.listdir(seoga.folder) == ['a.md']


def test_names_that_look_like_options(seoga):
    seoga.write('-o.md', ARTICLE)
    seoga.ok('-o', './-x.epub', '--', '-o.md')
    assert (seoga.folder / '-x.epub').exists()


def test_terminated(seoga):
    """SIGTERM while reading standard input leaves nothing."""
    run = subprocess.Popen([seoga.path, '-', '-o', 'a.epub'], cwd=seoga.folder, stdin=subprocess.PIPE)
    run.stdin.write(b'x' * 10)
    run.stdin.flush()
    run.send_signal(signal.SIGTERM)
    run.wait(timeout=20)
    run.stdin.close()
    assert run.returncode != 0
    assert os.listdir(seoga.folder) == []


tap.main(sys.modules[__name__])
