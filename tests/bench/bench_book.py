#!/usr/bin/env python3
"""Books of many articles to one tagged PDF: CPU time, peak memory.

usage: bench_book.py SEOGA BENCH_STAGES

Fifty articles of 1.1 MB of Markdown, without images: 0.4 s CPU and 60 MB, with the share of each stage. Ten thousand
pages: 40 MB more than the tree alone (--dump-tree) and 5 MB of Markdown in a CPU second. Real articles where the
optional data is, else the sample again and again. Bars of time are scaled to this machine; nothing fails here.
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

from measure import ROOT, measure, scale, shared

BYTES, ARTICLES, PAGES = 1_100_000, 50, 10_000


def texts():
    """Articles without images, the longest first."""
    found = sorted((shared() / 'docs/yozm/src').glob('*.md')) or [ROOT / 'samples/bookshelf.md'] * 600
    plain = [re.sub(r'^.*!\[.*\n', '', p.read_text(), flags=re.M) for p in found]
    return sorted(plain, key=len, reverse=True)


def fifty(all_texts):
    """Fifty in a row of about the size that is asked for."""
    sizes = [len(t.encode()) for t in all_texts]
    at = 0
    while at + ARTICLES < len(sizes) and sum(sizes[at:at + ARTICLES]) > BYTES:
        at += 1
    return all_texts[at:at + ARTICLES]


def write(folder, articles):
    folder.mkdir()
    for number, text in enumerate(articles):
        # a title of its own, or the book would leave it out as a repetition
        text = re.sub(r'^(title: *"?)', rf'\g<1>{number} ', text, count=1, flags=re.M)
        (folder / f'{number:05}.md').write_text(text)
    return sorted(folder.iterdir()), sum(p.stat().st_size for p in folder.iterdir()) / 1e6


def pages(pdf):
    if not shutil.which('pdfinfo'):
        return None
    return int(re.search(r'Pages: *(\d+)', subprocess.run(['pdfinfo', pdf], capture_output=True).stdout.decode())[1])


def main():
    seoga, stages = (str(pathlib.Path(p).resolve()) for p in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        slower = scale(scratch)
        articles = fifty(texts())
        paths, size = write(scratch / 'fifty', articles)
        cpu, peak = measure([seoga, '-q', *paths, '-o', 'a.pdf'], scratch)
        count = pages(scratch / 'a.pdf')
        print(f'{len(paths)} articles, {size:.2f} MB, {count} pages: {cpu:.3f} s CPU (bar {0.4 * slower:.2f} s), '
              f'{peak:.0f} MB (bar 60 MB)')
        print(subprocess.run([stages, ROOT, *paths], cwd=scratch, capture_output=True).stdout.decode(), end='')
        times = -(-PAGES // (count or 400))
        paths, size = write(scratch / 'many', articles * times)
        tree = measure([seoga, '-q', '--dump-tree', scratch / 'many'], scratch, 1)[1]
        cpu, peak = measure([seoga, '-q', scratch / 'many', '-o', 'b.pdf'], scratch, 3)
        print(f'{len(paths)} articles, {size:.1f} MB, {pages(scratch / "b.pdf")} pages: {cpu:.2f} s CPU, '
              f'{size / cpu * slower:.1f} MB in a second as scaled (bar 5), {peak:.0f} MB, {peak - tree:.0f} MB above the '
              f'tree (bar 40)')


main()
