"""The EPUB as shops want it: sizes of files, pages of the PDF, series, profiles, fonts, claims."""
import html
import re
import shutil
import struct
import subprocess
import sys
import zipfile
import zlib

import epubcheck
import tap


def words(number, start=0):
    return ' '.join(f'낱말{start + i}번' for i in range(number))


def long_article():
    """Text, code, lists and tables over many pages, each word of it once."""
    parts = ['---\ntitle: 긴 글\nlang: ko\nauthor: 김서가\ncategory: [책, 서가]\n---\n']
    for i in range(12):
        at = i * 100000
        parts.append(f'## 제{i}절\n\n' + '\n\n'.join(words(120, at + k * 1000) for k in range(4)))
        parts.append('```c\n' + '\n'.join(f'int line_{i}_{k} = {k};' for k in range(70)) + '\n```')
        parts.append('| 이름 | 값 |\n|---|---|\n' + '\n'.join(f'| 칸{i}가{k} | 값{i}나{k} |' for k in range(40)))
    return '\n\n'.join(parts) + '\n'


def book(path):
    with zipfile.ZipFile(path) as archive:
        return {n: archive.read(n) for n in archive.namelist()}


def package(path):
    return book(path)['EPUB/package.opf'].decode()


def grey_png(width, height, rows):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 0, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(b''.join(rows), 1)) + chunk(b'IEND', b''))


def links_lead_somewhere(files):
    """Every link within the book names a file of it and an id in that file; ids are unique in theirs."""
    ids = {}
    for name, text in files.items():
        if name.endswith('.xhtml'):
            found = re.findall(r' id="([^"]*)"', text.decode())
            assert len(found) == len(set(found)), name
            ids[name.removeprefix('EPUB/')] = set(found)
    for name, text in files.items():
        if not name.endswith('.xhtml'):
            continue
        for href in re.findall(r' href="([^":]*)"', text.decode()):
            file, _, fragment = href.partition('#')
            file = file or name.removeprefix('EPUB/')
            if file != 'style.css':
                assert file in ids and (not fragment or fragment in ids[file]), (name, href)


def test_files_are_cut_at_headings(seoga):
    sections = []
    for i in range(30):
        sections.append(f'## 제{i}절\n\n[다음](#제{(i + 7) % 30}절)과 주석[^{i}].\n\n' +
                        '\n\n'.join(words(90, i * 1000 + k) for k in range(25)) + f'\n\n[^{i}]: 주석 {i} <&"> 끝.\n')
    seoga.write('long.md', '---\ntitle: 긴 글\nlang: ko\n---\n\n' + '\n'.join(sections))
    seoga.ok('long.md', '-o', 'long.epub')
    files = book(seoga.folder / 'long.epub')
    texts = {n: t for n, t in files.items() if '/art-' in n}
    assert len(texts) > 3, sorted(texts)
    assert all(len(t) <= 250000 for t in texts.values()), {n: len(t) for n, t in texts.items()}
    assert max(map(len, texts.values())) > 150000, {n: len(t) for n, t in texts.items()}
    for name, text in texts.items():
        if name != 'EPUB/art-1.xhtml':
            assert re.search(rb'<section>\n<h2 ', text), name
        marks = set(re.findall(rb'epub:type="noteref"[^>]* href="#([^"]*)"', text))
        notes = set(re.findall(rb'epub:type="footnote"[^>]* id="([^"]*)"', text))
        assert marks == notes and marks, (name, marks ^ notes)
    links_lead_somewhere(files)
    epubcheck.check(seoga.folder / 'long.epub')


def test_text_without_headings_is_cut_too(seoga):
    seoga.write('flat.md', '---\ntitle: 긴 글\nlang: ko\n---\n\n' +
                '\n\n'.join(words(90, k * 100) for k in range(700)))
    seoga.ok('flat.md', '-o', 'flat.epub', '--profile', 'generic', '--strict')
    sizes = {n: len(t) for n, t in book(seoga.folder / 'flat.epub').items() if '/art-' in n}
    assert len(sizes) > 2 and max(sizes.values()) <= 250000, sizes


def test_pages_are_those_of_the_pdf(seoga):
    if not shutil.which('pdftotext'):
        raise tap.Skip('no pdftotext')
    seoga.write('a.md', long_article())
    seoga.ok('a.md', '-o', 'a.epub', '-o', 'a.pdf', '--page', 'a5')
    files = book(seoga.folder / 'a.epub')
    printed = subprocess.run(['pdftotext', '-raw', 'a.pdf', '-'], cwd=seoga.folder, capture_output=True,
                             text=True).stdout.split('\f')[:-1]
    listed = re.findall(r'<li><a href="(art-[^#]*)#page-(\d+)">(\d+)</a>', files['EPUB/nav.xhtml'].decode())
    assert [int(n) for _, _, n in listed] == list(range(1, len(printed) + 1)), listed
    assert len(printed) > 20, len(printed)
    for file, anchor, number in listed:
        text = files['EPUB/' + file].decode()
        after = text[text.index(f' id="page-{anchor}"'):]
        after = html.unescape(re.sub(r'<[^>]*>', '', after[after.index('</span>'):][:2000]))
        begin = re.sub(r'\s', '', after)[:8]
        # A running head and a line's number may come first.
        at = re.sub(r'\s', '', printed[int(number) - 1]).find(begin)
        assert 0 <= at <= 40, (number, begin, printed[int(number) - 1][:80])
    opf = files['EPUB/package.opf'].decode()
    assert 'property="source-of">pagination<' in opf and '>pageNavigation<' in opf
    ncx = files['EPUB/toc.ncx'].decode()
    assert ncx.count('<pageTarget ') == len(printed)
    links_lead_somewhere(files)
    epubcheck.check(seoga.folder / 'a.epub')


def test_without_a_pdf_there_are_no_pages(seoga):
    seoga.write('a.md', long_article())
    seoga.ok('a.md', '-o', 'a.epub')
    files = book(seoga.folder / 'a.epub')
    assert b'page-list' not in files['EPUB/nav.xhtml'] and b'pagebreak' not in files['EPUB/art-1.xhtml']
    assert 'pagination' not in package(seoga.folder / 'a.epub')


def test_series_and_claims(seoga):
    seoga.write('a.md', '---\ntitle: 첫째\nlang: ko\nseries: 서가 문고, 2.1\ncategory: [책]\nlicense: CC BY\n---\n\n글\n')
    seoga.write('b.md', '---\ntitle: 둘째\nlang: ko\ntag: [책, 서가]\nlicense: CC BY\n---\n\n글\n')
    seoga.ok('a.md', '-o', 'a.epub')
    opf = package(seoga.folder / 'a.epub')
    assert 'property="belongs-to-collection">서가 문고<' in opf and 'property="group-position">2.1<' in opf
    assert 'conformsTo' not in opf
    seoga.ok('a.md', 'b.md', '-o', 'c.epub', '--series', '모음, 하나', '--conforms-to', 'aa', '--certified-by', '김 & 이')
    opf = package(seoga.folder / 'c.epub')
    assert 'belongs-to-collection">모음, 하나<' in opf and 'group-position' not in opf
    assert opf.count('<dc:subject>책</dc:subject>') == 1 and '<dc:subject>서가</dc:subject>' in opf
    assert '<dc:rights>CC BY</dc:rights>' in opf
    assert 'property="dcterms:conformsTo">EPUB Accessibility 1.1 - WCAG 2.1 Level AA<' in opf
    assert 'property="a11y:certifiedBy">김 &amp; 이<' in opf
    epubcheck.check(seoga.folder / 'c.epub')
    for wrong in (['--conforms-to', 'AA'], ['--certified-by', '김'], ['--conforms-to', 'B', '--certified-by', '김'],
                  ['--profile', 'nook']):
        assert seoga.run('a.md', '-o', 'd.epub', *wrong).returncode == 2, wrong


def test_a_list_says_how_its_book_is_made(seoga):
    seoga.write('a.md', long_article())
    seoga.write('sub/b.md', long_article())
    seoga.write('sub/own.yaml', 'base: print\n')
    seoga.write('sub/list.yaml', 'title: 모음\nseries: {title: 서가 문고, number: 4}\nsite-url: https://example.org/s/\n'
                'page: b6\ntheme: own.yaml\nprofile: kindle\nembed-fonts: true\narticles: [../a.md, b.md]\n')
    seoga.write('plain.yaml', 'title: 모음\narticles: [a.md, sub/b.md]\n')
    seoga.ok('sub/list.yaml', '-o', 'a.epub', '-o', 'a.pdf', '--depfile', 'a.d')
    files = book(seoga.folder / 'a.epub')
    opf = files['EPUB/package.opf'].decode()
    assert 'belongs-to-collection">서가 문고<' in opf and 'group-position">4<' in opf
    assert 'EPUB/cover.xhtml' not in files and 'EPUB/serif.otf' in files
    assert 'sub/own.yaml' in (seoga.folder / 'a.d').read_text().split()
    options = ['--series', '서가 문고,4', '--site-url', 'https://example.org/s/', '--page', 'b6', '--theme', 'sub/own.yaml']
    seoga.ok('plain.yaml', '-o', 'b.pdf', *options)
    assert (seoga.folder / 'a.pdf').read_bytes() == (seoga.folder / 'b.pdf').read_bytes()
    seoga.ok('sub/list.yaml', '-o', 'c.pdf', '--page', 'a5', '--theme', 'default')  # the command line comes first
    seoga.ok('plain.yaml', '-o', 'd.pdf', *options[:4], '--page', 'a5')
    assert (seoga.folder / 'c.pdf').read_bytes() == (seoga.folder / 'd.pdf').read_bytes()
    seoga.ok('sub/list.yaml', 'a.md', '--to', 'epub,pdf', '-d', 'out')
    assert (seoga.folder / 'out/sub/list.pdf').read_bytes() == (seoga.folder / 'a.pdf').read_bytes()
    assert (seoga.folder / 'out/sub/list.epub').read_bytes() == (seoga.folder / 'a.epub').read_bytes()
    seoga.write('sub/own.yaml', 'base: large\n')
    assert b'1 unchanged' in seoga.ok('sub/list.yaml', 'a.md', '--to', 'epub,pdf', '-d', 'out').stderr
    assert (seoga.folder / 'out/sub/list.pdf').read_bytes() != (seoga.folder / 'a.pdf').read_bytes()


def test_what_a_list_wishes_in_vain(seoga):
    seoga.write('a.md', '# 하나\n\n글.\n')
    seoga.write('list.yaml', 'articles: a.md\npage: a17\ntheme: none\nprofile: nook\nembed-fonts: maybe\nseries: [3]\n'
                'them: print\n')
    done = seoga.ok('list.yaml', '-o', 'a.epub', '-o', 'a.pdf')
    for place in ('2:1', '3:1', '4:1', '5:1', '6:1'):
        assert f'list.yaml:{place}: warning: this should be '.encode() in done.stderr, (place, done.stderr.decode())
    assert done.stderr.count(b'[list-value]') == 5
    assert b"list.yaml:7:1: warning: 'them' is no key here; did you mean 'theme'? [list-key]" in done.stderr
    assert seoga.run('list.yaml', '-o', 'b.epub', '--strict').returncode == 1 and not (seoga.folder / 'b.epub').exists()


def test_profiles(seoga):
    seoga.write('a.md', '---\ntitle: 표\nlang: ko\n---\n\n| 가 | 나 | 다 | 라 | 마 |\n|---|---|---|---|---|\n' +
                '| 1 | 2 | 3 | 4 | 5 |\n' * 60)
    expected = {'generic': 2, 'kindle': 1, 'kobo': 1, 'apple': 0}
    for name, count in expected.items():
        done = seoga.ok('a.md', '-o', f'{name}.epub', '--profile', name)
        assert done.stderr.count(b'a.md:6:1: warning') == count == done.stderr.count(b'[profile-table]'), done.stderr
        files = book(seoga.folder / f'{name}.epub')
        assert ('EPUB/cover.xhtml' in files) == (name != 'kindle')
        assert (b'class="wide"' in files['EPUB/art-1.xhtml']) == (name != 'kindle')
        assert 'properties="cover-image"' in files['EPUB/package.opf'].decode()
        epubcheck.check(seoga.folder / f'{name}.epub')


def moving_gif(width, height):
    """Two frames of one pixel on a large ground."""
    frame = b'\x21\xf9\x04\0\x0a\0\0\0' + b'\x2c\0\0\0\0\x01\0\x01\0\0' + b'\x02\x02\x44\x01\0'
    return b'GIF89a' + struct.pack('<HH', width, height) + b'\x80\0\0' + b'\0\0\0\xff\xff\xff' + frame * 2 + b';'


def clear_png(width, height):
    def chunk(name, data):
        return struct.pack('>I', len(data)) + name + data + struct.pack('>I', zlib.crc32(name + data))
    rows = (b'\0' + b'\xff\0\0\x80' * width) * height
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6, 0, 0, 0)) +
            chunk(b'IDAT', zlib.compress(rows, 1)) + chunk(b'IEND', b''))


def test_accessibility_is_what_is_there(seoga):
    """Hazards, modes and features of books without pictures, with described ones, with bare ones and with moving ones."""
    seoga.write('moving.gif', moving_gif(30, 20))
    seoga.write('still.png', grey_png(30, 20, [b'\0' + bytes(30)] * 20))
    cases = {'글.': ('none', True, False), '![그림](still.png)': ('none', True, False), '![](still.png)': ('none', False, False),
             '![움직임](moving.gif)': ('unknown', True, False), '![그림](https://example.org/a.gif)': ('none', True, False),
             '글.\n\n' * 200: ('none', True, True)}
    for body, (hazard, described, pages) in cases.items():
        seoga.write('a.md', f'---\ntitle: 글\nlang: ko\n---\n\n{body}\n')
        seoga.ok('a.md', '-o', 'a.epub', *(['-o', 'a.pdf'] if pages else []))
        opf = package(seoga.folder / 'a.epub')
        said = lambda name: re.findall(rf'<meta property="schema:{name}">([^<]*)<', opf)
        assert said('accessibilityHazard') == [hazard], (body, said('accessibilityHazard'))
        assert ('alternativeText' in said('accessibilityFeature')) == described, body
        assert said('accessModeSufficient') == ['textual' if described else 'textual,visual'], body
        assert ('pageNavigation' in said('accessibilityFeature')) == pages and 'conformsTo' not in opf, body
        assert said('accessMode') == ['textual', 'visual'] and len(said('accessibilitySummary')) == 1  # the cover is drawn
        if hazard == 'unknown':
            epubcheck.check(seoga.folder / 'a.epub')


def test_profiles_look_at_images(seoga):
    """Which of them warn of what, at the line of the first picture that breaks the rule."""
    seoga.write('clear.png', clear_png(40, 30))
    seoga.write('moving.gif', moving_gif(3000, 2000))
    seoga.write('wide.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="4000" height="100"><path d="M0 0h9v9z"/></svg>')
    seoga.write('a.md', '---\ntitle: 그림\nlang: ko\n---\n\n![가](clear.png)\n\n![나](moving.gif)\n\n![다](wide.svg)\n\n'
                '![라](clear.png)\n')
    expected = {'generic': {6: 'this image may be transparent, which generic shows on black at night',
                            8: 'this moving image has 3000 x 2000 pixels, too many for generic',
                            10: 'this drawing has 4000 x 100 pixels; generic takes 3200 on each side at most'},
                'kindle': {8: 'this moving image has 3000 x 2000 pixels, too many for kindle'},
                'kobo': {6: 'this image may be transparent, which kobo'}, 'apple': {6: 'this image may be transparent, which apple'}}
    for name, says in expected.items():
        done = seoga.run('a.md', '-o', 'a.epub', '--profile', name)
        found = {int(line): text for line, text in
                 re.findall(r'^a\.md:(\d+):1: warning: (.*) \[profile-image\]$', done.stderr.decode(), re.M)}
        # A moving GIF and an SVG may let the ground through as well.
        assert done.returncode == 0 and set(says) <= set(found), (name, done.stderr.decode())
        for line, text in says.items():
            assert re.search(rf'^a\.md:{line}:1: warning: {re.escape(text)}', done.stderr.decode(), re.M), (name, found)
        assert 12 not in found and (name == 'kindle') == (6 not in found), found


def test_profiles_measure_the_cover(seoga):
    seoga.write('a.md', '# 글\n\n본문.\n')
    for width, height, name, says in ((630, 900, 'generic', 'has 630 x 900 pixels; generic wants 640 on each side at least'),
                                      (800, 499, 'kindle', 'has 800 x 499 pixels; kindle wants 500 on each side at least'),
                                      (700, 7201, 'generic', 'has 700 x 7201 pixels; generic takes 7200 on each side at most'),
                                      (500, 500, 'kindle', None), (640, 7200, 'generic', None), (90, 90, 'kobo', None)):
        seoga.write('cover.png', grey_png(width, height, [b'\0' + bytes(width)] * height))
        said = seoga.ok('a.md', '-o', 'a.epub', '--cover', 'cover.png', '--profile', name).stderr.decode()
        assert ('[profile-cover]' in said) == (says is not None) and (says or '') in said, (width, height, name, said)


def test_large_images_are_made_smaller(seoga):
    rows = [b'\0' + bytes([x & 255 for x in range(3000)]) for _ in range(2400)]
    seoga.write('big.png', grey_png(3000, 2400, rows))
    seoga.write('a.md', '---\ntitle: 그림\nlang: ko\n---\n\n![큰 그림](big.png)\n')
    for profile, fits in (('kindle', True), ('kobo', False)):
        seoga.ok('a.md', '-o', 'a.epub', '--profile', profile)
        image = book(seoga.folder / 'a.epub')['EPUB/img-1.png']
        width, height = int.from_bytes(image[16:20], 'big'), int.from_bytes(image[20:24], 'big')
        assert (width * height <= 5000000) == fits, (profile, width, height)
        assert abs(width / height - 3000 / 2400) < 0.01, (width, height)
        assert width * height > 4900000, (width, height)


def test_fonts_are_cut_and_licensed(seoga):
    seoga.write('a.md', '---\ntitle: 글꼴\nlang: ko\n---\n\n한글과 `code`와 書.\n')
    seoga.ok('a.md', '-o', 'plain.epub')
    assert not [n for n in book(seoga.folder / 'plain.epub') if n.endswith(('.otf', '.ttf', 'OFL.txt'))]
    for threads in ('1', '4'):
        seoga.ok('a.md', '-o', f'{threads}.epub', '--embed-fonts', '--profile', 'apple', '-j', threads)
    assert (seoga.folder / '1.epub').read_bytes() == (seoga.folder / '4.epub').read_bytes()
    files = book(seoga.folder / '1.epub')
    fonts = {n: len(t) for n, t in files.items() if n.endswith(('.otf', '.ttf'))}
    assert len(fonts) == 5 and max(fonts.values()) < 200000, fonts
    assert b'Open Font License' in files['EPUB/OFL.txt']
    assert all(re.search(rb'\b(serif|sans)\*\.otf\b|' + n.split('/')[1].encode(), files['EPUB/OFL.txt']) for n in fonts)
    for name in ('D2Coding', 'NanumGothicCoding'):  # reserved for the font as it was
        assert not [n for n in fonts for code in ('ascii', 'utf-16-be') if name.encode(code) in files[n]], name
    assert all(n.removeprefix('EPUB/').encode() in files['EPUB/style.css'] for n in fonts)
    assert 'ibooks:specified-fonts' in files['EPUB/package.opf'].decode()
    epubcheck.check(seoga.folder / '1.epub')



tap.main(sys.modules[__name__])
