"""The program runs where it was installed, and after the whole was moved elsewhere."""
import os
import pathlib
import shutil
import subprocess
import sys

import tap

BUILD = pathlib.Path(sys.argv[2])
SAMPLE = tap.source_root() / 'samples/bookshelf.md'


def installed(seoga):
    env = dict(os.environ, DESTDIR=str(seoga.folder / 'root'))
    meson = shutil.which('meson')
    if not meson:
        raise tap.Skip('no meson')
    done = subprocess.run([meson, 'install', '-C', BUILD, '--no-rebuild', '--quiet'], env=env, capture_output=True)
    assert done.returncode == 0, done.stderr
    return next((seoga.folder / 'root').rglob('bin/seoga')).parent.parent


def run(prefix, folder):
    env = {k: v for k, v in os.environ.items() if k != 'SEOGA_DATA'}
    done = subprocess.run([prefix / 'bin/seoga', '-q', SAMPLE, '-o', 'a.epub', '-o', 'a.pdf'], cwd=folder, env=env,
                          capture_output=True)
    assert done.returncode == 0, done.stderr
    return [(folder / n).read_bytes() for n in ('a.epub', 'a.pdf')]


def test_install_and_move(seoga):
    prefix = installed(seoga)
    for part in ('share/seoga/fonts', 'share/seoga/templates', 'share/man/man1/seoga.1'):
        assert (prefix / part).exists(), part
    assert {p.name for p in prefix.rglob('lib*/**/seoga/*.so')} >= {'avif.so', 'svg.so'}
    assert list(prefix.rglob('*completion*')) or list(prefix.rglob('_seoga'))
    seoga.ok(SAMPLE, '-q', '-o', 'a.epub', '-o', 'a.pdf')
    built = [(seoga.folder / n).read_bytes() for n in ('a.epub', 'a.pdf')]
    assert run(prefix, seoga.folder) == built
    moved = seoga.folder / 'moved'
    shutil.move(prefix, moved)
    assert run(moved, seoga.folder) == built


def test_parts_move_too(seoga):
    """What the build tree holds must not help a program that lies elsewhere."""
    prefix = installed(seoga)
    moved = seoga.folder / 'moved'
    shutil.move(prefix, moved)
    for name in ('photo.avif', 'drawing.svg'):
        seoga.write(name, (tap.source_root() / 'tests/program/images' / name).read_bytes())
    seoga.write('a.md', '# 그림\n\n![하나](photo.avif)\n\n![둘](drawing.svg)\n')
    command = [moved / 'bin/seoga', '-q', 'a.md', '-o', 'a.epub', '-o', 'a.pdf']
    done = subprocess.run(command, cwd=seoga.folder, capture_output=True)
    assert done.returncode == 0 and not done.stderr, done.stderr
    for part in moved.rglob('*.so'):
        part.unlink()
    done = subprocess.run(command, cwd=seoga.folder, capture_output=True)
    messages = done.stderr.decode().splitlines()
    assert done.returncode == 0, done.stderr
    assert all(m.endswith('[img-format]') for m in messages), messages
    assert any(m.startswith('a.md:3:1:') for m in messages) and any(m.startswith('a.md:5:1:') for m in messages)


def test_modules_are_found_where_they_were_moved(seoga):
    """The part that fetches is there: it refuses what it is asked for."""
    moved = seoga.folder / 'moved'
    shutil.move(installed(seoga), moved)
    seoga.write('a.md', '![그림](http://127.0.0.1:9/x.png)\n')
    done = subprocess.run([moved / 'bin/seoga', '--dump-tree', 'a.md', '--fetch', '--cache', 'c'], cwd=seoga.folder,
                          capture_output=True)
    assert done.returncode == 0 and b'private address' in done.stderr, done.stderr


tap.main(sys.modules[__name__])
