#!/usr/bin/env python3
"""What holds of every page, whatever is on it: nothing leaves the type area, no line lies on another, slots are
filled. Looked at through --dump-pages: many themes and sizes, the golden cases and articles made to be difficult."""
import re
import shutil
import subprocess
import sys

import tap

GOLDEN = tap.source_root() / 'tests/golden/cases'
SAMPLE = tap.source_root() / 'samples/bookshelf.md'
NUMBER = r'(-?\d+\.\d\d)'
RUN = re.compile(rf'run (\w+)(?: (\w+):\d+)? {NUMBER} {NUMBER} {NUMBER} (\S+) {NUMBER} #\w+ "(.*)"$')
BOX = re.compile(rf'(rect|frame|image) (\w+)(?: \w+:\d+)? {NUMBER} {NUMBER} {NUMBER} {NUMBER}')
LATE = re.compile(rf'late (\w+)(?: \w+:\d+)? {NUMBER} {NUMBER} {NUMBER} slot (\d+)$')

PAGES = {'a4': (98.14, 399, 73, 753.3), 'sinkuk': (65.43, 300, 72, 545.3), 'A5': (62.51, 294.5, 72, 502.3),
         'b6': (55.42, 252, 64, 452.2)}
OPENING, CLOSING = tuple('‘“"\'([「『《〈'), tuple('.,、。’”"\')]」』》〉!?:;-‐–…·%/')
FURNITURE = {'header', 'footer'}


class Page:
    def __init__(self, head):
        self.number = int(head.split()[1])
        self.height = float(head.split()[-1])
        self.runs, self.boxes, self.slots = [], [], []
        self.turned = None  # what is set across


def pages_of(seoga, *args):
    pages, filled = [], set()
    for line in seoga.ok('-q', '--dump-pages', *args).stdout.decode().splitlines():
        if line.startswith('page '):
            pages.append(Page(line))
            head = line
        page = pages[-1]
        if line.startswith('turned '):
            page.turned = page = page.turned or Page(head)
            line = line[len('turned '):]
        if line.startswith('page '):
            pass
        elif line.startswith('slot '):
            filled.add(int(line.split()[1]))
        elif filled:
            continue  # what stands in a slot has the slot's coordinates
        elif m := RUN.match(line):
            role, _, x, y, width, _, size, text = m.groups()
            page.runs.append((role, float(x), float(y), float(width), float(size), text))
        elif m := BOX.match(line):
            page.boxes.append((m[1], m[2], *map(float, m.groups()[2:])))
        elif m := LATE.match(line):
            page.slots.append((float(m[2]), float(m[4]), int(m[5])))
    return pages, filled


def check_area(page, area, mirror):
    left, measure, top, bottom = area
    left += mirror if page.number % 2 else -mirror
    for role, x, y, width, size, text in page.runs:
        if role in FURNITURE:
            continue
        before = size / 2 if text[:1] in OPENING else 0.02 * size  # signs hang at the edges
        after = 0.6 * size if text.rstrip()[-1:] in CLOSING else 0.4
        after += size * 0.3 * (len(text) - len(text.rstrip()))
        assert left - before - 0.05 <= x and x + width <= left + measure + after, (page.number, role, x, width, text)
        assert top - 1 <= y - 0.6 * size and y <= bottom + 2.8, (page.number, role, y, size, text)
    for kind, role, x, y, width, height in page.boxes:
        assert x >= left - 0.6 and x + width <= left + measure + 0.6, (page.number, kind, role, x, width)
        assert y >= top - 4 and y + height <= bottom + 4, (page.number, kind, role, y, height)
    for x, width, _ in page.slots:
        assert x >= left - 0.1 and x + width <= left + measure + 0.5, (page.number, x, width)


def is_cover(page):
    """Its ground goes over the edges."""
    return any(kind == 'rect' and x < 0 and y < 0 for kind, _, x, y, *_ in page.boxes)


def check_cover(page):
    _, _, x, y, width, height = page.boxes[0]
    edge, right = 0.1 * (width + 2 * x), 0.9 * (width + 2 * x)
    for _, left, baseline, length, size, text in page.runs:
        assert edge - 0.1 * size <= left and left + length <= right + 0.5 * size, (left, length, text)
        assert edge < baseline < height + 2 * y - edge / 2, (baseline, text)
    assert all(box[2] >= edge - 0.1 for box in page.boxes[1:])


def check_lines(page):
    """Baselines nearer to each other than letters are high belong to one line or to text side by side."""
    runs = sorted((r for r in page.runs if r[5].strip()), key=lambda r: r[2])
    for i, (_, x, y, width, size, text) in enumerate(runs):
        for _, x2, y2, width2, size2, text2 in runs[i + 1:]:
            if y2 - y > 0.62 * size2:
                break
            shifted = min(size, size2) < 0.8 * max(size, size2)  # marks of notes, sub- and superscripts
            apart = x2 >= x + width - 0.06 * size or x >= x2 + width2 - 0.06 * size2
            assert apart or shifted or y2 == y and text == text2, (page.number, y, text, y2, text2)


def check(seoga, area, mirror, *args):
    pages, filled = pages_of(seoga, *args)
    assert pages and [p.number for p in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        if is_cover(page):
            check_cover(page)
        else:
            check_area(page, area, mirror)
        check_lines(page)
        if page.turned:
            left, measure, top, bottom = area
            left += (mirror if page.number % 2 else -mirror)
            check_area(page.turned, (page.height - bottom, bottom - top, left, left + measure), 0)
            check_lines(page.turned)
    slots = [s for page in pages for p in (page, page.turned) if p for _, _, s in p.slots]
    assert filled >= set(slots) and len(slots) == len(set(slots))
    return pages


def test_golden_cases(seoga):
    for case in sorted(GOLDEN.glob('*.md')):
        for name in ('a4', 'b6'):
            check(seoga, PAGES[name], 0, '--page', name, case)


def test_book_on_every_page_size(seoga):
    articles = [SAMPLE, GOLDEN / 'look-tech.md', GOLDEN / 'tables-tasks-notes.md', GOLDEN / 'structure.md']
    for name, area in PAGES.items():
        pages = check(seoga, area, 0, '--page', name, '--title', '아주 ' * 12 + '긴 제목', *articles)
        assert len(pages) > 10
        check(seoga, area, 6, '--page', name, '--print', *articles)


def word(n):
    return '가나다라마바사아자차카타파하'[n % 14] * (n % 7 + 1)


def prose(n):
    return ' '.join(word(i * n) for i in range(n)) + '.'


DIFFICULT = {
    'caption': '![' + prose(2500) + '](missing.png)\n\n' + prose(30),
    'card': '```component VPCard\n{"title": "' + prose(900) + '", "desc": "' + prose(900) +
            '", "link": "https://example.org/' + 'a' * 300 + '"}\n```\n\n' + prose(30),
    'row': '| 가 | 나 |\n|---|---|\n| ' + prose(2000) + ' | ' + prose(40) + ' |\n| 1 | 2 |\n',
    'columns': '|' + '긴단어들의모임|' * 24 + '\n' + '|---' * 24 + '|\n' + '|셀하나|' * 24 + '\n',
    'spans': '<table><tr><td rowspan="40">' + prose(300) + '</td><td>1</td></tr>' +
             ''.join(f'<tr><td>{prose(i % 9 + 1)}</td></tr>' for i in range(60)) + '</table>\n',
    'head': '<table><tr><th>' + prose(700) + '</th><th>나</th></tr>' + '<tr><td>1</td><td>2</td></tr>' * 90 + '</table>\n',
    'code': '```c title="' + '긴 이름 ' * 40 + '"\n' + 'x' * 900 + '\n' + 'f(a, b);\n' * 120 + '```\n',
    'nest': ''.join('  ' * i + '- ' + prose(12) + '\n' for i in range(30)),
    'numbers': ''.join(f'{n}. {prose(9)}\n' for n in range(995, 1015)) + '\n\n' +
               '1. 가\n' + ''.join(f'   1. {prose(3)}\n' for _ in range(120)),
    'quotes': '\n'.join('> ' * i + prose(20) + '\n' + '>' * i for i in range(1, 20)),
    'callouts': '::: tip ' + prose(60) + '\n\n' + prose(1500) + '\n\n```c\n' + 'f(a, b);\n' * 90 + '```\n\n:::\n',
    'tabs': '::: tabs\n\n@tab ' + prose(60) + '\n\n' + prose(900) + '\n\n@tab 나\n\n' + prose(30) + '\n\n:::\n',
    'notes': ' '.join(f'{word(i)}[^{i}]' for i in range(60)) + '\n\n' +
             '\n\n'.join(f'[^{i}]: {prose(i * 5 + 1)}' for i in range(60)) + '\n',
    'signs': '```\n' + 'ǒa⠼b※c①d…e㎝f😀g한h\n' * 3 + '```\n',
    'math': '$$\n' + 'x + y + ' * 400 + '\n$$\n',
    'word': '![a](x.png) ' + 'a' * 2000 + ' ' + '가' * 2000 + ' `' + 'b' * 900 + '`\n',
}


def test_difficult_articles(seoga):
    for name, text in DIFFICULT.items():
        path = seoga.write(name + '.md', f'---\ntitle: {name}\n---\n\n{prose(200)}\n\n{text}\n')
        for size in ('a4', 'b6'):
            try:
                check(seoga, PAGES[size], 0, '--page', size, path)
            except AssertionError as why:
                raise AssertionError(f'{name} on {size}: {why}') from why


WIDE = ('|' + '긴단어들의모임|' * 12 + '\n' + '|---' * 12 + '|\n' +
        ''.join(f'| {n}번줄의첫자리말 |' + '띄어쓰지않은아주긴말|' * 11 + '\n' for n in range(1, 61)))


def test_wide_tables_lie_across(seoga):
    """On pages of their own, each with the head, every row once; what is around stands as before."""
    path = seoga.write('a.md', f'---\ntitle: 제목\n---\n\n앞글입니다.\n\n{WIDE}\n뒷글입니다.\n')
    pages = check(seoga, PAGES['a4'], 0, path)
    across = [p for p in pages if p.turned]
    assert len(across) > 1 and [p.number for p in across] == list(range(2, len(pages)))
    for page in across:
        assert all(r[0] in FURNITURE for r in page.runs), page.runs
        assert sum(r[5].startswith('긴단') for r in page.turned.runs) == 12
    heads = [r[0] for page in across for r in page.turned.runs if r[5].startswith('긴단')]
    assert heads.count('content') == 12 and heads.count('decoration') == 12 * (len(across) - 1)
    rows = ''.join(r[5].strip() for page in across for r in page.turned.runs if r[0] == 'content')
    assert all(rows.count(f'{n}번줄의첫자리말') == 1 for n in range(10, 61))
    assert '앞글입니다.' in [r[5] for r in pages[0].runs] and '뒷글입니다.' in [r[5] for r in pages[-1].runs]
    seoga.ok('-q', path, '-o', 'a.pdf')
    if shutil.which('pdfinfo'):
        done = subprocess.run(['pdfinfo', '-l', '99', seoga.folder / 'a.pdf'], capture_output=True, check=True)
        seen = re.findall(r'^Page +(\d+) rot: +90$', done.stdout.decode(), re.M)
        assert seen == [str(p.number) for p in across], 'a screen shows them upright'
    seoga.write('flat.yaml', 'base: default\ntable: {turn: false}\n')
    assert not [p for p in check(seoga, PAGES['a4'], 0, '--theme', seoga.folder / 'flat.yaml', path) if p.turned]
    box = seoga.write('b.md', f'# 제목\n\n::: tip\n\n{WIDE}\n:::\n')
    assert not [p for p in pages_of(seoga, box)[0] if p.turned]


def test_sizes_are_read_as_people_write_them(seoga):
    path = seoga.write('a.md', '# 제목\n\n글입니다.\n')
    first = [seoga.ok('--dump-pages', '--page', size, path).stdout.splitlines()[0] for size in
             ('210x297mm', '210x297', '210X297MM')]
    assert len(set(first)) == 1 and b'595.28 841.89' in first[0]
    assert seoga.run('--dump-pages', '--page', '210x297in', path).returncode == 2


def test_addresses_on_paper(seoga):
    """Once each, numbered with the author's notes; not where the text says them."""
    path = seoga.write('a.md', '# 제목\n\n[서가](https://example.org/a)와 글[^1], [또 서가](https://example.org/a), '
                               '<https://example.org/b>, [책](https://example.org/c/).\n\n[^1]: 각주입니다.\n')
    runs = [r for page in pages_of(seoga, '--print', path)[0] for r in page.runs]
    assert [r[5] for r in runs if re.fullmatch(r'\d\)', r[5])] == ['1)', '2)', '3)', '1)', '2)', '3)']
    assert [r[5] for r in runs if 'example.org/a' in r[5]] == ['https://example.org/a']
    assert [r[5] for r in runs if 'example.org/b' in r[5]] == ['https://example.org/b']
    assert not [r for page in pages_of(seoga, path)[0] for r in page.runs if r[5] == '2)']
    assert seoga.run('--print', path, '-o', 'a.epub', '-o', 'a.pdf').returncode == 2


def test_addresses_in_a_list(seoga):
    """At the end of each article, in the order of reading; the text refers to them by number."""
    path = seoga.write('a.md', '# 제목\n\n[하나](https://example.org/z)와 글[^1], [또 하나](https://example.org/z), '
                               '<https://example.org/b>, [둘](https://example.org/a/).\n\n[^1]: 각주입니다.\n')
    seoga.write('list.yaml', 'base: default\nreferences: {links: list}\n')
    for options in (('--print', '--links', 'list'), ('--theme', seoga.folder / 'list.yaml')):
        texts = [r[5] for page in pages_of(seoga, *options, path)[0] for r in page.runs if r[0] not in FURNITURE]
        assert [t for t in texts if re.fullmatch(r'\[\d\]', t)] == ['[1]', '[2]'], texts
        end = texts[texts.index('링크 주소'):]
        assert [t for t in end if 'example' in t] == ['https://example.org/z', 'https://example.org/a/'], end
        assert [t for t in texts if t == '1)'] == ['1)'] * 2, 'the note, and no other'
    assert '링크 주소' not in [r[5] for r in pages_of(seoga, '--print', '--links', 'plain', path)[0][0].runs]
    assert seoga.run('--links', 'foot', path, '-o', 'a.pdf').returncode == 2
    assert seoga.run('--links', 'list', path, '-o', 'a.epub', '-o', 'a.pdf').returncode == 2


ROOT = tap.source_root()
LOOKS = [SAMPLE, *sorted((ROOT / 'samples/essays').glob('[a-z]*.md')), GOLDEN / 'look-tech.md', GOLDEN / 'look-article.md']
GRID = {'a4': (86, 18, 10.5), 'sinkuk': (85, 17, 10), 'a5': (85, 16, 9.5), 'b6': (76, 15, 9)}


def body_lines(page, left, size):
    """Baselines of lines that begin at the text's edge or one em in, in the type of the body."""
    lines = {}
    for role, x, y, _, s, text in page.runs:
        if role == 'content' and y not in lines or role == 'content' and x < lines[y][0]:
            lines[y] = x, s, text
    edges = (left, left + size)
    return [(y, text) for y, (x, s, text) in lines.items() if s == size and min(abs(x - e) for e in edges) < 0.1]


def test_body_lines_stand_on_the_grid(seoga):
    """Whatever stands between them."""
    for name, (first, step, size) in GRID.items():
        left, count = PAGES[name if name in PAGES else name.upper()][0], 0
        for article in LOOKS:
            for page in pages_of(seoga, '--page', name, article)[0]:
                for y, text in body_lines(page, left, size):
                    off = (y - first) % step
                    assert min(off, step - off) < 0.03, (name, article.name, page.number, y, text)
                    count += 1
        assert count > 80, (name, count)


def test_large_print_is_large(seoga):
    for article in [*LOOKS, GOLDEN / 'inlines.md', GOLDEN / 'tables-turned.md', ROOT / 'samples/book.yaml']:
        for page in pages_of(seoga, '--theme', 'large', article)[0]:
            for run in page.runs + (page.turned.runs if page.turned else []):
                assert run[0] == 'decoration' or run[4] >= 11, (article.name, page.number, run)


def test_print_has_ink_only(seoga):
    """One grey, no ground else, no line below 0.4 pt; the signs of a diff keep their colours."""
    inks = {'1A1A1A', '2E2E2E', '454545', '5E5E5E', '8C8C8C', 'EDEDED'}
    for article in LOOKS + [GOLDEN / 'inlines.md', GOLDEN / 'tables-tasks-notes.md']:
        for line in seoga.ok('-q', '--dump-pages', '--theme', 'print', article).stdout.decode().splitlines():
            colours = set(re.findall(r' #([0-9A-F]{6})(?= "|$)', line))
            assert colours <= inks or re.search(r'"[-+−!]"$', line), line
            if m := re.match(rf'rect (\w+)(?: \w+:\d+)? {NUMBER} {NUMBER} {NUMBER} {NUMBER}', line):
                assert min(float(m[4]), float(m[5])) >= 0.4, line
            if m := re.match(rf'line .* {NUMBER} #', line):
                assert float(m[1]) >= 0.4, line


tap.main(sys.modules[__name__])
