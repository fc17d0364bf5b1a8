#!/usr/bin/env python3
"""CPU time and peak memory of whole runs, medians, beside a baseline of this very machine.

usage: bench_program.py SEOGA [ARTICLE.md]

The baseline is `cmark-gfm` over 7 MB of Markdown where it is installed: the bars below are for machines on
which it takes 0.11 s, and are scaled to this one. The figures are for reading; nothing fails here.
"""
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile

ROUNDS = 9
BASELINE = 0.11
ROOT = pathlib.Path(__file__).resolve().parents[2]


def measure(command, folder):
    """Median CPU seconds and the largest resident set in MB."""
    times, peak = [], 0
    for _ in range(ROUNDS):
        child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        if status:
            sys.exit(f'failed: {command}')
        times.append(usage.ru_utime + usage.ru_stime)
        peak = max(peak, usage.ru_maxrss / 1024)
    return statistics.median(times), peak


def shared():
    """Real articles, where the optional data is."""
    return pathlib.Path(os.environ.get('SEOGA_SHARED', ROOT / '../shared')) / 'corpus/site'


def baseline(folder):
    tool = shutil.which('cmark-gfm')
    if not tool:
        return None
    sample = (ROOT / 'samples/bookshelf.md').read_bytes()
    text = b''.join(p.read_bytes() for p in sorted(shared().rglob('*.md'))) if shared().is_dir() else sample * 2000
    path = pathlib.Path(folder) / 'baseline.md'
    path.write_bytes(text[:7_000_000])
    return measure([tool, '--unsafe', '-e', 'table', '-e', 'strikethrough', str(path)], folder)[0]


def main():
    seoga = str(pathlib.Path(sys.argv[1]).resolve())
    article = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / 'samples/bookshelf.md').resolve()
    cover = str(ROOT / 'samples/images/shelf.jpg')
    runs = [(article.name + ' to PDF', [article, '-o', 'a.pdf'], 60, 60),
            (article.name + ' to EPUB, cover drawn', [article, '-o', 'a.epub'], 50, None),
            (article.name + ' to EPUB, cover given', [article, '--cover', cover, '-o', 'a.epub'], 15, None),
            (article.name + ' to both', [article, '-o', 'a.pdf', '-o', 'a.epub'], None, None)]
    index = shared() / 'docs/hackingwithswfit/src/hackingwithswift.com/swiftui/README.md'
    if index.exists():
        runs += [('an index of 376 articles to EPUB', ['--follow', index, '-o', 'a.epub'], 300, None),
                 ('an index of 376 articles to PDF', ['--follow', index, '-o', 'a.pdf'], 1000, 120)]
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory() as folder:
        base = baseline(folder)
        scale = base / BASELINE if base else 1
        print(f'cmark-gfm over 7 MB: {base:.3f} s CPU, so bars are scaled by {scale:.2f}' if base
              else 'no cmark-gfm: bars are not scaled')
        for name, options, bar, memory in runs:
            cpu, peak = measure([seoga, '-q', *map(str, options)], folder)
            limit = f' (bar {bar * scale:.0f} ms)' if bar else ''
            room = f' (bar {memory} MB)' if memory else ''
            print(f'{name}: {cpu * 1000:.0f} ms CPU{limit}, {peak:.0f} MB{room}')


main()
