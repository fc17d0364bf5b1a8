#!/usr/bin/env python3
"""A library of articles, each to both forms in one process; and the same again, unchanged.

usage: bench_batch.py SEOGA [FOLDER]

Without a folder the sample article is copied 200 times. The bars are those of 718 articles on two processors of a
machine on which `cmark-gfm` takes 0.11 s for 7 MB (see bench_program.py): 20 s and 0.3 s. Wall-clock figures are only
worth something on a machine that does nothing else; CPU seconds are printed beside them. Nothing fails here.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


def copies(folder):
    """The sample, 200 times under other names."""
    folder.mkdir()
    shutil.copytree(ROOT / 'samples/images', folder / 'images')
    text = (ROOT / 'samples/bookshelf.md').read_text()
    for i in range(200):
        (folder / f'{i:03}.md').write_text(text.replace('책', f'책{i}', 1))
    return folder


def measure(command):
    """Wall-clock and CPU seconds, peak memory in MB."""
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f'failed: {command}')
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    seoga = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        folder = pathlib.Path(sys.argv[2]) if len(sys.argv) > 2 else copies(scratch / 'articles')
        count = sum(1 for _ in folder.rglob('*.md'))
        out = scratch / 'out'
        command = [seoga, '-q', str(folder), '--to', 'epub,pdf', '-d', str(out)]
        for name, bar in (('first run', 20), ('unchanged', 0.3)):
            wall, cpu, peak = measure(command)
            print(f'{count} articles, {name}: {wall:.2f} s (bar {bar * count / 718:.2f} s), {cpu:.2f} s CPU, '
                  f'{peak:.0f} MB')
        size = sum(p.stat().st_size for p in out.rglob('*') if p.is_file())
        print(f'{size / 1e6:.0f} MB in all; state {os.path.getsize(out / ".seoga-state") / 1e3:.0f} kB')


main()
