#!/usr/bin/env python3
"""Makes the small images beside it, with cwebp, webpmux, gif2webp and avifenc. They are committed, so that
tests need none of these; run it again only to change what they show.

usage: make.py
"""
import pathlib
import struct
import subprocess
import tempfile
import zlib

HERE = pathlib.Path(__file__).parent
WIDTH, HEIGHT = 96, 64


def png(pixels, mode):
    """pixels(x, y) -> bytes of one pixel; mode is PNG's colour type."""
    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    rows = b''.join(b'\0' + b''.join(pixels(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', WIDTH, HEIGHT, 8, mode, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


def photo(x, y):
    return bytes((x * 255 // WIDTH, y * 255 // HEIGHT, (x * y) % 256))


def veiled(x, y):
    return photo(x, y) + bytes((x * 255 // WIDTH,))


def flat(x, y):
    return (b'\xc8\x1e\x1e', b'\x1e\x78\xc8', b'\xfa\xfa\xf0')[(x // 16 + y // 16) % 3]


def gif(frames):
    """Frames of (left, top, width, height, colour); codes of nine bits, cleared before they would grow."""
    out = b'GIF89a' + struct.pack('<HHBBB', WIDTH, HEIGHT, 0xA1, 0, 0)
    out += b'\xfa\xfa\xf0\xc8\x1e\x1e\x1e\x78\xc8\0\0\0'
    if len(frames) > 1:
        out += b'!\xff\x0bNETSCAPE2.0\x03\x01\0\0\0'
    for left, top, width, height, colour in frames:
        out += b'!\xf9\x04\x05' + struct.pack('<HB', 20, 3) + b'\0'
        out += b',' + struct.pack('<HHHHB', left, top, width, height, 0) + b'\x08'
        codes = []
        for i in range(width * height):
            if i % 200 == 0:
                codes.append(256)
            codes.append(colour if (i // 8) % 2 else 0)
        codes.append(257)
        bits = sum(code << 9 * i for i, code in enumerate(codes))
        data = bits.to_bytes((9 * len(codes) + 7) // 8, 'little')
        for at in range(0, len(data), 255):
            out += bytes((len(data[at:at + 255]),)) + data[at:at + 255]
        out += b'\0'
    return out + b';'


def main():
    (HERE / 'still.gif').write_bytes(gif([(0, 0, WIDTH, HEIGHT, 1)]))
    (HERE / 'moving.gif').write_bytes(gif([(16, 8, 48, 40, 1), (0, 0, WIDTH, HEIGHT, 2)]))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, pixels, mode in (('photo', photo, 2), ('veiled', veiled, 6), ('flat', flat, 2)):
            (folder / f'{name}.png').write_bytes(png(pixels, mode))

        def run(*args):
            subprocess.run([str(a) for a in args], check=True, capture_output=True)
        run('cwebp', '-q', 60, folder / 'photo.png', '-o', HERE / 'photo.webp')
        run('cwebp', '-q', 60, folder / 'veiled.png', '-o', HERE / 'veiled.webp')
        run('cwebp', '-lossless', folder / 'flat.png', '-o', HERE / 'flat.webp')
        run('gif2webp', HERE / 'moving.gif', '-o', HERE / 'moving.webp')
        run('avifenc', '-j', 1, '-s', 6, '--min', 20, '--max', 30, folder / 'photo.png', HERE / 'photo.avif')
        run('avifenc', '-j', 1, '-s', 6, '-d', 10, folder / 'veiled.png', HERE / 'veiled.avif')
        run('avifenc', '-j', 1, '-s', 6, '-y', 400, folder / 'photo.png', HERE / 'grey.avif')


main()
