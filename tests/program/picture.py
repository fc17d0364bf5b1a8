"""Pictures of every kind for the tests: PNG written by hand, JPEG through make_jpeg, both of cells of one colour."""
import struct
import subprocess
import zlib

CELL = 8
COLUMNS, ROWS = 8, 6
WIDTH, HEIGHT = COLUMNS * CELL, ROWS * CELL
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def cell_colour(column, row):
    """An RGB for every cell, no two alike, nor like their mirror images."""
    return (40 + column * 27, 20 + row * 40, (column * 67 + row * 101) % 256)


def cells(colour_of):
    """Rows of samples: tuples of one picture whose cells are what colour_of(column, row) says."""
    return [[colour_of(x // CELL, y // CELL) for x in range(WIDTH)] for y in range(HEIGHT)]


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def pack_row(samples, bits):
    """Samples of a row as bytes."""
    if bits == 16:
        return struct.pack(f'>{len(samples)}H', *samples)
    if bits == 8:
        return bytes(samples)
    per, out = 8 // bits, bytearray()
    for at in range(0, len(samples), per):
        byte = 0
        for i, sample in enumerate(samples[at:at + per]):
            byte |= sample << (8 - bits * (i + 1))
        out.append(byte)
    return bytes(out)


def paeth(left, up, corner):
    guess = left + up - corner
    return min((left, up, corner), key=lambda v: abs(guess - v))


def filtered(row, above, kind, back):
    out = bytearray([kind])
    for i, byte in enumerate(row):
        left, up = (row[i - back] if i >= back else 0), above[i]
        corner = above[i - back] if i >= back else 0
        out.append((byte - (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]) % 256)
    return bytes(out)


def filtered_rows(rows, bits, channels):
    """All five filters, row by row."""
    back, out, above = max(1, bits * channels // 8), b'', None
    for number, row in enumerate(rows):
        data = pack_row([sample for pixel in row for sample in pixel], bits)
        out += filtered(data, above or bytes(len(data)), number % 5, back)
        above = data
    return out


def png(pixels, bits, colour, interlaced=False, extra=b'', pieces=1, raw=None):
    """`pixels`: rows of tuples of samples; `extra`: chunks before the data; `raw` stands in for the rows."""
    height, width = len(pixels), len(pixels[0])
    if raw is None:
        passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
        raw = b''.join(filtered_rows([row[x::dx] for row in pixels[y::dy]], bits, CHANNELS[colour])
                       for x, y, dx, dy in passes)
    data = zlib.compress(raw, 9)
    step = -(-len(data) // pieces)
    idat = b''.join(chunk(b'IDAT', data[at:at + step]) for at in range(0, len(data), step))
    head = struct.pack('>IIBBBBB', width, height, bits, colour, 0, 0, int(interlaced))
    return b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', head) + extra + idat + chunk(b'IEND', b'')


def exif(orientation, order='>'):
    mark = b'MM\0*' if order == '>' else b'II*\0'
    return mark + struct.pack(order + 'IHHHIHHI', 8, 1, 0x0112, 3, 1, orientation, 0, 0)


def app1(orientation, order='>'):
    body = b'Exif\0\0' + exif(orientation, order)
    return b'\xff\xe1' + struct.pack('>H', len(body) + 2) + body


class Jpegs:
    def __init__(self, tool):
        self.tool = tool

    def make(self, pixels, space, coding='baseline', marker='plain'):
        raw = bytes(sample for row in pixels for pixel in row for sample in pixel)
        return subprocess.run([self.tool, str(len(pixels[0])), str(len(pixels)), space, coding, marker],
                              input=raw, capture_output=True, check=True).stdout


def with_fill_bytes(jpeg):
    """0xFF before every marker segment of the head (T.81 B.1.1.2)."""
    out, at = bytearray(jpeg[:2]), 2
    while True:
        size = struct.unpack('>H', jpeg[at + 2:at + 4])[0]
        out += b'\xff\xff' + jpeg[at:at + 2 + size]
        at += 2 + size
        if jpeg[at + 1] == 0xDA:
            return bytes(out) + b'\xff' + jpeg[at:]
