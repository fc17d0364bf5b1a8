"""What Seoga writes keeps every rule of check.py; and check.py sees when a rule is broken."""
import os
import pathlib
import re
import sys

sys.path[:0] = [str(pathlib.Path(__file__).resolve().parent), str(pathlib.Path(__file__).resolve().parents[1] / 'program')]
import tap

DEBIAN = '/usr/bin/python3'
try:
    import check
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String
except ImportError as why:  # Debian's packages are for Debian's Python
    if sys.executable != DEBIAN and os.access(DEBIAN, os.X_OK) and 'SEOGA_DEBIAN' not in os.environ:
        os.execve(DEBIAN, [DEBIAN, *sys.argv], {**os.environ, 'SEOGA_DEBIAN': 'tried'})
    print(f'1..0 # SKIP {why}')
    sys.exit(tap.SKIP)

SAMPLES = tap.source_root() / 'samples'
CASES = tap.source_root() / 'tests/golden/cases'
ARTICLES = 50


def keeps(path):
    found = check.faults(path)
    assert not found, '\n'.join(f'{path.name}: {c}: {w}' for c, w in list(found)[:20])


def made(seoga, *inputs, name='a.pdf'):
    seoga.ok('-q', *inputs, '-o', name, timeout=300)
    return seoga.folder / name


def test_sample_in_every_theme(seoga):
    for options in (['--theme', 'default'], ['--theme', 'print'], ['--theme', 'large'], ['--print'], ['--page', 'b6']):
        keeps(made(seoga, SAMPLES / 'bookshelf.md', *options))
        keeps(made(seoga, SAMPLES / 'book.yaml', *options))


def test_golden_cases(seoga):
    cases = sorted(CASES.glob('*.md'))
    assert len(cases) > 50
    for at in range(0, len(cases), 40):
        keeps(made(seoga, *cases[at:at + 40]))


ODD = '''---
title: "제목 (가\\\\나) <끝"
author: "이름 & \\"별명\\""
lang: "한국어 아님"
---

각주[^가 (나)]와 [^\\\\]

[^가 (나)]: 괄호가 있는 이름.

그림 ![\ue000 \u0007](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==)
와 사사로운 글자 \ue001, 옛 한글 나\u302e 밤\u302f \u1112\u119e\u11ab, 합친 글자 %s.

[한글 주소](https://example.org/길?물음=답&x=%%zz "제목")와 [빈 주소]()와 [\\\\](<a b>).

`\ue002` $\ue003$ $$x$$

| 가 | 나 |
|---|---|
| 다 | \ue004 |
'''


def test_hostile_text(seoga):
    seoga.write('odd.md', ODD % ('e' + '\u0301' * 20000))
    keeps(made(seoga, 'odd.md'))


def test_real_articles(seoga):
    corpus = tap.shared() / 'corpus'
    keeps(made(seoga, corpus / 'seed-article.md'))
    for name in filter(str.strip, (corpus / 'torture.txt').read_text().split('\n')):
        keeps(made(seoga, corpus / 'site' / name.strip()))


def test_bundle(seoga):
    articles = sorted((tap.shared() / 'corpus/site/docs/yozm/src').glob('*.md'))[:ARTICLES]
    keeps(made(seoga, *articles, name='book.pdf'))
    keeps(made(seoga, *articles, '--print', name='print.pdf'))


# What must not pass: how a good file is spoilt, and the clause that is broken.

def elements(pdf, kind):
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get('/S') == '/' + kind and '/P' in o]


def first(pdf, kind, key=None):
    return next(e for e in elements(pdf, kind) if key is None or key in e)


def fonts(pdf):
    return [o for o in pdf.objects if isinstance(o, Dictionary) and o.get('/Subtype') == '/Type0']


def link(pdf, key):
    return next(a for p in pdf.pages for a in p.obj.get('/Annots', []) if key in a)


def rewrite(stream, change):
    data = change(stream.read_bytes())
    stream.write(data)


def page(pdf, change):
    stream = next(p.obj['/Contents'] for p in pdf.pages if not isinstance(p.obj['/Contents'], Array) and
                  {b'TJ', b'/Artifact'} <= set(re.findall(rb'/?\w+', p.obj['/Contents'].read_bytes())))
    rewrite(stream, change)


def put(holder, key, value):
    holder[key] = value


def drop(holder, key):
    del holder[key]


def truetype(pdf):
    return next(f for f in fonts(pdf) if '/CIDToGIDMap' in f['/DescendantFonts'][0])


def compact(pdf):
    return next(f for f in fonts(pdf) if '/FontFile3' in f['/DescendantFonts'][0]['/FontDescriptor'])


def streams(pdf):
    return [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]


def form(pdf):
    return next(s for s in streams(pdf) if s.get('/Subtype') == '/Form')


def ornament(pdf):
    """What paints outlines of glyphs."""
    return next(s for s in streams(pdf) if '/Type' not in s and b' Do Q' in s.read_bytes())


def metadata(old, new):
    return lambda pdf: rewrite(pdf.Root['/Metadata'], lambda d: d.replace(old, new))


SPOILT = {
    'UA 7.3': [lambda p: drop(first(p, 'Figure'), '/Alt')],
    '14.8.5.4': [lambda p: drop(first(p, 'Figure'), '/A')],
    'UA 7.2': [lambda p: put(first(p, 'LI'), '/S', Name.TR),
               lambda p: put(first(p, 'TD'), '/A', Dictionary(O=Name.Table, ColSpan=3)),
               lambda p: drop(p.Root, '/Lang')],
    'UA 7.1': [lambda p: put(first(p, 'P'), '/P', first(p, 'L')),
               lambda p: drop(p.Root, '/StructTreeRoot'),
               lambda p: page(p, lambda d: d + b'0 0 5 5 re f\n'),
               lambda p: page(p, lambda d: re.sub(rb'/Artifact (<<.*?>>) BDC', rb'/Artifact \1 BDC /Artifact \1 BDC EMC', d, 1)),
               lambda p: put(p.Root, '/ViewerPreferences', Dictionary())],
    'UA 7.5': [lambda p: [drop(th, '/A') for th in elements(p, 'TH')]],
    'UA 7.4.2': [lambda p: put(first(p, 'H2'), '/S', Name.H5)],
    'UA 7.9': [lambda p: drop(first(p, 'Note'), '/ID')],
    'UA 7.18.3': [lambda p: drop(p.pages[0].obj, '/Tabs')],
    'UA 7.18.5': [lambda p: drop(link(p, '/A'), '/Contents'), lambda p: drop(link(p, '/A'), '/StructParent')],
    'UA 5': [metadata(b'<pdfuaid:part>1', b'<pdfuaid:part>2')],
    'UA 6.2': [lambda p: put(p.Root, '/MarkInfo', Dictionary(Suspects=True))],
    'A 6.7.4': [lambda p: put(first(p, 'P'), '/Lang', String('한국어'))],
    'A 6.6.4': [metadata(b'<pdfaid:part>2', b'<pdfaid:part>1')],
    'A 6.6.2.1': [metadata(b'<dc:title>', b'<dc:titel>'), metadata(b' id="W5M0', b' bytes="9" id="W5M0'),
                  lambda p: drop(p.Root, '/Metadata')],
    'A 6.6.2.3.1': [metadata(b'<xmp:CreatorTool>', b'<xmp:Nickname>x</xmp:Nickname><xmp:CreatorTool>'),
                    metadata(b'<xmp:CreateDate>', b'<xmp:CreateDate>am ')],
    'A 6.6.2.3.3': [metadata(b'pdfaProperty:category>internal', b'pdfaProperty:category>inside')],
    'A 6.5.1': [lambda p: put(link(p, '/A')['/A'], '/S', Name.Launch)],
    'A 6.3': [lambda p: put(link(p, '/A'), '/F', 6)],
    'A 6.2.2': [lambda p: page(p, lambda d: d + b'0 0 0 0 k\n'), lambda p: drop(p.pages[0].obj['/Resources'], '/Font')],
    'A 6.2.3': [lambda p: rewrite(p.Root['/OutputIntents'][0]['/DestOutputProfile'], lambda d: d[:-4])],
    'A 6.2.4.3': [lambda p: [put(o, '/ColorSpace', Name.DeviceCMYK) for o in p.objects
                             if isinstance(o, pikepdf.Stream) and o.get('/Subtype') == '/Image']],
    'A 6.2.11.4.2': [lambda p: put(compact(p)['/DescendantFonts'][0]['/FontDescriptor'], '/CIDSet', p.make_stream(b'x'))],
    'A 6.2.11.5': [lambda p: put(compact(p)['/DescendantFonts'][0], '/DW', 997),
                   lambda p: put(truetype(p)['/DescendantFonts'][0], '/W', Array([]))],
    'A 6.2.11.7.2': [lambda p: rewrite(compact(p)['/ToUnicode'], lambda d: re.sub(rb'(\n<\w{4}>) <(?!FFFF)\w+>', rb'\1 <FEFF>', d)),
                     lambda p: rewrite(compact(p)['/ToUnicode'], lambda d: re.sub(rb'bfchar\n<\w{4}> <\w+>', b'bfchar', d, 1)),
                     lambda p: rewrite(compact(p)['/ToUnicode'], lambda d: d.replace(b'<FFFF>', b'<00FF>'))],
    'A 6.2.11.7.3': [lambda p: rewrite(compact(p)['/ToUnicode'], lambda d: re.sub(rb'(\n<\w{4}>) <(?!FFFF)\w+>', rb'\1 <E000>', d)),
                     lambda p: put(first(p, 'Figure'), '/Alt', String('\ue000'))],
    'A 6.2.11.8': [lambda p: rewrite(truetype(p)['/DescendantFonts'][0]['/CIDToGIDMap'], lambda d: bytes(len(d)))],
    'A 6.1.13': [lambda p: page(p, lambda d: b'q ' * 29 + d + b'Q ' * 29),
                 lambda p: put(p.pages[0].obj, '/MediaBox', Array([0, 0, 2, 500]))],
    'A 6': [lambda p: put(p.Root, '/OpenAction', Dictionary(S=Name.JavaScript)),
            lambda p: put(p.pages[0].obj, '/AA', Dictionary())],
    'Annex L': [lambda p: put(first(p, 'Code'), '/S', Name.L), lambda p: put(first(p, 'Link'), '/S', Name.Art)],
    '14.8.4.4.2': [lambda p: put(first(p, 'Link'), '/K', Array([]))],
    '14.8.5': [lambda p: put(first(p, 'L'), '/A', Dictionary(O=Name.List, ListNumbering=Name.Stars))],
    '14.7.2': [lambda p: drop(p.Root['/StructTreeRoot'], '/IDTree')],
    '14.6': [lambda p: page(p, lambda d: d.replace(b'ET\n', b'EMC ET\n', 1))],
    '12.3.2': [lambda p: put(link(p, '/Dest'), '/Dest', String('nowhere'))],
    '12.3.3': [lambda p: put(p.Root['/Outlines']['/First'], '/Title', String(''))],
    '12.4.2': [lambda p: put(p.Root['/PageLabels']['/Nums'], 0, 1)],
    '12.6.4.7': [lambda p: put(link(p, '/A')['/A'], '/URI', String('https://example.org/a b'))],
    'own': [lambda p: put(p.trailer['/Info'], '/Title', String('또 다른 제목')),
            lambda p: rewrite(form(p), lambda d: d + b'BT ET '),
            lambda p: rewrite(ornament(p), lambda d: d.replace(b'/Artifact <</Type /Layout>> BDC', b'/Span <<>> BDC'))],
}


def test_spoilt_documents(seoga):
    path = made(seoga, SAMPLES / 'bookshelf.md', *sorted((SAMPLES / 'essays').rglob('*.md')), CASES / 'notes.md')
    assert not check.faults(path)
    for clause, ways in SPOILT.items():
        for number, spoil in enumerate(ways):
            with pikepdf.open(path) as pdf:
                spoil(pdf)
                found = {c for c, _ in check.of_document(pdf)}
            assert clause in found, f'{clause}, way {number}: {found}'


BROKEN = [
    (b'%PDF-1.7', b'%PDF-2.0'), (b'\nstream\n', b'\nstream \n'), (b'\nendstream', b' \nendstream'),
    (b'/Filter /FlateDecode', b'/Filter /LZWDecode..'), (b' 0 obj\n', b' 0 obj '), (b'%%EOF\n', b'%%EOF\nmore'),
    (b'startxref\n', b'startxref\n1'), (b'/ID ', b'/IX '), (b'/Length ', b'/Length 1'),
]


def test_broken_bytes(seoga):
    data = made(seoga, SAMPLES / 'bookshelf.md').read_bytes()
    assert not check.of_bytes(data)
    for old, new in BROKEN:
        assert old in data, old
        at = data.rindex(old)
        assert check.of_bytes(data[:at] + new + data[at + len(old):]), (old, new)


tap.main(sys.modules[__name__])
