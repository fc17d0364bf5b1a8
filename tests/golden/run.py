#!/usr/bin/env python3
"""Golden tests: what the program makes of small articles, compared with files kept beside them.

usage: run.py --program SEOGA [--update] CASES

For each CASES/name.md, an article, and CASES/name.yaml, a reading list, the siblings that exist are compared:
  name.tree    the document tree (--dump-tree)
  name.diag    the messages of that run
  name.xhtml   the article's file in the EPUB; of a list every page of its content and the contents
  name.pages   the laid-out pages (--dump-pages)
  name.tags    the structure of the tagged PDF (--dump-tags)
--update rewrites them (and makes .tree and .diag for a new case); review the difference.
Prints TAP.
"""
import argparse
import difflib
import pathlib
import subprocess
import sys
import tempfile
import zipfile


def run(program, case, *options):
    """Runs in the case's folder, so that messages name the file alone."""
    return subprocess.run([program, *options, case.name], cwd=case.parent, capture_output=True)


def make_tree(program, case):
    return run(program, case, '--dump-tree').stdout


def make_diag(program, case):
    return run(program, case, '--dump-tree').stderr


def make_pages(program, case):
    return run(program, case, '--dump-pages').stdout


def make_tags(program, case):
    return run(program, case, '--dump-tags').stdout


def wanted(case, name):
    return '/art-' in name or case.suffix == '.yaml' and name.endswith('.xhtml')


def make_xhtml(program, case):
    with tempfile.TemporaryDirectory() as folder:
        book = pathlib.Path(folder) / 'book.epub'
        done = run(program, case, '-q', '-o', str(book))
        if not book.exists():
            return b'the program failed: ' + done.stderr
        with zipfile.ZipFile(book) as archive:
            names = sorted(n for n in archive.namelist() if wanted(case, n))
            return b'\n'.join(archive.read(n) for n in names)


MAKERS = {'.tree': make_tree, '.diag': make_diag, '.xhtml': make_xhtml, '.pages': make_pages,
          '.tags': make_tags}
ALWAYS = ('.tree', '.diag')


def compare(golden, actual):
    """Unified difference as TAP comments."""
    before = golden.read_bytes().decode(errors='replace').splitlines()
    after = actual.decode(errors='replace').splitlines()
    for line in difflib.unified_diff(before, after, str(golden.name), 'now', lineterm='', n=2):
        print('#', line)


def check(program, case, suffix, update):
    golden = case.with_suffix(suffix)
    if not golden.exists() and not (update and suffix in ALWAYS):
        return None
    actual = MAKERS[suffix](program, case)
    if update:
        golden.write_bytes(actual)
        return True
    if golden.read_bytes() == actual:
        return True
    compare(golden, actual)
    return False


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--program', required=True)
    parser.add_argument('--update', action='store_true')
    parser.add_argument('cases', type=pathlib.Path)
    options = parser.parse_args()
    options.program = str(pathlib.Path(options.program).resolve())
    failed = number = 0
    for case in sorted([*options.cases.glob('*.md'), *options.cases.glob('*.yaml')]):
        for suffix in MAKERS:
            good = check(options.program, case, suffix, options.update)
            if good is None:
                continue
            number += 1
            failed += not good
            print(f'{"ok" if good else "not ok"} {number} - {case.stem}{suffix}')
    print(f'1..{number}')
    return 1 if failed or not number else 0


sys.exit(main())
