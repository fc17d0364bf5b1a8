#!/usr/bin/env python3
"""CPU time of a book of 100 local PNGs, per MB of their files, beside SHA-256 of the same bytes.

usage: bench_images.py SEOGA

What the same book costs without its images is taken off. Screens and photographs are imitated: flat areas, text-like
speckles, gradients with noise. The figures are for reading; nothing fails here.
"""
import hashlib
import pathlib
import random
import statistics
import struct
import subprocess
import sys
import tempfile
import time
import zlib

COUNT, WIDTH, HEIGHT = 100, 900, 600
ROUNDS = 3


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def filtered(row, size):
    """Sub: what a row needs nothing but itself for, so that rows can be put together in any order."""
    return b'\1' + bytes((a - b) % 256 for a, b in zip(row, bytes(size) + row))


def row_of(kind, size, chance):
    """One row of a photograph or of a screen with text on it."""
    if kind == 'photo':
        start = [chance.randrange(100) for _ in range(3)]
        pixels = [[min(255, s + x * 100 // WIDTH + chance.randrange(9)) for s in start] for x in range(WIDTH)]
    else:
        paper = chance.choice([(255, 255, 255), (250, 250, 250), (30, 30, 40)])
        ink = (chance.randrange(256),) * 3
        text = chance.random() < 0.5
        pixels = [ink if text and chance.random() < 0.25 else paper for _ in range(WIDTH)]
    alpha = [255] if size == 4 else []
    return filtered(bytes(v for pixel in pixels for v in [*pixel, *alpha]), size)


def png(rows, size, chance):
    raw = b''.join(chance.choice(rows) for _ in range(HEIGHT))
    head = struct.pack('>IIBBBBB', WIDTH, HEIGHT, 8, 2 if size == 3 else 6, 0, 0, 0)
    data = zlib.compress(raw, 6)
    idat = b''.join(chunk(b'IDAT', data[at:at + 8192]) for at in range(0, len(data), 8192))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + idat + chunk(b'IEND', b'')


def write_book(folder, kind, size, count):
    chance = random.Random(f'{kind}{size}')
    rows = [row_of(kind, size, chance) for _ in range(120)]
    text, total = ['# Images'], 0
    for number in range(count):
        data = png(rows, size, chance)
        total += len(data)
        (folder / f'{number}.png').write_bytes(data)
        text += ['', f'![{number}]({number}.png)']
    (folder / 'a.md').write_text('\n'.join(text))
    (folder / 'none.md').write_text('\n'.join(text).replace('.png', '.none'))
    return total / 1e6


SMALL = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stderr=subprocess.DEVNULL).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(done, used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def run(seoga, folder, article, output):
    """Median CPU seconds and peak memory in MB; from a small process, since a child's peak begins with its parent's."""
    times, peaks = [], []
    for _ in range(ROUNDS):
        done = subprocess.run([sys.executable, '-S', '-c', SMALL, seoga, '-q', article, '-o', output], cwd=folder,
                              capture_output=True, check=True).stdout.split()
        if done[0] != b'0':
            sys.exit(f'failed: {article}')
        times.append(float(done[1]))
        peaks.append(int(done[2]) / 1024)
    return statistics.median(times), max(peaks)


def sha256_time(folder):
    times = []
    for _ in range(ROUNDS):
        used = 0
        for path in folder.glob('*.png'):
            data = path.read_bytes()
            start = time.process_time()
            hashlib.sha256(data).digest()
            used += time.process_time() - start
        times.append(used)
    return statistics.median(times)


def main():
    seoga = str(pathlib.Path(sys.argv[1]).resolve())
    for kind in ('screen', 'photo'):
        for size, name in ((3, 'RGB8'), (4, 'RGBA8, opaque')):
            with tempfile.TemporaryDirectory() as name_of:
                folder = pathlib.Path(name_of)
                megabytes = write_book(folder, kind, size, COUNT)
                reading = sha256_time(folder)
                for output in ('a.pdf', 'a.epub'):
                    cpu, peak = run(seoga, folder, 'a.md', output)
                    bare, least = run(seoga, folder, 'none.md', output)
                    print(f'{COUNT} × {kind} {name}, {megabytes:.0f} MB, to {output[2:]}: '
                          f'{(cpu - bare) * 1000 / megabytes:.1f} ms CPU per MB, '
                          f'{(cpu - bare) / reading:.1f} × SHA-256 ({reading * 1000 / megabytes:.2f} ms per MB); '
                          f'{peak:.0f} MB, {least:.0f} without images')


main()
