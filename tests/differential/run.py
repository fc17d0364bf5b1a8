#!/usr/bin/env python3
"""Differential test: Seoga's tree against markdown-it with the plugins of the site.

usage: run.py [--update] [--show CASE] SEOGA CASES...

Both sides become an outline (outline.py). Every difference must be listed in expected.txt with its
reason, and everything listed must still differ. The packages are in the folder that SEOGA_MARKDOWN_IT
names (setup.sh fills it); without them or without Node the test is skipped (77). --update rewrites
expected.txt; a difference that is new then has the reason "?", which fails until someone has written one.
"""
import argparse
import difflib
import json
import os
import pathlib
import shutil
import subprocess
import sys

import outline

HERE = pathlib.Path(__file__).parent
EXPECTED = HERE / 'expected.txt'


def read_expected():
    """{case: {hunk: reason}} and {case: reason} of the skipped; the comment at the head is kept."""
    head, hunks, skipped, case, hunk = [], {}, {}, None, None
    for line in EXPECTED.read_text().splitlines() if EXPECTED.exists() else []:
        if line.startswith('#') and not case:
            head.append(line)
        elif line.startswith('skip '):
            name, reason = line[5:].split(': ', 1)
            skipped[name] = reason
        elif line.startswith('== '):
            case, reason = line[3:].split(': ', 1)
            hunk = []
            hunks.setdefault(case, []).append((hunk, reason))
        elif line:
            hunk.append(line)
    return head, {c: {'\n'.join(h): r for h, r in of} for c, of in hunks.items()}, skipped


def write_expected(head, found, skipped):
    parts = head + [''] + [f'skip {name}: {reason}' for name, reason in sorted(skipped.items())]
    for case, hunks in sorted(found.items()):
        for hunk, reason in hunks.items():
            parts += ['', f'== {case}: {reason}', hunk]
    EXPECTED.write_text('\n'.join(parts) + '\n')


def differences(site, ours):
    hunks = []
    for op, a, b, c, d in difflib.SequenceMatcher(None, site, ours, autojunk=False).get_opcodes():
        if op != 'equal':
            hunks.append('\n'.join(['-' + line for line in site[a:b]] + ['+' + line for line in ours[c:d]]))
    return hunks


def render(folder, files):
    with open(HERE / 'render.mjs') as script:
        done = subprocess.run(['node', '--input-type=module', '-', *map(str, files)], cwd=folder, stdin=script,
                              capture_output=True)
    if done.returncode:
        sys.exit('render.mjs failed: ' + done.stderr.decode())
    return json.loads(done.stdout)


def tree(program, case):
    done = subprocess.run([program, '--keep-furniture', '--dump-tree', '-q', case.name], cwd=case.parent,
                          capture_output=True)
    return done.stdout.decode()


def compare(program, pages, expected, update):
    """{case: {hunk: reason}} of what differs, with the known reasons."""
    found, failed = {}, 0
    for file, page in pages.items():
        case = pathlib.Path(file)
        known = expected.get(case.stem, {})
        hunks = differences(outline.of_site(page), outline.of_tree(tree(program, case)))
        found[case.stem] = {hunk: known.get(hunk, '?') for hunk in hunks}
        wrong = [h for h, reason in found[case.stem].items() if reason == '?']
        gone = [h for h in known if h not in hunks]
        failed += bool(wrong or gone)
        print('not ok' if wrong or gone else 'ok', '-', case.stem)
        for hunk in wrong:
            print('# differs, and expected.txt does not say why:', *hunk.split('\n'), sep='\n#   ')
        for hunk in gone if not update else []:
            print('# expected.txt lists this, but it differs no more:', *hunk.split('\n'), sep='\n#   ')
    return {case: hunks for case, hunks in found.items() if hunks}, failed


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument('--update', action='store_true')
    parser.add_argument('--show', metavar='CASE', help='print both outlines of one case')
    parser.add_argument('program')
    parser.add_argument('cases', nargs='+', type=pathlib.Path, help='folders of .md files')
    options = parser.parse_args()
    folder = os.environ.get('SEOGA_MARKDOWN_IT', '')
    if not shutil.which('node') or not (pathlib.Path(folder) / 'node_modules' / 'markdown-it').is_dir() or not folder:
        print('Node or the packages are missing: setup.sh installs them, SEOGA_MARKDOWN_IT names their folder')
        return 77
    head, expected, skipped = read_expected()
    program = str(pathlib.Path(options.program).resolve())
    files = sorted(f.resolve() for d in options.cases for f in d.glob('*.md') if f.stem not in skipped)
    if options.show:
        files = [f for f in files if f.stem == options.show]
    pages = render(folder, files)
    if options.show:
        for file, page in pages.items():
            print(page, *outline.of_site(page), '---', *outline.of_tree(tree(program, pathlib.Path(file))), sep='\n')
        return 0
    found, failed = compare(program, pages, expected, options.update)
    if options.update:
        write_expected(head, found, skipped)
    print(f'1..{len(pages)}')
    return 1 if failed or not pages else 0


sys.exit(main())
