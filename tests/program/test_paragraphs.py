"""Lines of a long book of real articles, where the optional data is, measured on the finished PDF: the spaces
between words, where lines end, and what is copied from them."""
import html
import re
import shutil
import subprocess
import sys
import unicodedata

import tap

ARTICLES = 50
LEAST, MOST = 0.15, 2.0  # em between two words of a line
SYLLABLE_SHARE = 0.15    # of all lines
KR_HEIGHT = {15.09: 10.5, 13.76: 9.5}  # height of a word's box -> size: body in serif, callouts in sans
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
MARKUP = r'[*_`~=^]*(?:\[|\]\([^)\s]*\))*[*_`~=^]*'
BULLETS = set('•–▪')


# The fonts' full-width brackets are set half as wide; a word's box has their blank halves all the same.
OPENING, CLOSING = '「『〈《【〔〖（', '」』〉》】〕〗）'


def blank(sign, brackets):
    return 0.5 if sign in brackets else 0


class Line:
    """Words of one height on one baseline."""

    def __init__(self, words):
        self.words = words
        self.size = KR_HEIGHT[round(words[0][3] - words[0][1], 2)]
        self.top, self.left, self.right = words[0][1], words[0][0], words[-1][2]
        self.text = ' '.join(w[4] for w in words)

    def gaps(self):
        """In em."""
        start = 1 if self.words[0][4] in BULLETS or re.fullmatch(r'\d+\.|[가-힣]\.', self.words[0][4]) else 0
        words = self.words[start:]
        return [(b[0] - a[2]) / self.size + blank(a[4][-1], CLOSING) + blank(b[4][0], OPENING)
                for a, b in zip(words, words[1:])]


def lines_of(pdf):
    """Of running text, page by page."""
    if not shutil.which('pdftotext'):
        raise tap.Skip('no pdftotext')
    done = subprocess.run(['pdftotext', '-bbox-layout', pdf, '-'], capture_output=True, check=True)
    pages = []
    for page in done.stdout.decode().split('<page ')[1:]:
        lines = []
        for line in re.findall(r'<line .*?</line>', page, re.S):
            words = [(*map(float, w[:4]), html.unescape(w[4])) for w in WORD.findall(line)]
            if {round(w[3] - w[1], 2) for w in words} <= set(KR_HEIGHT):
                lines.append(Line(words))
        pages.append(sorted(lines, key=lambda l: (l.top, l.left)))
    return pages


def bundle(seoga, *options):
    articles = sorted((tap.shared() / 'corpus/site/docs/yozm/src').glob('*.md'))[:ARTICLES]
    if len(articles) < ARTICLES:
        raise tap.Skip('too few articles')
    done = seoga.ok(*articles, '-o', 'book.pdf', *options)
    source = unicodedata.normalize('NFC', '\n'.join(a.read_text() for a in articles))
    reported = re.findall(r'^(.*?):(\d+):\d+: \w+: .*\[(?:under|over)full\]$', done.stderr.decode(), re.M)
    places = [unicodedata.normalize('NFC', open(p).read().split('\n')[int(n) - 1]) for p, n in reported]
    return lines_of(seoga.folder / 'book.pdf'), source, places


def pairs(pages, source):
    """(line, next line, whether it ends inside an eojeol) for lines that the source has one after the other."""
    squeezed = re.sub(r'[ \t]+', ' ', source)
    for page in pages:
        for a, b in zip(page, page[1:]):
            if b.top - a.top > 20 or a.size != b.size:
                continue
            ends, begins = re.escape(a.text[-6:]), re.escape(b.text[:6])
            found = re.search(ends + f'({MARKUP}[ \\n]?{MARKUP})' + begins, squeezed)
            if found:
                yield a, b, not re.search(r'\s', found[1])


def share_inside(pages, source):
    inside = total = 0
    for a, b, broken in pairs(pages, source):
        total += 1
        inside += broken and bool(re.fullmatch(r'[가-힣]{2}', a.text[-1] + b.text[0]))
    lines = sum(map(len, pages))
    assert total > 0.4 * lines, f'only {total} pairs of {lines} lines recognised'
    print(f'# {inside} of {lines} lines end inside an eojeol ({inside / total:.1%} of {total} that go on)')
    return inside / lines


def odd_spaces(pages):
    return [(round(g, 3), l.text) for page in pages for l in page for g in l.gaps() if not LEAST <= g <= MOST]


def check_spaces(pages, places):
    for gap, text in odd_spaces(pages):
        words = text.split()
        assert any(all(w in place for w in words) for place in places), f'{gap} em in: {text}'


def test_hybrid(seoga):
    pages, source, places = bundle(seoga, '--breaks', 'hybrid')
    assert sum(map(len, pages)) > 2000
    check_spaces(pages, places)
    share = share_inside(pages, source)
    assert 0 < share < SYLLABLE_SHARE, share


def test_eojeol(seoga):
    pages, source, places = bundle(seoga, '--breaks', 'eojeol')
    check_spaces(pages, places)
    assert share_inside(pages, source) == 0


def test_syllable(seoga):
    pages, source, places = bundle(seoga, '--breaks', 'syllable')
    check_spaces(pages, places)
    assert share_inside(pages, source) > 0.12


tap.main(sys.modules[__name__])
