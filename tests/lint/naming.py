#!/usr/bin/env python3
"""Checks names and sizes: external functions and header guards carry their folder's name,
no typedefs, no function over 60 lines, no file over 600 (generated tables aside).

usage: naming.py SRC
"""
import pathlib
import re
import sys

LONGEST_FUNCTION = 60
LONGEST_FILE = 600
BANNED = re.compile(r'\b(strcpy|strcat|sprintf|vsprintf|gets|strtok|atoi|atof|system|popen|alloca)\s*\(')
EXTERN = re.compile(r'^(?!static|typedef|return|else|extern|struct \w+ \w+;|enum|#|/|\s|\})[\w\s\*]*?\b(\w+)\(')
# Names a library or the language fixes.
FREE = {'main', 'str', 'cstr', 'LLVMFuzzerTestOneInput', '__attribute__'}


def prefixes(name):
    """A file's functions begin with the folder's name; util's with the file's."""
    folder, stem = name.split('/')[0], pathlib.PurePath(name).stem
    return {'util': (stem + '_', 'cstr_'), 'data': ('data_', stem + '_', 'json_', 'yaml_', 'value_')}.get(
        folder, (folder + '_',))


def check_header(name, lines, report):
    guard = name.replace('/', '_').replace('.', '_').upper()
    if not any(line.startswith('#ifndef ' + guard) for line in lines):
        report(1, f'the include guard must be {guard}')
    for number, line in enumerate(lines, 1):
        match = EXTERN.match(line)
        if match and match[1] not in FREE and not match[1].startswith(prefixes(name)):
            report(number, f'{match[1]}() does not begin with {" or ".join(prefixes(name))}')


def check_source(lines, report):
    start = None
    for number, line in enumerate(lines, 1):
        if line == '{':
            start = number
        elif line == '}' and start:
            if number - start - 1 > LONGEST_FUNCTION:
                report(start, f'a function of {number - start - 1} lines (at most {LONGEST_FUNCTION})')
            start = None


def main(src):
    found = []
    for path in sorted(src.rglob('*.[ch]')):
        name = path.relative_to(src).as_posix()
        lines = path.read_text().splitlines()

        def report(number, text):
            found.append(f'{name}:{number}: {text}')
        for number, line in enumerate(lines, 1):
            if line.startswith('typedef'):
                report(number, 'no typedefs')
            match = BANNED.search(line)
            if match:
                report(number, f'{match[1]} is not used here')
        if name.endswith('.h'):
            check_header(name, lines, report)
        else:
            check_source(lines, report)
        if len(lines) > LONGEST_FILE and not path.stem.endswith('_table'):
            report(1, f'{len(lines)} lines (at most {LONGEST_FILE})')
    print('\n'.join(found))
    return 1 if found else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
