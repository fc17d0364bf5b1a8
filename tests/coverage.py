#!/usr/bin/env python3
"""Which lines of src/ the tests run, by folder, and which message codes they produce.

usage: coverage.py BUILD [--least PERCENT]

BUILD is configured with -Db_coverage=true -Dc_args=-fprofile-update=atomic and its tests have run. Needs gcovr.
Ends with 1 when fewer lines than PERCENT (85) were run, or when a code of the man page was never produced.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def counted_lines(build):
    """file -> {line: times}; the counts of several threads can lie below zero, which gcovr must forgive."""
    done = subprocess.run(['gcovr', '-r', ROOT, '--object-directory', build, '-f', 'src/', '--json', '-',
                           '--gcov-ignore-parse-errors'], capture_output=True, check=True)
    counts = collections.defaultdict(dict)
    for entry in json.loads(done.stdout)['files']:
        for line in entry['lines']:
            if not line['gcovr/noncode']:
                counts[entry['file']][line['line_number']] = line['count']
    return counts


def documented_codes():
    manual = (ROOT / 'src/cli/seoga.1').read_text().replace('\\-', '-')
    messages = manual.split('.SH MESSAGES')[1].split('\n.SH ')[0]
    return [code for line in re.findall(r'^\.TP\n\.B ([a-z][a-z0-9, -]+)$', messages, re.M) for code in line.split(', ')]


def statements_with(code, text):
    """(first, last) line of each statement that holds the code as a literal."""
    for match in re.finditer(f'"{code}"', text):
        first = max(text.rfind(c, 0, match.start()) for c in ';{}')
        last = text.find(';', match.end())
        yield text.count('\n', 0, first) + 1, text.count('\n', 0, last) + 1


def is_produced(code, sources, counts):
    """A code in a table runs nowhere by itself: then a test must name it."""
    times = [counts[name][line] for name, text in sources.items() for first, last in statements_with(code, text)
             for line in range(first, last + 1) if line in counts[name]]
    return max(times) > 0 if times else is_named_by_a_test(code)


def is_named_by_a_test(code):
    paths = [p for p in (ROOT / 'tests').rglob('*') if p.suffix in ('.py', '.c', '.diag') and p != pathlib.Path(__file__)]
    return any(re.search(f'[\\["]{code}[\\]"]|\'{code}\'', p.read_text(errors='replace')) for p in paths)


def print_folders(counts):
    folders = collections.defaultdict(lambda: [0, 0])
    for name, lines in counts.items():
        for key in (name.split('/')[1] + '/', 'all'):
            folders[key][0] += sum(count > 0 for count in lines.values())
            folders[key][1] += len(lines)
    print('| folder | lines run | of | % |\n|---|---|---|---|')
    for key in sorted(folders, key=lambda k: (k == 'all', k)):
        run, total = folders[key]
        print(f'| `{key}` | {run} | {total} | {100 * run / total:.1f} |')
    return 100 * folders['all'][0] / folders['all'][1]


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument('build')
    options.add_argument('--least', type=float, default=85)
    args = options.parse_args()

    counts = counted_lines(args.build)
    percent = print_folders(counts)
    sources = {p.relative_to(ROOT).as_posix(): p.read_text() for p in (ROOT / 'src').rglob('*.c')}
    codes = documented_codes()
    missing = [code for code in codes if not is_produced(code, sources, counts)]
    print(f'\n{len(codes) - len(missing)} of {len(codes)} message codes are produced')
    for code in missing:
        print('not produced:', code)
    return 1 if percent < args.least or missing or not codes else 0


sys.exit(main())
