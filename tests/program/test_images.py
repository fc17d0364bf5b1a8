"""Every kind of PNG and JPEG, drawn: the colours of a PDF's pages are those that went in."""
import os
import re
import resource
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

import epubcheck
import picture
import tap

DPI = 144
# Viewers differ on masks and keys; the first must be there.
DRAWERS = {
    'pdftoppm': ['pdftoppm', '-r', str(DPI), 'a.pdf', 'pdftoppm'],
    'mutool': ['mutool', 'draw', '-q', '-r', str(DPI), '-A', '0', '-c', 'rgb', '-F', 'ppm', '-o', 'mutool-%04d.ppm',
               'a.pdf'],
}
JPEGS = picture.Jpegs(sys.argv[3])
MEMORY = 256 if sys.argv[4] == 'none' else 4096  # MB; sanitizers take their own


def on_white(colour, alpha):
    return tuple(255 + (c - 255) * alpha / 255 for c in colour)


class Case:
    """A file and what each of its cells looks like on white paper."""

    def __init__(self, name, data, look, tolerance=2, turned=1):
        self.name, self.data, self.look, self.tolerance, self.turned = name, data, look, tolerance, turned


def scaled(value, bits):
    return value * ((1 << bits) - 1) // 255


def grey_of(column, row, bits):
    top = (1 << bits) - 1
    return (column + row * picture.COLUMNS) * top // (picture.COLUMNS * picture.ROWS - 1)


def alpha_of(column, row):
    return (0, 60, 128, 255)[(column + row) % 4]


def png_cases():
    for interlaced in (False, True):
        mark = '-adam7' if interlaced else ''
        for bits in (1, 2, 4, 8, 16):
            yield from grey_cases(bits, interlaced, mark)
        for bits in (1, 2, 4, 8):
            yield from indexed_cases(bits, interlaced, mark)
        for bits in (8, 16):
            yield from colour_cases(bits, interlaced, mark)


def grey_cases(bits, interlaced, mark):
    top = (1 << bits) - 1

    def look(column, row):
        return (grey_of(column, row, bits) * 255 / top,) * 3
    pixels = picture.cells(lambda c, r: (grey_of(c, r, bits),))
    yield Case(f'grey{bits}{mark}', picture.png(pixels, bits, 0, interlaced, pieces=3), look)
    key = grey_of(3, 2, bits)
    yield Case(f'grey{bits}-key{mark}',
               picture.png(pixels, bits, 0, interlaced, picture.chunk(b'tRNS', struct.pack('>H', key))),
               lambda c, r: (255,) * 3 if grey_of(c, r, bits) == key else look(c, r))


def indexed_cases(bits, interlaced, mark):
    count = min(1 << bits, picture.COLUMNS * picture.ROWS)
    palette = [picture.cell_colour(i % picture.COLUMNS, i // picture.COLUMNS) for i in range(count)]
    plte = picture.chunk(b'PLTE', bytes(v for colour in palette for v in colour))

    def index(column, row):
        return (column + row * picture.COLUMNS) % count
    pixels = picture.cells(lambda c, r: (index(c, r),))
    yield Case(f'indexed{bits}{mark}', picture.png(pixels, bits, 3, interlaced, plte),
               lambda c, r: palette[index(c, r)])
    for name, alphas in (('key', [255, 0]), ('ghost', [i * 255 // count for i in range(count)])):
        trns = picture.chunk(b'tRNS', bytes(alphas))
        yield Case(f'indexed{bits}-{name}{mark}', picture.png(pixels, bits, 3, interlaced, plte + trns),
                   lambda c, r, a=tuple(alphas): on_white(palette[index(c, r)],
                                                          a[index(c, r)] if index(c, r) < len(a) else 255))


def colour_cases(bits, interlaced, mark):
    def full(value):
        return value * 257 if bits == 16 else value

    def rgb(column, row):
        return tuple(full(v) for v in picture.cell_colour(column, row))
    yield Case(f'rgb{bits}{mark}', picture.png(picture.cells(rgb), bits, 2, interlaced), picture.cell_colour)
    key = picture.chunk(b'tRNS', struct.pack('>HHH', *rgb(2, 3)))
    yield Case(f'rgb{bits}-key{mark}', picture.png(picture.cells(rgb), bits, 2, interlaced, key),
               lambda c, r: (255,) * 3 if (c, r) == (2, 3) else picture.cell_colour(c, r))
    for name, alpha in (('opaque', lambda c, r: 255), ('ghost', alpha_of)):
        pixels = picture.cells(lambda c, r, a=alpha: rgb(c, r) + (full(a(c, r)),))
        yield Case(f'rgba{bits}-{name}{mark}', picture.png(pixels, bits, 6, interlaced, pieces=2),
                   lambda c, r, a=alpha: on_white(picture.cell_colour(c, r), a(c, r)))
        pixels = picture.cells(lambda c, r, a=alpha: (full(grey_of(c, r, 8)), full(a(c, r))))
        yield Case(f'grey-alpha{bits}-{name}{mark}', picture.png(pixels, bits, 4, interlaced),
                   lambda c, r, a=alpha: on_white((grey_of(c, r, 8),) * 3, a(c, r)))


def inks(column, row):
    """CMYK, 255 for full ink, and the light they leave."""
    cyan, magenta, yellow = (255 - v for v in picture.cell_colour(column, row))
    return cyan, magenta, yellow, row * 20


def light(column, row):
    c, m, y, k = inks(column, row)
    return tuple((255 - v) * (255 - k) / 255 for v in (c, m, y))


def jpeg_cases():
    colour = picture.cells(picture.cell_colour)
    grey = picture.cells(lambda c, r: (grey_of(c, r, 8),))
    plain = picture.cells(inks)
    inverted = picture.cells(lambda c, r: tuple(255 - v for v in inks(c, r)))
    base = JPEGS.make(colour, 'rgb')
    for coding in ('baseline', 'progressive', 'arithmetic'):
        yield Case(f'{coding}', JPEGS.make(colour, 'rgb', coding), picture.cell_colour, 6)
        yield Case(f'{coding}-grey', JPEGS.make(grey, 'grey', coding), lambda c, r: (grey_of(c, r, 8),) * 3, 6)
        yield Case(f'{coding}-cmyk', JPEGS.make(plain, 'cmyk', coding), light, 6)
        yield Case(f'{coding}-cmyk-adobe', JPEGS.make(inverted, 'cmyk', coding, 'adobe'), light, 6)
        yield Case(f'{coding}-ycck', JPEGS.make(inverted, 'ycck', coding, 'adobe'), light, 6)
    yield Case('stored-rgb', JPEGS.make(colour, 'stored-rgb'), picture.cell_colour, 6)
    yield Case('fill-bytes', picture.with_fill_bytes(base), picture.cell_colour, 6)
    yield Case('rubbish-after', base + b'rubbish', picture.cell_colour, 6)
    for turned in range(1, 9):
        order = '<' if turned % 2 else '>'
        yield Case(f'exif{turned}', base[:2] + picture.app1(turned, order) + base[2:], picture.cell_colour, 6, turned)
    extra = picture.chunk(b'eXIf', picture.exif(6))
    yield Case('exif6-png', picture.png(colour, 8, 2, extra=extra), picture.cell_colour, 2, 6)


def stored_place(u, v, turned):
    """Where the point (u, v) of the upright picture lies in the stored one; all from 0 to 1, y downwards."""
    return {1: (u, v), 2: (1 - u, v), 3: (1 - u, 1 - v), 4: (u, 1 - v),
            5: (v, u), 6: (v, 1 - u), 7: (1 - v, 1 - u), 8: (1 - v, u)}[turned]


class Page:
    """A page as pdftoppm draws it."""

    def __init__(self, path):
        data = path.read_bytes()
        head = re.match(rb'P6\s+(\d+)\s+(\d+)\s+255\s', data)
        self.width, self.body = int(head[1]), data[head.end():]

    def at(self, x, y):
        place = (int(y * DPI / 72) * self.width + int(x * DPI / 72)) * 3
        return tuple(self.body[place:place + 3])


def complaints(case, page, box):
    x, y, width, height = box
    columns, rows = (picture.ROWS, picture.COLUMNS) if case.turned > 4 else (picture.COLUMNS, picture.ROWS)
    if abs(width * rows - height * columns) > 1:
        yield f'{case.name}: {width} × {height} is not its shape'
    for row in range(rows):
        for column in range(columns):
            u, v = (column + 0.5) / columns, (row + 0.5) / rows
            su, sv = stored_place(u, v, case.turned)
            wanted = case.look(int(su * picture.COLUMNS), int(sv * picture.ROWS))
            found = page.at(x + width * u, y + height * v)
            if max(abs(a - b) for a, b in zip(wanted, found)) > case.tolerance:
                yield f'{case.name}: cell {column},{row} is {found}, not {tuple(map(round, wanted))}'
                return


def boxes(seoga, article):
    """(page, box) of every image, in the order of the article."""
    page, found = 0, []
    for line in seoga.ok(article, '--dump-pages').stdout.decode().splitlines():
        words = line.split()
        if line.startswith('page '):
            page = int(words[1])
        elif line.startswith('image '):
            found.append((page, tuple(map(float, words[3:7]))))
    return found


def draw(seoga, cases):
    if not shutil.which('pdftoppm'):
        raise tap.Skip('no pdftoppm')
    text = ['# 그림', '']
    for case in cases:
        seoga.write(f'{case.name}.img', case.data)
        text += [f'![{case.name}]({case.name}.img)', '']
    seoga.write('a.md', '\n'.join(text))
    done = seoga.ok('a.md', '-o', 'a.pdf', '-o', 'a.epub')
    assert b'[img-' not in done.stderr, done.stderr.decode()
    places = boxes(seoga, 'a.md')
    assert len(places) == len(cases), (len(places), len(cases))
    for tool, command in DRAWERS.items():
        if not shutil.which(tool):
            continue
        subprocess.run(command, check=True, cwd=seoga.folder, capture_output=True)
        pages = [Page(path) for path in sorted(seoga.folder.glob(f'{tool}-*.ppm'))]
        bad = [text for case, (page, box) in zip(cases, places) for text in complaints(case, pages[page - 1], box)]
        assert not bad, tool + '\n' + '\n'.join(bad)
    if shutil.which('qpdf'):
        subprocess.run(['qpdf', '--check', 'a.pdf'], check=True, cwd=seoga.folder, capture_output=True)


def test_png_of_every_kind(seoga):
    draw(seoga, list(png_cases()))


def test_jpeg_of_every_kind(seoga):
    draw(seoga, list(jpeg_cases()))


def test_what_passes_through(seoga):
    """JPEG and plain PNG data are in the PDF as they are in their files; opaque alpha leaves no mask."""
    cases = [c for c in list(png_cases()) + list(jpeg_cases()) if c.name in (
        'grey1', 'indexed4', 'rgb8', 'rgb16', 'indexed8-key', 'baseline', 'progressive', 'exif5')]
    assert len(cases) == 8
    for case in cases:
        seoga.write('a.img', case.data)
        seoga.write('a.md', '# 그림\n\n![그림](a.img)\n')
        seoga.ok('a.md', '-o', 'a.pdf')
        data = case.data if case.data[0] == 0xFF else case.data[case.data.index(b'IDAT') + 4:][:64]
        if case.name != 'grey1':  # which comes in pieces
            assert data in (seoga.folder / 'a.pdf').read_bytes(), case.name
    opaque = next(c for c in png_cases() if c.name == 'rgba8-opaque')
    seoga.write('a.img', opaque.data)
    seoga.ok('a.md', '-o', 'a.pdf')
    assert b'/SMask' not in (seoga.folder / 'a.pdf').read_bytes()


def test_png_goes_into_the_epub_untouched(seoga):
    cases = list(png_cases())
    text = '\n\n'.join(f'![{c.name}]({c.name}.png)' for c in cases)
    for case in cases:
        seoga.write(f'{case.name}.png', case.data)
    seoga.write('a.md', '# 그림\n\n' + text)
    seoga.ok('a.md', '-o', 'a.epub')
    with zipfile.ZipFile(seoga.folder / 'a.epub') as book:
        inside = {book.read(name) for name in book.namelist()}
        assert book.testzip() is None
    assert not [c.name for c in cases if c.data not in inside]


def test_epubcheck_accepts_them(seoga):
    epubcheck.require()
    text = ['# 그림']
    cases = list(png_cases()) + list(jpeg_cases()) + [Case(name, data, None) for name, data, _ in bombs()]
    for case in cases:
        seoga.write(f'{case.name}.img', case.data)
        text += ['', f'![{case.name}]({case.name}.img)']
    seoga.write('a.md', '\n'.join(text))
    seoga.ok('a.md', '-o', 'a.epub')
    epubcheck.check(seoga.folder / 'a.epub')


# Hostile files

def header(width, height, bits=8, colour=2):
    return b'\x89PNG\r\n\x1a\n' + picture.chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, bits, colour, 0, 0, 0))


def png_of(width, height, bits, colour, data):
    return header(width, height, bits, colour) + picture.chunk(b'IDAT', data) + picture.chunk(b'IEND', b'')


def bombs():
    whole = picture.png(picture.cells(picture.cell_colour), 8, 2)
    jpeg = JPEGS.make(picture.cells(picture.cell_colour), 'rgb', 'progressive')
    zeros = zlib.compress(bytes(100 << 20), 9)
    yield 'pixels.png', png_of(60000, 60000, 8, 2, zlib.compress(b'')), 'img-limit'
    yield 'inflates.png', png_of(8, 8, 8, 2, zeros), None  # libpng shows its first rows
    yield 'short.png', png_of(800, 800, 8, 2, zlib.compress(bytes(1000))), 'img-damaged'
    yield 'cut.png', whole[:len(whole) * 2 // 3], 'img-damaged'
    yield 'no-end.png', whole[:-12], 'img-damaged'
    yield 'flipped.png', whole[:80] + bytes([whole[80] ^ 255]) + whole[81:], 'img-damaged'
    yield 'filter.png', picture.png([[(0, 0, 0)] * 8] * 2, 8, 2, raw=b'\x07' + bytes(24) + b'\x09' + bytes(24)), 'img-damaged'
    yield 'cut.jpg', jpeg[:len(jpeg) * 2 // 3], 'img-damaged'
    yield 'no-end.jpg', jpeg[:-2], 'img-damaged'
    plain = JPEGS.make(picture.cells(picture.cell_colour), 'rgb')
    yield 'cut-and-ended.jpg', plain[:len(plain) * 2 // 3] + b'\xff\xd9', 'img-damaged'
    yield 'no-tables.jpg', jpeg.replace(b'\xff\xdb', b'\xff\xfe'), 'img-damaged'
    yield 'no-scan.jpg', jpeg[:jpeg.index(b'\xff\xda')] + b'\xff\xd9', 'img-damaged'
    yield 'twelve.jpg', jpeg.replace(b'\xff\xc2\x00\x11\x08', b'\xff\xc2\x00\x11\x0c'), 'img-format'
    yield 'large-jpeg.jpg', jpeg.replace(b'\x08' + struct.pack('>HH', picture.HEIGHT, picture.WIDTH),
                                         b'\x08\xff\xff\xff\xff'), 'img-limit'
    yield 'empty.png', b'', 'img-type'


def test_hostile_files_cost_the_image_and_no_more(seoga):
    for name, data, code in bombs():
        seoga.write(name, data)
        seoga.write('a.md', f'# 그림\n\n![그림]({name})\n')
        status, errors, peak = seoga.measured('a.md', '-o', 'a.pdf', '-o', 'a.epub')
        assert status == 0, (name, errors)
        assert peak < MEMORY, (name, peak)
        assert ('a.md:3:1: warning:' in errors and f'[{code}]' in errors) if code else '[img-' not in errors, (
            name, errors)


def test_things_that_are_no_files(seoga):
    os.mkfifo(seoga.folder / 'fifo.png')
    os.symlink('/dev/zero', seoga.folder / 'zero.png')
    os.mkdir(seoga.folder / 'folder.png')
    for name in ('fifo.png', 'zero.png', 'folder.png'):
        seoga.write('a.md', f'# 그림\n\n![그림]({name})\n')
        status, errors, peak = seoga.measured('a.md', '-o', 'a.pdf', '-o', 'a.epub')
        assert status == 0 and '[img-missing]' in errors and peak < MEMORY, (name, status, errors, peak)


def test_large_pictures_stay_in_bounds(seoga):
    """64 million pixels in a small file: in bands when passed through and parted, refused when decoded."""
    side = 8000
    kinds = [('rgb', 8, 2, 3), ('rgba', 8, 6, 4), ('rgba16', 16, 6, 8), ('indexed', 8, 3, 1)]
    for name, bits, colour, size in kinds:
        press = zlib.compressobj(1)
        row = bytes([1]) + bytes([255] * size) + bytes(side * size - size)
        data = b''.join([press.compress(row) for _ in range(side)]) + press.flush()
        palette = picture.chunk(b'PLTE', bytes(768)) + picture.chunk(b'tRNS', bytes([9, 200]))
        seoga.write('a.png', header(side, side, bits, colour) + (palette if colour == 3 else b'') +
                    picture.chunk(b'IDAT', data) + picture.chunk(b'IEND', b''))
        seoga.write('a.md', '# 그림\n\n![그림](a.png)\n')
        status, errors, peak = seoga.measured('a.md', '-o', 'a.pdf', '-o', 'a.epub')
        assert status == 0 and '[img-' not in errors and peak < MEMORY, (name, status, errors, peak)


def test_memory_does_not_grow_with_images(seoga):
    """A hundred images of their own, and ten: the same peak, give or take what a picture takes."""
    noise = os.urandom(400_000)
    peaks = []
    for count in (10, 100):
        text = ['# 그림']
        for i in range(count):
            body = noise[i:] + noise[:i]
            raw = b''.join(b'\0' + body[y * 900:(y + 1) * 900] for y in range(400))
            data = header(300, 400) + picture.chunk(b'IDAT', zlib.compress(raw, 0)) + picture.chunk(b'IEND', b'')
            seoga.write(f'{i}.png', data)
            text += ['', f'![그림]({i}.png)']
        seoga.write('a.md', '\n'.join(text))
        status, errors, peak = seoga.measured('a.md', '-o', 'a.pdf', '-o', 'a.epub')
        assert status == 0 and '[img-' not in errors, errors
        peaks.append(peak)
    if sys.argv[4] != 'none':
        raise tap.Skip('sanitizers keep what is freed')
    assert peaks[1] - peaks[0] < 6, peaks  # 34 MB of files


resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
tap.main(sys.modules[__name__])
