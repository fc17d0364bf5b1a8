"""The examples of the documentation run, and say what is so."""
import re
import shlex
import subprocess
import sys

import tap

ROOT = tap.source_root()


def block(name):
    return re.search(rf'^```sh {name}\n(.*?)^```', (ROOT / 'README.md').read_text(), re.S | re.M)[1]


def test_tour(seoga):
    seoga.write('article.md', (ROOT / 'samples/bookshelf.md').read_bytes())
    for name in ('reading.png', 'shelf.jpg'):
        seoga.write('images/' + name, (ROOT / 'samples/images' / name).read_bytes())
    for path in [ROOT / 'samples/book.yaml', *(ROOT / 'samples/essays').iterdir()]:
        seoga.write(str(path.relative_to(ROOT / 'samples')), path.read_bytes())
    lines = [l for l in block('tour').splitlines() if l.startswith('seoga ')]
    assert len(lines) >= 4
    for line in lines:
        command = shlex.quote(seoga.path) + line[len('seoga'):]
        done = subprocess.run(['sh', '-c', command], cwd=seoga.folder, capture_output=True)
        assert done.returncode == 0, (line, done.stderr)
    for made in ('article.epub', 'article.pdf', 'notes.epub', 'book.epub', 'book.pdf', 'essays.epub', 'folder.epub'):
        assert (seoga.folder / made).exists(), made


def test_commands_agree_on_packages(seoga):
    words = [set(re.findall(r'[a-z0-9.+-]+-dev\b', block(n))) for n in ('build', 'test')]
    assert words[0] and words[0] <= words[1]


def test_options_are_in_help_man_page_and_readme(seoga):
    usage = seoga.ok('--help').stdout.decode()
    manual = (ROOT / 'src/cli/seoga.1').read_text().replace('\\-', '-')
    readme = (ROOT / 'README.md').read_text()
    options = set(re.findall(r'--[a-z][a-z-]+', usage))
    assert len(options) > 10
    for option in options:
        assert option in manual, option
    for option in set(re.findall(r'`(--[a-z][a-z-]+)', readme)):
        assert option in options, option


def test_every_code_is_in_the_man_page(seoga):
    """A message's code stands in the source as the third argument of diag_*; each is documented."""
    codes = set()
    for path in (ROOT / 'src').rglob('*.c'):
        text = re.sub(r'\s+', ' ', path.read_text())
        codes |= set(re.findall(r'diag_(?:note|warning|error)\( ?[^;]*?"([a-z][a-z0-9-]+)", ', text))
    manual = (ROOT / 'src/cli/seoga.1').read_text().replace('\\-', '-')
    assert len(codes) > 15
    missing = sorted(c for c in codes if c not in manual)
    assert not missing, missing


def test_every_code_of_the_man_page_exists(seoga):
    manual = (ROOT / 'src/cli/seoga.1').read_text().replace('\\-', '-')
    messages = manual.split('.SH MESSAGES')[1].split('\n.SH ')[0]
    names = [n for line in re.findall(r'^\.TP\n\.B ([a-z][a-z0-9, -]+)$', messages, re.M) for n in line.split(', ')]
    sources = ''.join(p.read_text() for p in (ROOT / 'src').rglob('*.c'))
    assert len(names) > 80
    stale = [n for n in names if f'"{n}"' not in sources and f'[{n}]' not in sources]
    assert not stale, stale


tap.main(sys.modules[__name__])
