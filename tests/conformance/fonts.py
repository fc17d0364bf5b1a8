"""Fonts and the codes shown in them (ISO 32000-1, 9; ISO 19005-2, 6.2.11; ISO 14289-1, 7.21): every code has a
glyph, the width the dictionary says and a Unicode value."""
import io
import re

from fontTools.cffLib import CFFFontSet
from fontTools.misc.psCharStrings import T2WidthExtractor
from fontTools.ttLib import TTFont

PRIVATE = re.compile('[\ue000-\uf8ff\U000f0000-\U0010ffff]')
UNSPEAKABLE = re.compile('[\0\ufeff\ufffe\uffff\ud800-\udfff]')
DESCRIPTOR = ('/FontBBox', '/ItalicAngle', '/Ascent', '/Descent', '/CapHeight', '/StemV', '/Flags')


def widths_of(array):
    found, values, at = {}, list(array), 0
    while at < len(values):
        first = int(values[at])
        if hasattr(values[at + 1], '__len__'):
            found.update((first + i, float(w)) for i, w in enumerate(values[at + 1]))
            at += 2
        else:
            found.update((code, float(values[at + 2])) for code in range(first, int(values[at + 1]) + 1))
            at += 3
    return found


def unicode_of(cmap):
    """bfchar alone: Seoga writes nothing else. Returns None when a block is malformed."""
    found = {}
    if b'1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n' not in cmap:
        return None
    for count, block in re.findall(rb'(\d+) beginbfchar\n(.*?)endbfchar', cmap, re.S):
        pairs = re.findall(rb'<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>\n', block)
        if len(pairs) != int(count) or len(pairs) > 100:
            return None
        for code, text in pairs:
            if int(code, 16) in found:
                return None
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode('utf-16-be', 'surrogatepass')
    return found


class TrueType:
    def __init__(self, descriptor, descendant):
        self.font = TTFont(io.BytesIO(descriptor['/FontFile2'].read_bytes()), lazy=True)
        self.order, self.units = self.font.getGlyphOrder(), self.font['head'].unitsPerEm
        self.map = descendant['/CIDToGIDMap'].read_bytes()
        self.length = descriptor['/FontFile2'].get('/Length1')
        self.sound = int(self.length) == len(descriptor['/FontFile2'].read_bytes())

    def width(self, code):
        """In 1/1000 em; None where there is no glyph."""
        glyph = int.from_bytes(self.map[2 * code:2 * code + 2], 'big')
        if glyph == 0 or glyph >= len(self.order):
            return None
        return self.font['hmtx'][self.order[glyph]][0] * 1000 / self.units


class Compact:
    """CFF, with names or with CIDs."""

    def __init__(self, descriptor, descendant):
        stream = descriptor['/FontFile3']
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(stream.read_bytes()), None)
        self.top = fonts[0]
        self.order, self.shapes = self.top.charset, self.top.CharStrings
        self.keyed, self.known = hasattr(self.top, 'ROS'), set(self.top.charset)
        self.sound = stream.get('/Subtype') == '/CIDFontType0C' and '/CIDToGIDMap' not in descendant
        self.matrix = getattr(self.top, 'FontMatrix', [0.001])[0] * 1000

    def width(self, code):
        name = f'cid{code:05}' if self.keyed else self.order[code] if code < len(self.order) else None
        if name not in self.known or code == 0:
            return None
        shape, part = self.shapes.getItemAndSelector(name)
        private = self.top.FDArray[part or 0].Private if self.keyed else self.top.Private
        reader = T2WidthExtractor(getattr(private, 'Subrs', []), self.top.GlobalSubrs,
                                  getattr(private, 'nominalWidthX', 0), getattr(private, 'defaultWidthX', 0))
        reader.execute(shape)
        return reader.width * self.matrix


class Font:
    def __init__(self, font, say):
        self.say, self.codes, self.checked = say, {}, {}
        self.name = str(font.get('/BaseFont', ''))
        descendant = font['/DescendantFonts'][0]
        descriptor = descendant['/FontDescriptor']
        self.widths = widths_of(descendant.get('/W', []))
        self.usual = float(descendant.get('/DW', 1000))
        self.unicode = unicode_of(font['/ToUnicode'].read_bytes())
        kind = Compact if '/FontFile3' in descriptor else TrueType
        self.program = kind(descriptor, descendant)
        self.check_dictionaries(font, descendant, descriptor)

    def check_dictionaries(self, font, descendant, descriptor):
        name = str(descriptor['/FontName'])
        if not re.fullmatch(r'/[A-Z]{6}\+\S+', name) or str(descendant['/BaseFont']) != name:
            self.say('9.6.4', f'{self.name}: names of its parts differ')
        if self.name not in (name, name + '-Identity-H') or font['/Encoding'] != '/Identity-H':
            self.say('9.7.6', f'{self.name}: {font["/Encoding"]}')
        for key in DESCRIPTOR:
            if key not in descriptor:
                self.say('9.8', f'{self.name} without {key}')
        if int(descriptor['/Flags']) & 36 != 4:
            self.say('9.8.2', f'{self.name} is not symbolic')
        if '/CIDSet' in descriptor:
            self.say('A 6.2.11.4.2', f'{self.name} has a CIDSet')
        if not self.program.sound:
            self.say('A 6.2.11.2', f'{self.name}: its program is not as described')
        if self.unicode is None:
            self.say('A 6.2.11.7.2', f'{self.name}: ToUnicode is malformed')
            self.unicode = {}

    def check_code(self, code):
        width, said = self.program.width(code), self.widths.get(code, self.usual)
        if width is None:
            self.say('A 6.2.11.8', f'{self.name}: code {code} has no glyph')
        elif abs(width - said) > 1:
            self.say('A 6.2.11.5', f'{self.name}: code {code} is {width:.1f} wide, not {said:.1f}')
        text = self.unicode.get(code)
        if not text:
            self.say('A 6.2.11.7.2', f'{self.name}: code {code} says nothing')
        elif UNSPEAKABLE.search(text):
            self.say('A 6.2.11.7.2', f'{self.name}: code {code} says {text!r}')
        return bool(text and PRIVATE.search(text))

    def show(self, data, spoken):
        """A string shown; `spoken`: inside an ActualText."""
        if len(data) % 2:
            self.say('9.7.6', f'{self.name}: half a code')
        for at in range(0, len(data) - 1, 2):
            code = data[at] << 8 | data[at + 1]
            if code not in self.checked:
                self.checked[code] = self.check_code(code)
            if self.checked[code] and not spoken:
                self.say('A 6.2.11.7.3', f'{self.name}: code {code} is private and has no ActualText')
