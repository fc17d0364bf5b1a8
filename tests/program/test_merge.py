"""Articles that have everything in common but their words: in a book each keeps its own notes, pictures and headings, and
a link to a heading of another lands there, in the EPUB and on the page of the PDF."""
import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import tap

ROOT = tap.source_root()
XHTML = '{http://www.w3.org/1999/xhtml}'
EPUB = '{http://www.idpf.org/2007/ops}'
PICTURES = {'가': 'reading.png', '나': 'shelf.jpg', '다': 'reading.png'}


def words(name, start):
    """Enough text for several pages, each line of it once."""
    return '\n\n'.join(f'{name}의 {start + i}번째 문단은 쪽을 채우려고 이어지는 글이다. ' * 3 for i in range(12))


def article(name, other, file):
    """Of the same title, labels, headings and picture as its sisters."""
    return f'''---
title: 같은 제목
lang: ko
author: {name}
---

[되풀이 {other} 설치](../{file}/글.md#설치), [{name} 안의 설치](#설치), [{other} 부록](../{file}/글.md#부록-1),
[{other} 처음](../{file}/글.md), [{other} 없는 곳](../{file}/글.md#없다). {name}의 첫 주석[^1]과 둘째[^note].

{words(name, 100)}

## 설치

{name}의 설치.

![같은 그림](./그림.png)

{words(name, 200)}

## 설치

{name}의 두 번째 설치.

{words(name, 300)}

## 부록 1

{name}의 부록, 다시 첫 주석[^1].

[^1]: {name}의 첫 주석이다.
[^note]: {name}의 둘째 주석이다.
'''


NAMES = ['가', '나', '다']


def library(seoga):
    for i, name in enumerate(NAMES):
        following = NAMES[(i + 1) % 3]
        seoga.write(f'{name}/글.md', article(name, following, following))
        shutil.copy(ROOT / 'samples/images' / PICTURES[name], seoga.folder / name / '그림.png')
    seoga.write('book.yaml', 'title: 한 권\nlang: ko\nparts:\n- {title: 앞, articles: [가/글.md, 나/글.md]}\n'
                             '- {title: 뒤, articles: [다/글.md]}\n')


def bind(seoga):
    library(seoga)
    done = seoga.ok('book.yaml', '-o', 'a.epub', '-o', 'a.pdf', '--page', 'a5')
    assert done.stderr.count(b'[frag]') == 3, done.stderr.decode()


def wanted():
    """(text of the link, author it leads to, the first words there)"""
    for i, name in enumerate(NAMES):
        other = NAMES[(i + 1) % 3]
        yield f'되풀이 {other} 설치', '설치', f'{other}의 설치.'
        yield f'{name} 안의 설치', '설치', f'{name}의 설치.'
        yield f'{other} 부록', '부록 1', f'{other}의 부록'
        yield f'{other} 처음', '같은 제목', other
        yield f'{other} 없는 곳', '같은 제목', other


def text_of(element):
    return re.sub(r'\s+', ' ', ''.join(element.itertext())).strip()


# The EPUB

def pages(path):
    with zipfile.ZipFile(path) as archive:
        return {n.removeprefix('EPUB/'): ElementTree.fromstring(archive.read(n))
                for n in archive.namelist() if n.endswith('.xhtml')}, {n: archive.read(n) for n in archive.namelist()}


def landing(found, name, href):
    """The element that a link of file `name` leads to, and the one read after it."""
    file, _, fragment = href.partition('#')
    page = found[file or name]
    order = list(page.iter())
    if not fragment:
        at = page.find(f'.//{XHTML}h1')
        return at, page.find(f'.//{XHTML}p')
    [at] = [e for e in order if e.get('id') == fragment]
    if at.tag == XHTML + 'section':  # of an article: its title
        at = at.find(f'.//{XHTML}h1')
    return at, next(e for e in order[order.index(at) + 1:] if e.tag == XHTML + 'p')


def test_links_of_the_epub_land_on_their_headings(seoga):
    bind(seoga)
    found, _ = pages(seoga.folder / 'a.epub')
    links = {text_of(a): (name, a.get('href')) for name, page in found.items() for a in page.iter(XHTML + 'a')}
    for label, heading, after in wanted():
        at, following = landing(found, *links[label])
        assert re.fullmatch(XHTML + 'h[1-6]', at.tag) and text_of(at) == heading, (label, text_of(at))
        assert text_of(following).startswith(after), (label, text_of(following)[:40])


def test_contents_of_the_epub_land_on_their_headings(seoga):
    bind(seoga)
    found, _ = pages(seoga.folder / 'a.epub')
    toc = found['nav.xhtml'].find(f'.//{XHTML}nav')
    entries = [(a.get('href'), text_of(a)) for a in toc.iter(XHTML + 'a')]
    assert len(entries) == len({href for href, _ in entries}) == 15, entries
    for href, label in entries:
        at, _ = landing(found, 'nav.xhtml', href)
        assert label.split(' ', 1)[-1] == text_of(at) or label == text_of(at), (href, label, text_of(at))


def test_notes_and_pictures_of_the_epub_stay_with_their_article(seoga):
    bind(seoga)
    found, files = pages(seoga.folder / 'a.epub')
    for number, name in enumerate(NAMES, 1):
        file = f'art-{number}.xhtml'
        marks = [a for a in found[file].iter(XHTML + 'a') if a.get(EPUB + 'type') == 'noteref']
        notes = [text_of(landing(found, file, a.get('href'))[0]) for a in marks]
        assert len(notes) == 3 and all(f'{name}의 첫 주석이다.' in notes[i] for i in (0, 2)), notes
        assert f'{name}의 둘째 주석이다.' in notes[1], notes
        [image] = list(found[file].iter(XHTML + 'img'))
        assert files['EPUB/' + image.get('src')] == (ROOT / 'samples/images' / PICTURES[name]).read_bytes(), name
    assert len([n for n in files if '/img-' in n]) == 3  # the cover and two: the same bytes are there once


# The PDF

def objects(seoga):
    if not (shutil.which('qpdf') and shutil.which('pdftotext')):
        raise tap.Skip('no qpdf or pdftotext')
    done = subprocess.run(['qpdf', '--json=2', 'a.pdf'], cwd=seoga.folder, check=True, capture_output=True)
    pdf = json.loads(done.stdout)
    return [p['object'] for p in pdf['pages']], {k: v.get('value') for k, v in pdf['qpdf'][1].items()}


def lines_of(seoga):
    """Of every page: [(top, bottom, text)] from its head down."""
    done = subprocess.run(['pdftotext', '-bbox-layout', 'a.pdf', '-'], cwd=seoga.folder, check=True, capture_output=True)
    tree = ElementTree.fromstring(re.sub(rb'<!DOCTYPE.*?>', b'', done.stdout, flags=re.S))
    out = []
    for page in tree.iter(XHTML + 'page'):
        lines = [(float(l.get('yMin')), float(l.get('yMax')), ' '.join(w.text for w in l.iter(XHTML + 'word')))
                 for l in page.iter(XHTML + 'line')]
        # The number of an article stands above its title.
        out.append((float(page.get('height')), sorted(l for l in lines if not l[2].isdecimal())))
    return out


def destinations(everything):
    """Name: (page object, y) of the name tree."""
    out = {}
    for value in everything.values():
        names = value.get('/Names') if isinstance(value, dict) else None
        if isinstance(names, list):
            out.update({n.removeprefix('u:'): (d[0], d[3]) for n, d in zip(names[::2], names[1::2])
                        if isinstance(d, list) and d[1] == '/XYZ'})
    return out


def test_links_of_the_pdf_land_on_their_headings(seoga):
    bind(seoga)
    leaves, everything = objects(seoga)
    printed, places = lines_of(seoga), destinations(everything)
    links = {}
    for value in everything.values():
        if isinstance(value, dict) and value.get('/Subtype') == '/Link' and '/Dest' in value:
            links.setdefault(value['/Contents'].removeprefix('u:'), value['/Dest'].removeprefix('u:'))
    for label, heading, after in wanted():
        page, y = places[links[label]]
        height, lines = printed[leaves.index(page)]
        below = [text for top, bottom, text in lines if bottom > height - y]
        assert below[0] == heading, (label, y, below[:3])
        assert any(l.startswith(after) for l in below[1:4]), (label, below[:4])
        first = next(top for top, bottom, text in lines if bottom > height - y)
        assert first - (height - y) < 70, (label, first, height - y)  # it is at the top of what is shown


def test_outline_of_the_pdf_lands_on_its_headings(seoga):
    bind(seoga)
    leaves, everything = objects(seoga)
    printed, places = lines_of(seoga), destinations(everything)
    items = [v for v in everything.values() if isinstance(v, dict) and '/Title' in v and ('/Dest' in v or '/A' in v)]
    seen = 0
    for item in items:
        place = item.get('/Dest') or item['/A'].get('/D')
        page, y = places[place.removeprefix('u:')] if isinstance(place, str) else (place[0], place[3])
        height, lines = printed[leaves.index(page)]
        title = item['/Title'].removeprefix('u:')
        if title not in ('설치', '부록 1', '같은 제목'):
            continue
        seen += 1
        assert [text for top, bottom, text in lines if bottom > height - y][0] == title, (title, y)
    assert seen == 12, seen


tap.main(sys.modules[__name__])
