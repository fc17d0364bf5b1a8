#!/usr/bin/env python3
"""CPU time and peak memory of whole runs, medians, beside a baseline of this very machine.

usage: bench_program.py SEOGA [ARTICLE.md]

The baseline is `cmark-gfm` over 7 MB of Markdown where it is installed: the bars below are for machines on
which it takes 0.11 s, and are scaled to this one. The figures are for reading; nothing fails here.
"""
import pathlib
import sys
import tempfile

from measure import ROOT, measure, scale, shared


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
    with tempfile.TemporaryDirectory() as folder:
        slower = scale(folder)
        for name, options, bar, memory in runs:
            cpu, peak = measure([seoga, '-q', *map(str, options)], folder)
            limit = f' (bar {bar * slower:.0f} ms)' if bar else ''
            room = f' (bar {memory} MB)' if memory else ''
            print(f'{name}: {cpu * 1000:.0f} ms CPU{limit}, {peak:.0f} MB{room}')


main()
