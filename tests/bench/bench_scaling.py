#!/usr/bin/env python3
"""What each construct costs when there is twice as much of it: instructions where `perf` counts them, else CPU time.

usage: bench_scaling.py SEOGA [tree|epub|pdf [KILOBYTES [PATTERN...]]]

A ratio of more than 2.6 is marked: something is not linear. The figures are for reading; nothing fails here.
"""
import fnmatch
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'adversarial'))
import patterns

OUTPUTS = {'tree': ['--dump-tree'], 'epub': ['-o', 'a.epub'], 'pdf': ['-o', 'a.pdf']}
LIMITS = 'ulimit -v 4000000; ulimit -t 60; exec "$@"'


def counts():
    """True when perf may count instructions here."""
    tool = shutil.which('perf')
    return tool and subprocess.run([tool, 'stat', '-x,', '-e', 'instructions:u', 'true'], capture_output=True,
                                   text=True).stderr[:1].isdigit()


def measure(command, folder, count):
    """Cost of a run and its memory in MB; None when it failed."""
    if count:
        command = ['perf', 'stat', '-x,', '-e', 'instructions:u', '-o', 'count', *command]
    child = subprocess.Popen(['sh', '-c', LIMITS, 'sh', *command], cwd=folder, stdout=subprocess.DEVNULL,
                             stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    if status:
        return None, used.ru_maxrss // 1024
    if count:
        line = (pathlib.Path(folder) / 'count').read_text().splitlines()[-1]
        return int(line.split(',')[0]) / 1e9, used.ru_maxrss // 1024
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main():
    seoga, form = os.path.abspath(sys.argv[1]), (sys.argv[2:3] or ['tree'])[0]
    size = 1000 * int((sys.argv[3:4] or [200])[0])
    count = counts()
    print(f'{form}, {size // 1000} and {2 * size // 1000} kB, {"thousand million instructions" if count else "CPU seconds"}')
    for name, text in patterns.PATTERNS.items():
        if sys.argv[4:] and not any(fnmatch.fnmatch(name, p) for p in sys.argv[4:]):
            continue
        with tempfile.TemporaryDirectory() as folder:
            figures = []
            for bytes_wanted in (size, 2 * size):
                (pathlib.Path(folder) / 'a.md').write_text(text(bytes_wanted))
                figures.append(measure([seoga, '-q', '-j1', 'a.md', *OUTPUTS[form]], folder, count))
        (once, _), (twice, memory) = figures
        if once is None or twice is None:
            print(f'{name:28} failed, {memory} MB', flush=True)
            continue
        ratio = twice / max(once, 1e-9)
        print(f'{name:28} {once:7.3f} {twice:7.3f}  x{ratio:4.2f} {memory:5} MB{"  <--" if ratio > 2.6 else ""}', flush=True)


if __name__ == '__main__':
    main()
