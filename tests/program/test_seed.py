"""A real article, where the optional data is: every visible sentence reaches both outputs, in order."""
import re
import shutil
import subprocess
import sys
import unicodedata
import xml.etree.ElementTree as ElementTree
import zipfile

import tap

FORBIDDEN = (':::', '[[toc]]', '{{', 'VPCard', 'SiteInfo', '"link"', 'Article(s)', '관련', 'TODO')


def squeeze(text):
    """NFC without white space: line ends and pages differ, the characters do not."""
    return re.sub(r'\s+', '', unicodedata.normalize('NFC', text))


def visible(markdown):
    """The lines a reader of the article must find, in their order (line-based, for this article's constructs)."""
    body = re.sub(r'\A---\n.*?\n---\n', '', markdown, flags=re.S)
    body = re.sub(r'<!--.*?-->', '', body, flags=re.S)
    body = re.sub(r'^```component.*?^```$', '', body, flags=re.S | re.M)
    body = re.sub(r'<SiteInfo.*?/>', '', body, flags=re.S)
    lines = []
    for line in body.split('\n'):
        line = line.strip()
        image = re.fullmatch(r'!\[(.*)\]\(.*\)', line)
        if image:
            lines += image[1].split('<br/>')
        elif line.startswith(':::'):
            lines += [re.sub(r'^:::\s*\w*', '', line)]
        elif line not in ('', '---', '[[toc]]') and not line.startswith('# '):
            lines.append(re.sub(r'^#+ ', '', line))
    return [l for l in map(squeeze, lines) if l]


def seed():
    path = tap.shared() / 'corpus/seed-article.md'
    return path, path.read_text()


def both(seoga):
    path, text = seed()
    done = seoga.ok(path, '-o', 'a.epub', '-o', 'a.pdf')
    return seoga.folder / 'a.epub', seoga.folder / 'a.pdf', text, done.stderr.decode()


def epub_text(epub):
    """In spine order."""
    out = []
    with zipfile.ZipFile(epub) as archive:
        opf = ElementTree.fromstring(archive.read('EPUB/package.opf'))
        items = {i.get('id'): i.get('href') for i in opf.iter('{http://www.idpf.org/2007/opf}item')}
        for ref in opf.iter('{http://www.idpf.org/2007/opf}itemref'):
            body = ElementTree.fromstring(archive.read('EPUB/' + items[ref.get('idref')]))
            out.append(''.join(body.find('{http://www.w3.org/1999/xhtml}body').itertext()))
    return '\n'.join(out)


def pdf_text(pdf, title):
    """Page by page, without the running heads and folios."""
    if not shutil.which('pdftotext'):
        raise tap.Skip('no pdftotext')
    raw = subprocess.run(['pdftotext', '-enc', 'UTF-8', pdf, '-'], capture_output=True, check=True).stdout.decode()
    out = []
    for number, page in enumerate(raw.split('\f'), 1):
        lines = [l for l in page.split('\n') if l.strip()]
        if number > 1:
            lines = [l for l in lines if squeeze(l) != squeeze(title)]
        out += [l for l in lines if l.strip() != str(number)]
    return '\n'.join(out)


def in_order(text, expected, start):
    text = squeeze(text)
    at = text.index(squeeze(start))
    for line in expected:
        found = text.find(line, at)
        assert found >= 0, f'not found after {at}: {line[:60]}'
        at = found + len(line)


def title_of(text):
    return re.search(r'^title: "(.*)"$', text, re.M)[1]


def test_notes(seoga):
    stderr = both(seoga)[3].splitlines()
    assert len(stderr) <= 5 and all(': note: ' in l for l in stderr), stderr
    assert sum('[img-remote]' in l for l in stderr) == 4, stderr


def test_every_sentence_in_order(seoga):
    epub, pdf, text, _ = both(seoga)
    expected = visible(text)
    assert len(expected) == 28 and sum('<출처' in l for l in expected) == 4
    in_order(epub_text(epub), expected, title_of(text))
    in_order(pdf_text(pdf, title_of(text)), expected, title_of(text))


def test_opening(seoga):
    epub, pdf, text, _ = both(seoga)
    for out in (epub_text(epub), pdf_text(pdf, title_of(text))):
        for part in (title_of(text), '이재훈', '2025년 2월 4일', '원문', 'yozm.wishket.com/magazine/detail/2959', '<원문>'):
            assert squeeze(part) in squeeze(out), part
        for word in FORBIDDEN:
            assert word not in out, word


def test_source_is_linked(seoga):
    epub, pdf, _, _ = both(seoga)
    address = 'https://yozm.wishket.com/magazine/detail/2959/'
    with zipfile.ZipFile(epub) as archive:
        pages = b''.join(archive.read(n) for n in archive.namelist() if n.endswith('.xhtml')).decode()
        assert f'href="{address}"' in pages
        assert f'{address}</dc:source>' in archive.read('EPUB/package.opf').decode()
    if shutil.which('pdfinfo'):
        urls = subprocess.run(['pdfinfo', '-url', pdf], capture_output=True, check=True).stdout.decode()
        assert address in urls


def test_recall(seoga):
    epub, pdf, _, _ = both(seoga)
    script, path = tap.shared() / 'check/text-recall.py', seed()[0]
    if not script.exists() or not shutil.which('pdftotext'):
        raise tap.Skip('no recall script')
    for out in (epub, pdf):
        done = subprocess.run([sys.executable, script, path, out, '--min', '0.995'], capture_output=True)
        assert done.returncode == 0, done.stdout.decode()
        assert float(re.search(rb'precision=([\d.]+)', done.stdout)[1]) >= 0.9, done.stdout.decode()


tap.main(sys.modules[__name__])
