"""The structure tree of a tagged PDF: what may stand in what (ISO 32000-1, 14.8.4, with the relations that ISO
32000-2, annex L, and ISO/TS 32005 spell out), and what PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2, 6.7) ask of
elements."""
import re

from pikepdf import Array, Dictionary, Name

INLINE = 'Span Quote Note Reference BibEntry Code Link Annot Ruby Warichu Figure Formula Form'.split()
HEADS = ['H', 'Hn']
GROUPS = 'Part Art Sect Div BlockQuote Caption Index'.split()
BLOCKS = ['P', *HEADS, 'L', 'Lbl', 'Table']
STANDALONE = 'Note Code Link Annot Figure Formula Form'.split()
ANYWHERE = ['NonStruct', 'Private']

# What each type may hold.
KIDS = {
    'StructTreeRoot': ['Document'],
    'Document': 'Document Part Art Sect Div BlockQuote TOC Index P H Hn L Table'.split() + STANDALONE,
    'Part': ['Document', *GROUPS, 'TOC', 'TOCI', *BLOCKS, *STANDALONE, 'Reference', 'BibEntry'],
    'Art': 'Part Sect Div BlockQuote Caption TOC Index'.split() + BLOCKS + STANDALONE,
    'Sect': 'Part Art Sect Div BlockQuote Caption TOC Index'.split() + BLOCKS + STANDALONE,
    'Div': 'Part Art Sect Div BlockQuote Caption TOC Index'.split() + BLOCKS + STANDALONE,
    'BlockQuote': 'Document Part Art Sect Div Caption TOC Index'.split() + BLOCKS + STANDALONE + ['Reference'],
    'TOC': ['TOC', 'TOCI'],
    'TOCI': ['Div', 'TOC', 'P', 'Lbl', 'Reference'],
    'P': ['L', 'Lbl', *INLINE],
    'Hn': ['Art', 'Sect', 'Lbl', *INLINE],
    'H': ['Art', 'Sect', 'Lbl', *INLINE],
    'Lbl': INLINE,
    'Span': ['Lbl', *INLINE],
    'Quote': ['Lbl', *INLINE],
    'Note': [*GROUPS, 'P', 'L', 'Lbl', 'Table', *INLINE],
    'Code': 'Part Div Span Note Reference BibEntry Link Annot'.split(),
    'Link': [*GROUPS[:-1], *BLOCKS, *(t for t in INLINE if t != 'Link')],
    'Reference': 'Lbl Span Note BibEntry Link Annot Figure'.split(),
    'L': ['Caption', 'L', 'LI'],
    'LI': ['Div', 'Lbl', 'LBody'],
    'LBody': [*GROUPS, 'P', *HEADS, 'L', 'Table', *INLINE],
    'Table': 'Caption TR THead TBody TFoot'.split(),
    'THead': ['TR'],
    'TBody': ['TR'],
    'TFoot': ['TR'],
    'TR': ['TH', 'TD'],
    'TH': 'Art Sect Div Index'.split() + BLOCKS + INLINE,
    'TD': 'Art Sect Div Index'.split() + BLOCKS + INLINE,
    'Caption': [*(g for g in GROUPS if g != 'Caption'), *BLOCKS, *INLINE],
    'Figure': [*GROUPS, *BLOCKS, *INLINE],
    'Formula': 'Part Div BlockQuote Caption Index'.split() + BLOCKS + INLINE,
    'Ruby': ['RB', 'RT', 'RP'],
}
ONCE = {'BlockQuote': ['Caption', 'H'], 'L': ['Caption'], 'LBody': ['Caption', 'H'], 'Table': ['THead', 'TFoot', 'Caption'],
        'Figure': ['Caption', 'H'], 'Formula': ['Caption', 'H'], 'TH': ['H'], 'TD': ['H'], 'Caption': ['H'],
        'Hn': ['Art', 'Sect'], 'StructTreeRoot': ['Document'], 'Document': ['H'], 'Sect': ['H']}
# Types that hold no content of their own.
HOLLOW = 'StructTreeRoot Document Part Art Sect Div TOC L Table TR THead TBody TFoot'.split()
PARENTS = {'LI': ['L'], 'LBody': ['LI'], 'TOCI': ['TOC'], 'TR': ['Table', 'THead', 'TBody', 'TFoot'], 'TH': ['TR'],
           'TD': ['TR'], 'THead': ['Table'], 'TBody': ['Table'], 'TFoot': ['Table']}
MAY_BE_EMPTY = ['TH', 'TD', 'TR', 'THead', 'TBody']
# ISO 32000-1, 14.8.5: what our owners may say.
ATTRIBUTES = {
    '/Layout': {'/Placement': ['/Block', '/Inline', '/Before', '/Start', '/End'], '/BBox': None,
                '/TextDecorationType': ['/None', '/Underline', '/Overline', '/LineThrough']},
    '/List': {'/ListNumbering': ['/None', '/Disc', '/Circle', '/Square', '/Decimal', '/UpperRoman', '/LowerRoman',
                                 '/UpperAlpha', '/LowerAlpha']},
    '/Table': {'/Scope': ['/Row', '/Column', '/Both'], '/ColSpan': None, '/RowSpan': None, '/Headers': None,
               '/Summary': None},
}
LANGUAGE = re.compile(r'[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*')
UNSPEAKABLE = re.compile('[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ue000-\uf8ff\U000f0000-\U0010ffff]')


def listed(value):
    return [] if value is None else list(value) if isinstance(value, Array) else [value]


class Element:
    def __init__(self, obj, kind, parent):
        self.obj, self.kind, self.parent = obj, kind, parent
        self.kids, self.marks, self.objects = [], 0, []

    def attributes(self):
        return listed(self.obj.get('/A'))

    def attribute(self, owner, key, default):
        for a in self.attributes():
            if a.get('/O') == owner and key in a:
                return a[key]
        return default

    def path(self):
        return (self.parent.path() + '/' if self.parent else '') + self.kind


class Structure:
    """Walks the tree once; `say(clause, what)` is told of every fault."""

    def __init__(self, pdf, say):
        self.say, self.root = say, pdf.Root.get('/StructTreeRoot')
        self.roles = {str(k): str(v) for k, v in self.root.get('/RoleMap', Dictionary()).items()}
        self.elements = []
        self.top = Element(self.root, 'StructTreeRoot', None)
        self.read()

    def kind(self, obj):
        name, seen = str(obj['/S']), set()
        while name[1:] not in KIDS and name in self.roles and name not in seen:
            seen.add(name)
            name = self.roles[name]
        return 'Hn' if re.fullmatch('/H[1-6]', name) else name[1:]

    def read(self):
        todo, seen = [self.top], set()
        while todo:
            e = todo.pop()
            for kid in listed(e.obj.get('/K')):
                if isinstance(kid, int) or '/MCID' in kid:
                    e.marks += 1
                elif kid.get('/Type') == Name.OBJR:
                    e.objects.append(kid['/Obj'])
                elif kid.objgen in seen:
                    self.say('14.7.2', f'element {kid.objgen} has two parents')
                else:
                    seen.add(kid.objgen)
                    e.kids.append(Element(kid, self.kind(kid), e))
                    if kid.get('/P').objgen != e.obj.objgen:
                        self.say('UA 7.1', f'{e.kids[-1].path()} does not name its parent')
            self.elements.append(e)
            todo += reversed(e.kids)

    def check(self):
        for e in self.elements:
            self.check_place(e)
            if e is not self.top:
                self.check_texts(e)
                self.check_attributes(e)
        for e in self.elements:
            if e.kind == 'Table':
                self.check_table(e)
        self.check_headings()
        self.check_notes()
        for k, v in self.roles.items():
            if k[1:] in KIDS or re.fullmatch('/H[1-6]', k):
                self.say('UA 7.1', f'the standard type {k} is mapped to {v}')

    def check_place(self, e):
        if e.kind not in KIDS:
            self.say('Annex L', f'{e.path()} is of no type this checker knows')
            return
        kinds = [k.kind for k in e.kids]
        for kind in kinds:
            if kind not in KIDS[e.kind] and kind not in ANYWHERE:
                self.say('Annex L', f'{e.path()} holds {kind}')
        for kind in ONCE.get(e.kind, []):
            if kinds.count(kind) > 1:
                self.say('Annex L', f'{e.path()} holds {kind} more than once')
        if e.kind in HOLLOW and e.marks + len(e.objects):
            self.say('Annex L', f'{e.path()} holds content of its own')
        if e.kind in PARENTS and e.parent.kind not in PARENTS[e.kind]:
            self.say('UA 7.2', f'{e.path()}: {e.kind} cannot stand there')
        if 'Caption' in kinds and kinds.index('Caption') not in (0, len(kinds) - 1):
            self.say('14.8.4', f'{e.path()}: a caption in the middle')
        if e.kind in ('L', 'TOC') and 'Caption' in kinds[1:]:
            self.say('UA 7.2', f'{e.path()}: a caption that is not first')
        if not (e.kids or e.marks or e.objects or e.kind in MAY_BE_EMPTY):
            self.say('own', f'{e.path()} holds nothing')

    def check_texts(self, e):
        lang = e.obj.get('/Lang')
        if lang is not None and not LANGUAGE.fullmatch(str(lang)):
            self.say('A 6.7.4', f'{e.path()}: Lang {lang}')
        for key in ('/Alt', '/ActualText', '/E', '/T'):
            if key in e.obj and UNSPEAKABLE.search(str(e.obj[key])):
                self.say('A 6.2.11.7.3', f'{e.path()}: {key} {str(e.obj[key])!r:.60}')
        said = str(e.obj.get('/Alt', '')).strip() or '/ActualText' in e.obj
        if e.kind in ('Figure', 'Formula') and not said:
            self.say('UA 7.3', f'{e.path()} without Alt')
        if e.kind == 'Figure' and e.attribute('/Layout', '/BBox', None) is None:
            self.say('14.8.5.4', f'{e.path()} without BBox')
        if e.kind == 'Link' and not e.objects:
            self.say('14.8.4.4.2', f'{e.path()} without an annotation')
        if e.objects and e.kind != 'Link':
            self.say('UA 7.18', f'{e.path()} holds an annotation')

    def check_attributes(self, e):
        for a in e.attributes():
            known = ATTRIBUTES.get(str(a.get('/O')))
            if known is None:
                self.say('14.7.5', f"{e.path()}: attributes of {a.get('/O')}")
                continue
            for key, value in a.items():
                if key != '/O' and key not in known:
                    self.say('14.8.5', f'{e.path()}: {key}')
                elif known.get(key) and str(value) not in known[key]:
                    self.say('14.8.5', f'{e.path()}: {key} {value}')

    def check_table(self, table):
        """No cell on another, rows and columns of one length, a header for each cell (ISO 14289-1, 7.2 and 7.5)."""
        rows = [r for k in table.kids for r in (k.kids if k.kind in ('THead', 'TBody', 'TFoot') else [k])
                if r.kind == 'TR']
        taken, headed, cells = set(), [set(), set()], []
        for y, row in enumerate(rows):
            x = 0
            for cell in row.kids:
                while (y, x) in taken:
                    x += 1
                width, height = (int(cell.attribute('/Table', k, 1)) for k in ('/ColSpan', '/RowSpan'))
                spots = {(y + i, x + k) for i in range(height) for k in range(width)}
                if spots & taken:
                    self.say('UA 7.2', f'{cell.path()} lies on another cell')
                taken |= spots
                scope = str(cell.attribute('/Table', '/Scope', ''))
                if cell.kind == 'TH' and not scope:
                    self.say('UA 7.5', f'{cell.path()} without Scope')
                headed[0] |= {s[1] for s in spots} if scope in ('/Column', '/Both') else set()
                headed[1] |= {s[0] for s in spots} if scope in ('/Row', '/Both') else set()
                if cell.kind == 'TD':
                    cells.append((cell, spots))
                x += width
        columns = max((s[1] for s in taken), default=-1) + 1
        if taken != {(y, x) for y in range(len(rows)) for x in range(columns)}:
            self.say('UA 7.2', f'{table.path()}: its cells do not fill {len(rows)} rows of {columns}')
        for cell, spots in cells:
            if not any(s[1] in headed[0] or s[0] in headed[1] for s in spots):
                self.say('UA 7.5', f'{cell.path()} has no header')

    def check_headings(self):
        last = 0
        for e in self.elements:
            if e.kind == 'Hn':
                level = int(str(e.obj['/S'])[2:])
                if level > last + 1:
                    self.say('UA 7.4.2', f'H{level} after H{last}')
                last = level
            elif e.kind == 'H':
                self.say('UA 7.4.4', 'H beside Hn')

    def check_notes(self):
        ids, tree = {}, self.names(self.root.get('/IDTree'))
        for e in self.elements:
            name = e.obj.get('/ID')
            if e.kind == 'Note' and (name is None or not bytes(name)):
                self.say('UA 7.9', f'{e.path()} without ID')
            if name is None:
                continue
            if bytes(name) in ids:
                self.say('UA 7.9', f'ID {name} twice')
            ids[bytes(name)] = e.obj.objgen
        if tree != ids:
            self.say('14.7.2', 'the IDTree does not hold what the elements say')

    def names(self, node):
        """A name tree as a dictionary; its leaves are in order and within their limits."""
        found = {}
        if node is None:
            return found
        for kid in node.get('/Kids', []):
            part = self.names(kid)
            limits = [bytes(x) for x in kid['/Limits']]
            if list(part) != sorted(part) or limits != [min(part), max(part)]:
                self.say('7.9.6', 'a leaf of a name tree is not within its limits')
            if found and part and max(found) >= min(part):
                self.say('7.9.6', 'leaves of a name tree are not in order')
            found.update(part)
        flat = list(node.get('/Names', []))
        found.update((bytes(k), v.objgen if v.is_indirect else v) for k, v in zip(flat[::2], flat[1::2]))
        return found


def check(pdf, say):
    if '/StructTreeRoot' not in pdf.Root:
        say('UA 7.1', 'no structure')
        return
    Structure(pdf, say).check()
