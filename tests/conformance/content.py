"""Page contents (ISO 32000-1, 7.8, 8 and 9): operators and their order, resources, marked content, images, and the
codes shown in fonts."""
import re

import pikepdf
from fonts import UNSPEAKABLE, Font
from pikepdf import Array, Dictionary, Name

PAINTERS = set('S s f F f* B B* b b* Do TJ Tj sh'.split())
OPERATORS = PAINTERS | set('q Q cm w d re m l c h g G rg RG BT ET Tf Td Tm Ts Tz TJ BDC BMC EMC W n Tr'.split())
IN_TEXT = set('ET Tf Td Tm Ts Tz Tr Tj TJ BDC BMC EMC g rg G RG w d'.split())
OUTLINE = set('m l c h f'.split())
NEST_LIMIT, STRING_LIMIT = 28, 32767
CHANNELS = {'/DeviceGray': 1, '/DeviceRGB': 3}
LANGUAGE = re.compile(r'[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*')


class Content:
    """One content stream."""

    def __init__(self, reader, resources, where):
        self.reader, self.resources, self.where = reader, resources, where
        self.stack, self.kept, self.text, self.font = [], [], None, None

    def say(self, clause, what):
        self.reader.say(clause, f'{self.where}: {what}')

    def resource(self, kind, name):
        found = self.resources.get(kind, Dictionary()).get(str(name))
        if found is None:
            self.say('A 6.2.2', f'{kind} {name} is not in its resources')
        return found

    def mark(self, args):
        tag, what = str(args[0]), args[1] if len(args) > 1 else {}
        inside = [kind for kind, _ in self.stack]
        kind = 'artifact' if tag == '/Artifact' else 'tagged' if '/MCID' in what else None
        if kind and any(inside):
            self.say('UA 7.1', f'{kind} content inside {inside}')
        spoken = what.get('/ActualText')
        if spoken is not None and (UNSPEAKABLE.search(str(spoken)) or not str(spoken)):
            self.say('A 6.2.11.7.3', f'ActualText {str(spoken)!r:.60}')
        if spoken is not None and len(bytes(spoken)) > STRING_LIMIT:
            self.say('A 6.1.13', f'ActualText of {len(bytes(spoken))} bytes')
        if '/Lang' in what and not LANGUAGE.fullmatch(str(what['/Lang'])):
            self.say('A 6.7.4', f'Lang {what["/Lang"]}')
        self.stack.append((kind, spoken is not None))

    def nesting(self, op):
        if op == 'q':
            self.kept.append(self.font)
        elif op == 'Q':
            if self.kept:
                self.font = self.kept.pop()
            else:
                self.say('8.4.2', 'Q without q')
        elif op == 'EMC':
            if self.stack:
                self.stack.pop()
            else:
                self.say('14.6', 'EMC without BDC')
        elif op == 'BT':
            self.text = len(self.stack)
        elif op == 'ET':
            if self.text != len(self.stack):
                self.say('14.6', 'marked content reaches over the end of a text object')
            self.text = None
        if len(self.kept) > NEST_LIMIT:
            self.say('A 6.1.13', f'q at depth {len(self.kept)}')

    def show(self, args):
        strings = [s for s in (args[0] if isinstance(args[0], Array) else [args[0]]) if isinstance(s, pikepdf.String)]
        for s in strings:
            if len(bytes(s)) > STRING_LIMIT:
                self.say('A 6.1.13', f'a string of {len(bytes(s))} bytes')
            if self.font:
                self.font.show(bytes(s), any(spoken for _, spoken in self.stack))

    def paint(self, op, args):
        if not any(kind for kind, _ in self.stack):
            self.say('UA 7.1', f'{op} is neither read nor an artifact')
        if op == 'Do':
            drawn = self.resource('/XObject', args[0])
            if drawn is not None:
                self.reader.drawn(drawn, self.where)
                if drawn.get('/Subtype') == Name.Form and 'artifact' not in [kind for kind, _ in self.stack]:
                    self.say('own', 'a form that is no ornament')
        elif op in ('TJ', 'Tj'):
            self.show(args)

    def read(self, stream):
        for args, op in pikepdf.parse_content_stream(stream):
            op = str(op)
            if op not in OPERATORS:
                self.say('A 6.2.2', f'operator {op}')
            if self.text is not None and op not in IN_TEXT:
                self.say('8.2', f'{op} inside a text object')
            self.nesting(op)
            if op in ('BDC', 'BMC'):
                self.mark(args)
            elif op == 'Tf':
                self.font = self.reader.font(self.resource('/Font', args[0]))
            elif op in PAINTERS:
                self.paint(op, args)
        if self.stack or self.kept or self.text is not None:
            self.say('8.4.2', 'something is left open')


class Reader:
    """All pages of a document."""

    def __init__(self, say):
        self.say, self.fonts, self.seen = say, {}, set()

    def font(self, font):
        if font is None:
            return None
        if font.objgen not in self.fonts:
            if font.get('/Subtype') != Name.Type0:
                self.say('own', f'a font of type {font.get("/Subtype")}')
                return None
            self.fonts[font.objgen] = Font(font, self.say)
        return self.fonts[font.objgen]

    def drawn(self, stream, where):
        if stream.objgen in self.seen:
            return
        self.seen.add(stream.objgen)
        if stream.get('/Subtype') == Name.Image:
            self.image(stream, f'{where}: image {stream.objgen[0]}')
        elif not self.is_outline(stream):  # extractors do not all read what is in forms
            self.say('own', f'{where}: {stream.get("/Subtype")} is drawn')

    @staticmethod
    def is_outline(stream):
        """The path of a glyph."""
        return (stream.get('/Subtype') == Name.Form and
                all(str(op) in OUTLINE for _, op in pikepdf.parse_content_stream(stream)))

    def image(self, image, where):
        bits, space = int(image.get('/BitsPerComponent', 0)), image.get('/ColorSpace')
        if bits not in (1, 2, 4, 8, 16):
            self.say('A 6.2.8', f'{where}: {bits} bits')
        channels = self.channels(space, where)
        if image.get('/Filter') == Name.FlateDecode and channels:
            row = (int(image['/Width']) * channels * bits + 7) // 8
            if len(image.read_bytes()) != row * int(image['/Height']):
                self.say('8.9.5', f'{where}: not as many bytes as its size says')
        if '/SMask' in image:
            mask = image['/SMask']
            if mask.get('/ColorSpace') != Name.DeviceGray or '/SMask' in mask:
                self.say('11.6.5.3', f'{where}: its mask')
            self.image(mask, where + ', mask')

    def channels(self, space, where):
        if isinstance(space, Name):
            if str(space) not in CHANNELS:
                self.say('A 6.2.4.3', f'{where}: {space}')
            return CHANNELS.get(str(space))
        if str(space[0]) == '/Indexed':
            base, last = self.channels(space[1], where), int(space[2])
            table = space[3].read_bytes() if isinstance(space[3], pikepdf.Stream) else bytes(space[3])
            if base and (len(table) != base * (last + 1) or last > 255):
                self.say('8.6.6.3', f'{where}: a palette of {len(table)} bytes for {last + 1} colours')
            return 1
        if str(space[0]) == '/ICCBased':
            check_profile(space[1], (b'scnr', b'mntr', b'prtr', b'spac'), self.say)
            return int(space[1]['/N'])
        self.say('own', f'{where}: {space[0]}')
        return None


def check_profile(stream, classes, say):
    """ICC.1:2004-10 or before, of as many channels as /N."""
    data, count = stream.read_bytes(), int(stream['/N'])
    spaces = {1: b'GRAY', 3: b'RGB ', 4: b'CMYK'}
    if (len(data) < 132 or int.from_bytes(data[:4], 'big') != len(data) or data[36:40] != b'acsp' or data[8] >= 5 or
            data[12:16] not in classes or data[16:20] != spaces.get(count)):
        say('A 6.2.3', f'an ICC profile: {data[:24]!r} for {count} channels')


def check(pdf, say):
    reader = Reader(say)
    for number, page in enumerate(pdf.pages, 1):
        if '/Resources' not in page.obj:
            say('A 6.2.2', f'page {number} without resources of its own')
        content = Content(reader, page.obj.get('/Resources', Dictionary()), f'page {number}')
        content.read(page.obj)
    return reader
