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
SYLLABLE_SHARE = 0.15    # of all lines, also of the 28 syllables that B6 holds
# Height of a word's box -> size, by page: body in serif, callouts in sans.
HEIGHTS = {'a4': {15.09: 10.5, 13.76: 9.5}, 'sinkuk': {14.37: 10.0, 13.03: 9.0}, 'a5': {13.65: 9.5, 12.31: 8.5},
           'b6': {12.93: 9.0, 11.58: 8.0}}
WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')
MARKUP = r'[*_`~=^]*(?:\[|\]\([^)\s]*\))*[*_`~=^]*'
BULLETS = set('•–▪')


# The fonts' full-width brackets are set half as wide; a word's box has their blank halves all the same.
OPENING, CLOSING = '「『〈《【〔〖（', '」』〉》】〕〗）'


def blank(sign, brackets):
    return 0.5 if sign in brackets else 0


class Line:
    """Words of one height on one baseline."""

    def __init__(self, words, sizes):
        self.words = words
        self.size = sizes[round(words[0][3] - words[0][1], 2)]
        self.top, self.left, self.right = words[0][1], words[0][0], words[-1][2]
        self.text = ' '.join(w[4] for w in words)

    def gaps(self):
        """In em."""
        start = 1 if self.words[0][4] in BULLETS or re.fullmatch(r'\d+\.|[가-힣]\.', self.words[0][4]) else 0
        words = self.words[start:]
        return [(b[0] - a[2]) / self.size + blank(a[4][-1], CLOSING) + blank(b[4][0], OPENING)
                for a, b in zip(words, words[1:])]


def lines_of(pdf, sizes):
    """Of running text, page by page."""
    if not shutil.which('pdftotext'):
        raise tap.Skip('no pdftotext')
    done = subprocess.run(['pdftotext', '-bbox-layout', pdf, '-'], capture_output=True, check=True)
    pages = []
    for page in done.stdout.decode().split('<page ')[1:]:
        lines = []
        for line in re.findall(r'<line .*?</line>', page, re.S):
            words = [(*map(float, w[:4]), html.unescape(w[4])) for w in WORD.findall(line)]
            if {round(w[3] - w[1], 2) for w in words} <= set(sizes):
                lines.append(Line(words, sizes))
        pages.append(sorted(lines, key=lambda l: (l.top, l.left)))
    return pages


def bundle(seoga, page, *options):
    articles = sorted((tap.shared() / 'corpus/site/docs/yozm/src').glob('*.md'))[:ARTICLES]
    if len(articles) < ARTICLES:
        raise tap.Skip('too few articles')
    done = seoga.ok(*articles, '-o', 'book.pdf', '--page', page, *options)
    source = unicodedata.normalize('NFC', '\n'.join(a.read_text() for a in articles))
    reported = re.findall(r'^(.*?):(\d+):\d+: \w+: .*\[(?:under|over)full\]$', done.stderr.decode(), re.M)
    places = [unicodedata.normalize('NFC', open(p).read().split('\n')[int(n) - 1]) for p, n in reported]
    return lines_of(seoga.folder / 'book.pdf', HEIGHTS[page]), source, places


def pairs(pages, source):
    """(line, next line, whether it ends inside an eojeol) for lines that the source has one after the other."""
    squeezed = re.sub(r'[ \t]+', ' ', source)
    for page in pages:
        for a, b in zip(page, page[1:]):
            if b.top - a.top > 20 or a.size != b.size or len(a.text) < 6:  # so short ends are found everywhere
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
    """The default theme's way."""
    for page in HEIGHTS:
        pages, source, places = bundle(seoga, page)
        assert sum(map(len, pages)) > 2000, page
        check_spaces(pages, places)
        share = share_inside(pages, source)
        assert 0 < share < SYLLABLE_SHARE, (page, share)


def test_eojeol(seoga):
    for page in HEIGHTS:
        pages, source, places = bundle(seoga, page, '--breaks', 'eojeol')
        check_spaces(pages, places)
        assert share_inside(pages, source) == 0, page


def test_syllable(seoga):
    pages, source, places = bundle(seoga, 'a4', '--breaks', 'syllable')
    check_spaces(pages, places)
    assert share_inside(pages, source) > 0.12


PROSE = [
    '마을 도서관의 서가는 해마다 조금씩 길어졌다. 처음에는 낡은 나무 책장 셋이 전부였으나, 이웃들이 이삿짐에서 꺼내 온 '
    '책들이 쌓이면서 복도까지 책꽂이가 늘어섰다. 사서는 『농사일기』와 《별자리 이야기》를 나란히 꽂으며 “제자리란 찾는 '
    '사람이 정하는 것”이라고 말하곤 했다.',
    '책등에 붙은 분류기호(call number)는 1960년대 방식 그대로여서 813.6이나 981.102 같은 숫자가 손글씨로 적혀 있다. '
    '누군가는 전산화를(이를테면 barcode를) 이야기했지만, 열람카드에 남은 이름들을 읽는 재미를 포기하지 못한 주민이 더 많았다.',
    '그러므로 이 도서관에서 책을 찾으려면 먼저 사람에게 물어야 한다. 물어보면 대답은 대개 책 제목이 아니라 그 책을 마지막으로 '
    '빌려 간 사람의 이름으로 돌아온다. 그렇게 이름에서 이름으로 건너가다 보면, 어느새 찾던 책보다 나은 책을 손에 들고 있게 된다.',
]


def test_no_syllable_is_left_over(seoga):
    """A line takes the last syllable of an eojeol along where the rules for spaces and letters have the room."""
    text = ('마을에서는 큰 잔치가 끝나가던 2019년 3월 14일, 이웃의 AI 글모임이 책가방(BookSeek)을 R2 상자와 함께 내놓으며 '
            '온 나라 책벌레 AI 동호인의 눈길을 모았다. 골목을 비롯한 이웃 책방이 크게 반응했고, 쉬는 날을 즐기던 '
            '이들도 급하게 소식을 전하기 바빴다.')
    lines = copied(sample(seoga, [text]))
    assert not [l for l in lines if re.match(r'[가-힣] ', l)], lines


def copied(pdf):
    """What a reader copies, line by line, with the spaces that lines end in."""
    if not shutil.which('mutool'):
        raise tap.Skip('no mutool')
    done = subprocess.run(['mutool', 'draw', '-q', '-F', 'text', pdf], capture_output=True, check=True)
    lines = [l for l in done.stdout.decode().replace('\f', '').split('\n') if l]
    return [l for l in lines if l != '제목' and not re.fullmatch(r'\d+', l)]  # furniture


def sample(seoga, paragraphs, *options, lang='ko'):
    seoga.write('a.md', f'---\ntitle: 제목\nlang: {lang}\n---\n\n' + '\n\n'.join(paragraphs) + '\n')
    seoga.ok('a.md', '-o', 'a.pdf', *options)
    return seoga.folder / 'a.pdf'


def test_copying(seoga):
    """Lines run together are the source: a space where an eojeol ends, none where one is cut."""
    for page in ('a4', 'sinkuk', 'b6', '60x120mm'):
        for mode in ('hybrid', 'syllable', 'eojeol'):
            text = ''.join(copied(sample(seoga, PROSE, '--page', page, '--breaks', mode)))
            for paragraph in PROSE:
                assert paragraph in text, (page, mode, text)


def test_search_over_lines(seoga):
    """An eojeol that was cut is found whole."""
    lines = copied(sample(seoga, PROSE, '--page', 'b6', '--breaks', 'syllable'))
    words = set(' '.join(PROSE).split())
    cut = [(a, b) for a, b in zip(lines, lines[1:]) if re.fullmatch('[가-힣]{2}', a[-1] + b[0])]
    assert len(cut) >= 3, lines
    for a, b in cut:
        assert a.split(' ')[-1] + b.split(' ')[0] in words, (a, b)


def test_hyphens_are_soft(seoga):
    text = ('Extraordinarily long words in comparatively narrow columns necessitate hyphenation whenever typographical '
            'considerations predominate over straightforward composition of well-known paragraphs.')
    lines = copied(sample(seoga, [text], '--page', '70x120mm', lang='en'))
    assert sum(l.endswith('\u00ad') for l in lines) >= 2, lines
    assert text in ''.join(lines).replace('\u00ad', ''), lines


tap.main(sys.modules[__name__])
