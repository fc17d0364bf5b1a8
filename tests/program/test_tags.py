"""The structure of the PDF, read back by qpdf: everything painted is either in the structure or an artifact, and
the structure, the parent tree, the pages and the annotations say the same of each other."""
import base64
import json
import re
import shutil
import subprocess
import sys

import tap

SAMPLE = tap.source_root() / 'samples/bookshelf.md'
CASES = tap.source_root() / 'tests/golden/cases'
TOKEN = re.compile(rb'\((?:\\.|[^\\()])*\)|<<|>>|<[0-9A-Fa-f\s]*>|[\[\]]|/[^\s<>\[\]()/]*|[^\s<>\[\]()/]+', re.S)
PAINTERS = {b'f', b'S', b'Do', b'TJ', b'Tj'}
HEADINGS = ('/H1', '/H2', '/H3', '/H4', '/H5', '/H6')


class Pdf:
    """The objects of a PDF as qpdf's JSON has them."""

    def __init__(self, path):
        if not shutil.which('qpdf'):
            raise tap.Skip('no qpdf')
        subprocess.run(['qpdf', '--check', path], check=True, capture_output=True)
        done = subprocess.run(['qpdf', '--json=2', '--json-stream-data=inline', '--decode-level=generalized', path],
                              check=True, capture_output=True)
        self.objects = json.loads(done.stdout)['qpdf'][1]
        self.root = self.value(self.value('trailer')['/Root'])

    def value(self, ref):
        """What a reference or a direct value stands for."""
        if ref == 'trailer':
            return self.objects[ref]['value']
        if isinstance(ref, str) and re.fullmatch(r'\d+ \d+ R', ref):
            found = self.objects['obj:' + ref]
            return found['value'] if 'value' in found else found['stream']['dict']
        return ref

    def stream(self, refs):
        """Of one stream, or of several that are one."""
        return b'\n'.join(base64.b64decode(self.objects['obj:' + ref]['stream']['data'])
                          for ref in (refs if isinstance(refs, list) else [refs]))

    def pages(self, node=None):
        """References, in order."""
        node = self.root['/Pages'] if node is None else node
        if self.value(node)['/Type'] == '/Page':
            return [node]
        return [page for kid in self.value(node)['/Kids'] for page in self.pages(kid)]

    def numbers(self, tree):
        """A number tree as a dictionary."""
        tree, out = self.value(tree), {}
        for kid in tree.get('/Kids', []):
            out.update(self.numbers(kid))
        flat = tree.get('/Nums', [])
        out.update(zip(flat[::2], flat[1::2]))
        return out


def marked(content):
    """The MCIDs of a content stream; fails where something is painted in none, or in two."""
    found, nest, before = [], [], []
    for token in TOKEN.findall(content):
        if token == b'BDC':
            mcid = before[before.index(b'/MCID') + 1] if b'/MCID' in before else None
            name = next(t for t in before if t.startswith(b'/'))
            assert mcid is None or not any(nest), 'tagged inside tagged'
            assert name != b'/Artifact' or not nest, 'an artifact inside something'
            nest.append(int(mcid) if mcid is not None else name == b'/Artifact' and 'artifact')
            found += [int(mcid)] if mcid is not None else []
        elif token == b'EMC':
            nest.pop()
        elif token in PAINTERS:
            assert any(n is not None and n is not False for n in nest), 'painted, but neither read nor an artifact'
        before = [] if re.fullmatch(rb"[A-Za-z*'\"]+[01]?", token) else before + [token]
    assert not nest
    return found


def elements(pdf):
    """(reference, element) of the whole structure, in reading order."""
    out, todo = [], [pdf.root['/StructTreeRoot']]
    todo = [(pdf.value(todo[0])['/K'], pdf.root['/StructTreeRoot'])]
    while todo:
        ref, parent = todo.pop()
        element = pdf.value(ref)
        assert element['/P'] == parent, f'{ref} does not name its parent'
        out.append((ref, element))
        todo += [(k, ref) for k in reversed(kids(element)) if isinstance(k, str)]
    return out


def kids(element):
    k = element.get('/K', [])
    return k if isinstance(k, list) else [k]


def claims(pdf):
    """Who owns each (page, MCID), and each annotation."""
    content, objects = {}, {}
    for ref, element in elements(pdf):
        for kid in kids(element):
            if isinstance(kid, int):
                key = element['/Pg'], kid
            elif isinstance(kid, dict) and kid['/Type'] == '/MCR':
                key = kid['/Pg'], kid['/MCID']
            elif isinstance(kid, dict):
                assert kid['/Obj'] not in objects
                objects[kid['/Obj']] = ref
                continue
            else:
                continue
            assert key not in content, f'{key} is claimed twice'
            content[key] = ref
    return content, objects


def made(seoga, *inputs):
    seoga.ok('-q', *inputs, '-o', 'a.pdf')
    return Pdf(seoga.folder / 'a.pdf')


def agrees(pdf):
    """Pages, structure and parent tree agree; how many marks there are."""
    content, objects = claims(pdf)
    parents = pdf.numbers(pdf.value(pdf.root['/StructTreeRoot'])['/ParentTree'])
    count = 0
    for page in pdf.pages():
        value = pdf.value(page)
        mcids = marked(pdf.stream(value.get('/Contents', [])))
        assert sum(b != a + 1 for a, b in zip(mcids, mcids[1:])) <= 1  # a right half that came before the left
        mcids.sort()
        assert mcids == list(range(len(mcids))), 'MCIDs count from 0'
        owners = pdf.value(parents[value['/StructParents']]) if mcids else []
        assert owners == [content.pop((page, m)) for m in mcids]
        assert value['/Tabs'] == '/S'
        count += len(mcids)
        for ref in value.get('/Annots', []):
            annotation = pdf.value(ref)
            owner = objects.pop(ref)
            assert parents[annotation['/StructParent']] == owner and pdf.value(owner)['/S'] == '/Link'
            assert annotation['/Contents'] not in ('', 'u:') and annotation['/F'] == 4
    assert not content and not objects, 'claimed, but on no page'
    return count


def test_sample(seoga):
    assert agrees(made(seoga, SAMPLE)) > 100


def test_every_golden_case(seoga):
    for case in sorted(CASES.glob('*.md')):
        agrees(made(seoga, case))


def test_book_of_articles(seoga):
    """Marks and keys go on from one article to the next; the book's own pages are sections too."""
    pdf = made(seoga, SAMPLE, CASES / 'tables-tasks-notes.md', CASES / 'structure.md')
    assert agrees(pdf) > 150
    document = pdf.value(pdf.value(pdf.root['/StructTreeRoot'])['/K'])
    assert document['/S'] == '/Document' and [pdf.value(k)['/S'] for k in kids(document)] == ['/Sect'] * 8


def test_headings_leave_out_no_level(seoga):
    levels = [HEADINGS.index(e['/S']) for _, e in elements(made(seoga, SAMPLE, CASES / 'structure.md')) if
              e['/S'] in HEADINGS]
    assert levels[0] == 0 and levels.count(0) == 2 + 4  # title page, contents, sources, colophon
    assert all(b <= a + 1 for a, b in zip(levels, levels[1:])), levels


def test_paragraph_over_two_pages_is_one(seoga):
    """Long paragraphs, one link each: no P more than paragraphs, one of them on two pages, and a mark for the
    text on each page and one for the link."""
    text = '긴 글이 여러 줄에 걸쳐 이어지다가 쪽이 바뀐 다음에도 그대로 이어집니다. ' * 12
    pdf = made(seoga, seoga.write('a.md', '# 제목\n\n' + '\n\n'.join([text + '[끝](https://example.org)'] * 9)))
    paragraphs = [e for _, e in elements(pdf) if e['/S'] == '/P']
    assert agrees(pdf) and len(pdf.pages()) > 1
    assert len(paragraphs) == 9 and {len(kids(e)) for e in paragraphs} <= {2, 3}
    assert any(isinstance(k, dict) and k['/Type'] == '/MCR' and k['/Pg'] != e['/Pg'] for e in paragraphs
               for k in kids(e))


def test_notes_have_ids(seoga):
    pdf = made(seoga, SAMPLE, CASES / 'structure.md')
    ids = {e['/ID']: ref for ref, e in elements(pdf) if e['/S'] == '/Note'}
    tree = pdf.value(pdf.value(pdf.root['/StructTreeRoot'])['/IDTree'])
    names = [n for kid in tree['/Kids'] for n in pdf.value(kid)['/Names']]
    assert len(ids) == 3 and dict(zip(names[::2], names[1::2])) == ids
    assert names[::2] == sorted(names[::2])


def test_links_say_what_they_are(seoga):
    """Their words; a note its number; the source of the article its address, not the article's text."""
    pdf = made(seoga, SAMPLE)
    said = [pdf.value(ref)['/Contents'] for page in pdf.pages() for ref in pdf.value(page).get('/Annots', [])]
    assert 'u:각주 1' in said and 'u:https://magazine.example.org/reading/shelf/' in said and 'u:설명서' in said, said


def test_long_links_are_said_once(seoga):
    """A link has an annotation on every line: they share a long address, and say as much as one wants to hear."""
    seoga.write('a.md', f'[{"가나다 " * 900}](https://example.org/{"x" * 400}) [라](https://example.org/)\n')
    seoga.ok('-q', 'a.md', '-o', 'a.pdf')
    pdf = Pdf(seoga.folder / 'a.pdf')
    links = [pdf.value(ref) for page in map(pdf.value, pdf.pages()) for ref in page.get('/Annots', [])]
    assert len(links) > 20
    assert len({link['/A'] for link in links[:-1]}) == 1 and isinstance(links[0]['/A'], str)
    assert pdf.value(links[0]['/A'])['/URI'].endswith('x' * 400)
    assert pdf.value(links[-1]['/A'])['/URI'] == 'u:https://example.org/'
    assert all(len(link['/Contents'].encode()) < 1010 for link in links)


def test_paragraphs_are_read_as_they_were_written(seoga):
    """Every space once, none where a line ends inside a word: so whole words are found wherever lines end."""
    if not shutil.which('pdfinfo'):
        raise tap.Skip('no pdfinfo')
    words = ('느닷없이', '아침마다', '책꽂이에서', '꺼내어읽었던그책의마지막장을넘기며', '(가나다)', '"큰따옴표"', 'typesetting',
             '줄바꿈규칙이라는것을', '3·1절', '冊')
    paragraphs = [' '.join(words[(i * 7 + k * (i + 1)) % len(words)] for k in range(60)) + '.' for i in range(12)]
    text = '# 제목\n\n' + '\n\n'.join(paragraphs)
    made(seoga, seoga.write('a.md', text), '--page', 'b6')
    read = subprocess.run(['pdfinfo', '-struct-text', seoga.folder / 'a.pdf'], check=True, capture_output=True)
    pieces = re.findall(r'^ +"(.*)"$', read.stdout.decode(), re.M)
    assert ''.join(pieces) == '제목' + ''.join(paragraphs)


def test_article_of_nothing(seoga):
    agrees(made(seoga, seoga.write('a.md', '\n')))


def words(path, *where):
    """What is read there, without white."""
    if not shutil.which('pdftotext'):
        raise tap.Skip('no pdftotext')
    done = subprocess.run(['pdftotext', *map(str, where), path, '-'], check=True, capture_output=True)
    return ''.join(done.stdout.decode().split())


def size_of(pdf):
    """Of the first page, points."""
    return pdf.value(pdf.pages()[0])['/MediaBox'][2:]


def leafed_through(seoga, sheets, count):
    """The text of each half of each side, signatures folded and read from front to back."""
    pdf = Pdf(seoga.folder / 'sheets.pdf')
    width, height = size_of(pdf)
    half = lambda side, right: words(seoga.folder / 'sheets.pdf', '-f', side + 1, '-l', side + 1, '-x',
                                     round(width / 2) * right, '-y', 0, '-W', round(width / 2), '-H', round(height))
    signatures = -(-count // sheets)
    read, first = [], 0
    for s in range(signatures):
        n = count // signatures + (s < count % signatures)
        read += [half(2 * (first + t) + back, not back) for t in range(n) for back in (False, True)]
        read += [half(2 * (first + t) + back, back) for t in reversed(range(n)) for back in (True, False)]
        first += n
    return read


def test_booklets(seoga):
    """Sheets hold the pages in the order in which a binder folds them, tagged as any others, links in their place."""
    book = [tap.source_root() / 'samples/book.yaml', SAMPLE, CASES / 'structure.md', '--page', 'a5']
    seoga.ok('-q', *book, '-o', 'pages.pdf')
    pages = Pdf(seoga.folder / 'pages.pdf')
    count = len(pages.pages())
    width, height = size_of(pages)
    # Booklets have the margins of a book, which break no line elsewhere.
    texts = [words(seoga.folder / 'pages.pdf', '-f', n, '-l', n) for n in range(1, count + 1)]
    texts += [''] * (-count % 4)
    for sheets in ('', 1, 3):
        seoga.ok('-q', *book, f'--booklet={sheets}' if sheets else '--booklet', '-o', 'sheets.pdf')
        pdf = Pdf(seoga.folder / 'sheets.pdf')
        assert agrees(pdf) == agrees(pages)
        assert len(pdf.pages()) == len(texts) // 2 and abs(size_of(pdf)[0] - 2 * width) < 0.01
        assert leafed_through(seoga, sheets or 10, len(texts) // 4) == texts
        for page in map(pdf.value, pdf.pages()):
            for left, low, right, high in (pdf.value(ref)['/Rect'] for ref in page.get('/Annots', [])):
                assert right <= width or left >= width
                assert 0 < low < high < height
    contents = next(text for text in texts if text.startswith('차례'))
    assert re.fullmatch(r'차례(\D+[12]?\D+\d+)+', contents) and len(re.findall(r'\d+', contents)) >= 8, contents
    labels = pdf.numbers(pdf.root['/PageLabels'])
    assert labels[0]['/P'] == 'u:12, 1' and labels[1]['/P'] == 'u:2, 11', labels


def test_late_numbers_on_sheets(seoga):
    """Numbers written when the pages are known stand in either half of a side, as content of it."""
    names = [f'{n}.md' for n in range(1, 7)]
    for n, name in enumerate(names, 1):
        seoga.write(name, f'---\ntitle: 글 {n}\nlang: ko\n---\n\n앞의 [첫 글](1.md)과 뒤의 [끝 글](6.md)을 견준다.\n')
    for options in (['--print'], ['--print', '--booklet=1']):
        seoga.ok('-q', *names, *options, '-o', 'a.pdf')
        pdf, count = Pdf(seoga.folder / 'a.pdf'), 0
        assert agrees(pdf)
        for page in map(pdf.value, pdf.pages()):
            streams, used = page['/Contents'], pdf.value(page['/Resources'])
            count += len(streams) > 1 if isinstance(streams, list) else 0
            content = pdf.stream(streams)
            assert content.split().count(b'q') == content.split().count(b'Q')
            assert set(re.findall(rb'/(F\d+) ', content)) == {k[1:].encode() for k in used['/Font']}, used
            assert set(re.findall(rb'/(I\d+) Do', content)) == {k[1:].encode() for k in used['/XObject']}, used
        assert count >= 4
        text = words(seoga.folder / 'a.pdf')
        first, last = re.search(r'차례글1(\d+)', text)[1], re.search(r'글6(\d+)판권', text)[1]
        assert int(last) > int(first), text
        assert text.count(f'첫글({first}쪽)과뒤의끝글({last}쪽)을') == len(names), text


def test_covers(seoga):
    """A book begins with its cover, a picture it was given is whole, an article alone has none unless it is given one."""
    picture, book = tap.source_root() / 'samples/images/shelf.jpg', tap.source_root() / 'samples/book.yaml'
    pdf = made(seoga, book)
    assert agrees(pdf) and '책으로' in words(seoga.folder / 'a.pdf', '-l', 1)
    assert words(seoga.folder / 'a.pdf', '-f', 2, '-l', 2) == ''
    pdf = made(seoga, book, '--cover', picture)
    assert agrees(pdf) and words(seoga.folder / 'a.pdf', '-l', 1) == ''
    figure = next(e for _, e in elements(pdf) if e['/S'] == '/Figure')
    assert figure['/Alt'] == 'u:책으로 묶어 읽기, 서가 편집부'
    left, low, right, high = figure['/A']['/BBox']
    width, height = size_of(pdf)
    assert abs(left) < 0.01 and abs(right - width) < 0.01 and abs(low - (height - high)) < 0.01 < low
    alone = made(seoga, SAMPLE)
    assert len(made(seoga, SAMPLE, '--cover', picture).pages()) == len(alone.pages()) + 2


tap.main(sys.modules[__name__])
