"""What is copied and searched: the text of the finished PDF against the text of the source, paragraph by paragraph, as
the structure has it and as it stands on the page."""
import re
import shutil
import subprocess
import sys
import unicodedata

import tap

SAMPLES = tap.source_root() / 'samples'
ARTICLES = 50
BLOCKS = re.compile(r'\s*(P|H[1-6]|LBody|Lbl|Caption|TH|TD|TOCI|Note|Code|Formula)\b')
ASIDE = re.compile(r'\s*Reference\b')  # the mark of a note
SIGNS = '*_`[]<>{}$|~^\\&#'             # of Markdown


def run(*command):
    if not shutil.which(command[0]):
        raise tap.Skip(f'no {command[0]}')
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def normal(text):
    return unicodedata.normalize('NFC', text)


def blocks(pdf):
    """Texts of the blocks of the structure, without marks of notes; a line that poppler prints is one string."""
    found, open_blocks, aside = [], [], None
    for line in run('pdfinfo', '-struct-text', pdf).split('\n'):
        depth = len(line) - len(line.lstrip())
        if re.fullmatch(r'\s*".*"', line):
            if aside is None and open_blocks:
                found[open_blocks[-1][1]] += line.strip()[1:-1]
            continue
        if not line.strip() or line.lstrip().startswith(('/', 'Object')):
            continue
        while open_blocks and open_blocks[-1][0] >= depth:
            open_blocks.pop()
        if aside is not None and depth <= aside:
            aside = None
        if ASIDE.match(line) and aside is None and not (open_blocks and open_blocks[-1][2] == 'TOCI'):
            aside = depth
        elif BLOCKS.match(line) and not re.match(r'\s*(Code|Formula) \(inline\)', line):
            found.append('')
            open_blocks.append((depth, len(found) - 1, line.split()[0]))
    return [normal(b).replace('\u00ad', '') for b in found]


def visible(markdown):
    """What a reader sees of paragraphs of the samples' kind of Markdown."""
    text = re.sub(r'\A---\n.*?\n---\n', '', markdown, flags=re.S)
    text = re.sub(r'^(```+).*?^\1\s*$', '', text, flags=re.S | re.M)
    for paragraph in re.split(r'\n\s*\n', text):
        if re.match(r'[가-힣A-Za-z“‘(*]', paragraph) and not re.search(r'^(\s*[-*|>:!<#]|\d+\. )', paragraph, re.M):
            paragraph = re.sub(r'\[\^[^\]]*\]', '', ' '.join(paragraph.split('\n')))
            paragraph = re.sub(r'(\*\*|\*|`|~~|==)(\S.*?)\1', r'\2', paragraph)
            paragraph = re.sub(r'\[([^\]]*)\]\([^)]*\)', r'\1', paragraph)
            if not any(s in paragraph for s in SIGNS):
                yield normal(paragraph).strip()


def missing(paragraphs, pdf):
    have = set(blocks(pdf))
    return [p for p in paragraphs if p not in have]


def test_samples(seoga):
    sources = [SAMPLES / 'bookshelf.md', *sorted((SAMPLES / 'essays').glob('[a-z]*.md'))]
    paragraphs = [p for s in sources for p in visible(s.read_text())]
    assert len(paragraphs) > 20, len(paragraphs)
    for page in ('a4', 'sinkuk', 'a5', 'b6'):
        for mode in ('hybrid', 'syllable', 'eojeol'):
            seoga.ok('-q', *sources, '-o', 'a.pdf', '--page', page, '--breaks', mode)
            lost = missing(paragraphs, seoga.folder / 'a.pdf')
            assert not lost, (page, mode, lost)


def test_latin_words_are_whole(seoga):
    text = ('Extraordinarily long words in comparatively narrow columns necessitate hyphenation whenever typographical '
            'considerations predominate over straightforward composition of well-known paragraphs.')
    seoga.write('a.md', f'---\ntitle: Words\nlang: en\n---\n\n{text}\n')
    seoga.ok('a.md', '-o', 'a.pdf', '--page', '70x120mm')
    assert '-\n' in run('pdftotext', '-raw', seoga.folder / 'a.pdf', '-').replace('\u00ad', '-'), 'no word is parted'
    assert text in blocks(seoga.folder / 'a.pdf')


def plain(article):
    """Paragraphs of a real article that are nothing but text."""
    text = re.sub(r'\A---\n.*?\n---\n', '', article, flags=re.S)
    text = re.sub(r'^(```+|~~~+).*?^\1', '', text, flags=re.S | re.M)
    for paragraph in re.findall(r'(?<=\n\n)[가-힣][^\n]{30,}(?=\n\n)', text):
        if not any(s in paragraph for s in SIGNS) and '://' not in paragraph and not re.search(r'  |[:@]\S', paragraph):
            yield normal(paragraph).strip()


def articles():
    found = sorted((tap.shared() / 'corpus/site/docs/yozm/src').glob('*.md'))[:ARTICLES]
    if len(found) < ARTICLES:
        raise tap.Skip('too few articles')
    return found


def test_real_articles(seoga):
    """Every paragraph, spaces included."""
    paragraphs = [p for a in articles() for p in plain(a.read_text())]
    assert len(paragraphs) > 400, len(paragraphs)
    seoga.ok('-q', *articles(), '-o', 'a.pdf', timeout=200)
    lost = missing(paragraphs, seoga.folder / 'a.pdf')
    print(f'# {len(paragraphs)} paragraphs, {len(lost)} of them not found')
    assert not lost, lost[:3]


def test_reading_order_of_pages(seoga):
    """Lines one after the other are the paragraphs, letter by letter, when those stay on their page."""
    paragraphs = [re.sub(r'\s', '', p) for a in articles() for p in plain(a.read_text())]
    seoga.ok('-q', *articles(), '-o', 'a.pdf', timeout=200)
    for order in (['-raw'], []):
        text = re.sub(r'\s', '', normal(run('pdftotext', *order, seoga.folder / 'a.pdf', '-')))
        share = sum(p in text for p in paragraphs) / len(paragraphs)
        print(f'# {share:.1%} found in a row {order}')
        assert share > 0.9, (order, share)


def test_old_hangul(seoga):
    """Tone marks stand before their syllable on the page and behind it in the text."""
    text = '나〯랏 말〮이 中國에 달아, 밤〯 나〮. 둘째 나〯, \u1112\u119e\u11ab글 \u1112\u119e\u11ab〮글.'
    seoga.write('a.md', f'---\ntitle: 옛글\nlang: ko\n---\n\n{text}\n')
    seoga.ok('a.md', '-o', 'a.pdf')
    assert text in run('pdftotext', '-raw', seoga.folder / 'a.pdf', '-')
    drawn = run('mutool', 'draw', '-q', '-F', 'text', seoga.folder / 'a.pdf')  # looks at glyphs alone
    assert sorted(re.sub(r'\s', '', text)) == sorted(re.sub(r'\s', '', drawn.replace('옛글', '', 1))[:-1]), drawn


def test_emoji_stand_in_their_line(seoga):
    text = '웃음 😀 가족 👨‍👩‍👧 기 🇰🇷 하트 ❤️ 끝.'
    seoga.write('a.md', f'---\ntitle: 그림말\nlang: ko\n---\n\n{text}\n')
    seoga.ok('a.md', '-o', 'a.pdf')
    for order in (['-raw'], [], ['-layout']):
        assert text in run('pdftotext', *order, seoga.folder / 'a.pdf', '-'), order


def test_numbers_of_contents(seoga):
    """They are written when the pages are known, and are text of the contents all the same."""
    seoga.ok('-q', SAMPLES / 'book.yaml', '-o', 'a.pdf')
    pdf = seoga.folder / 'a.pdf'
    pages = run('pdftotext', '-raw', pdf, '-').split('\f')
    lines = next(p for p in pages if p.startswith('차례\n')).split('\n')
    entries = [re.fullmatch(r'(.*\S) (\d+)', l) for l in lines if ' ' in l]
    assert len(entries) >= 8 and all(entries), lines
    in_structure = [b for b in blocks(pdf) if re.search(r'\D\d+$', b)]
    labels = dict(enumerate(run('pdftotext', pdf, '-').split('\f'), 1))
    for entry in entries[:-1]:  # the colophon has no heading
        title = re.sub(r'^제\d+부 ', '', entry[1])
        assert any(title.startswith(l) for l in labels[int(entry[2])].split('\n') if len(l) > 1), entry[0]
        assert any(re.sub(r'\s', '', entry[0]) == re.sub(r'\s', '', b) for b in in_structure), entry[0]


def test_references_on_paper(seoga):
    seoga.write('a.md', '---\ntitle: 하나\n---\n\n앞 글에서 [뒤의 글](b.md)을 가리킨다.\n')
    seoga.write('b.md', '---\ntitle: 둘\n---\n\n뒤 글에서 [앞의 글](a.md)을 가리킨다.\n')
    seoga.ok('-q', 'a.md', 'b.md', '--print', '-o', 'a.pdf')
    pages = run('pdftotext', '-raw', seoga.folder / 'a.pdf', '-').split('\f')
    first, second = (next(n for n, p in enumerate(pages, 1) if w in p) for w in ('앞 글에서', '뒤 글에서'))
    assert f'뒤의 글(p. {second})을' in pages[first - 1] or f'뒤의 글({second}쪽)을' in pages[first - 1], pages[first - 1]
    assert f'앞의 글({first}쪽)을' in pages[second - 1], pages[second - 1]


tap.main(sys.modules[__name__])
