"""The bytes of the file (ISO 32000-1, 7.2 to 7.5; ISO 19005-2, 6.1): a header, objects one after the other without
gaps, a cross-reference stream, an end. Stricter than the standards: this is how Seoga writes."""
import re
import zlib

HEADER = re.compile(rb'%PDF-1\.[0-7]\n%[\x80-\xff]{4,}\n')
END = re.compile(rb'startxref\n(\d+)\n%%EOF\n?\Z')
TOKEN = re.compile(rb'\((?:\\.|[^\\()])*\)|<<|>>|<[^>]*>|[\[\]]|/[^\s<>\[\]()/%]*|[^\s<>\[\]()/]+', re.S)
NUMBER = re.compile(rb'[-+]?(\d+\.?\d*|\.\d+)')
WORDS = {b'true', b'false', b'null', b'R', b'<<', b'>>', b'[', b']'}
INTEGERS, NAME_LIMIT, STRING_LIMIT, OBJECT_LIMIT = (-2**31, 2**31 - 1), 127, 32767, 8388607
FILTERS = {b'/FlateDecode', b'/DCTDecode'}


def string_length(token):
    if token[:1] == b'<':
        return (len(re.sub(rb'\s', b'', token)) - 1) // 2
    return len(re.sub(rb'\\(\d{1,3}|.)', b'x', token[1:-1], flags=re.S))


def check_values(data, where, say):
    """The tokens of dictionaries and arrays; not of content."""
    for token in TOKEN.findall(data):
        first = token[:1]
        if token in WORDS:
            continue
        if first == b'/':
            plain = re.sub(rb'#([0-9A-Fa-f]{2})', lambda m: bytes([int(m[1], 16)]), token[1:])
            if len(plain) > NAME_LIMIT or not plain:
                say('A 6.1.13', f'{where}: a name of {len(plain)} bytes')
            try:
                plain.decode()
            except UnicodeDecodeError:
                say('A 6.1.8', f'{where}: a name that is not UTF-8')
        elif first in b'(<':
            if first == b'<' and not re.fullmatch(rb'<([0-9A-Fa-f]{2})*>', token):
                say('A 6.1.6', f'{where}: {token[:40]}')
            if string_length(token) > STRING_LIMIT:
                say('A 6.1.13', f'{where}: a string of {string_length(token)} bytes')
        elif NUMBER.fullmatch(token):
            if b'.' not in token and not INTEGERS[0] <= int(token) <= INTEGERS[1]:
                say('A 6.1.13', f'{where}: {token}')
        else:
            say('7.3', f'{where}: {token[:40]}')


def dictionary_end(data, at):
    """Where the dictionary that begins at `at` ends."""
    depth = 0
    for m in TOKEN.finditer(data, at):
        depth += (m[0] == b'<<') - (m[0] == b'>>')
        if depth == 0:
            return m.end()
    return -1


def entry(head, key):
    found = re.search(rb'/' + key + rb'(?!\w)\s*(\[[^\]]*\]|<<.*?>>|[^\s/<>\[\]]+( \d+ R)?|/[^\s/<>\[\]]+)', head, re.S)
    return found and found[1].strip()


def unpredict(data, columns):
    rows, above = [], bytes(columns)
    for at in range(0, len(data), columns + 1):
        if data[at] != 2:
            return None
        above = bytes((a + b) & 255 for a, b in zip(data[at + 1:at + 1 + columns], above))
        rows.append(above)
    return rows


class File:
    def __init__(self, data, say):
        self.data, self.say, self.streams = data, say, {}

    def stream(self, at):
        """Reads `n 0 obj <<…>> stream … endstream endobj` at `at`; returns where it ends."""
        begin = re.compile(rb'(\d+) 0 obj\n(?=<<)').match(self.data, at)
        if not begin:
            self.say('A 6.1.9', f'no object at {at}: {self.data[at:at + 30]}')
            return None
        end = dictionary_end(self.data, begin.end())
        head = self.data[begin.end():end]
        where = f'object {int(begin[1])}'
        length = int(entry(head, b'Length'))
        if self.data[end:end + 8] != b'\nstream\n':
            self.say('A 6.1.7.1', f'{where}: no line feed after "stream"')
            return None
        end += 8
        body = self.data[end:end + length]
        end += length
        if self.data[end:end + 18] != b'\nendstream\nendobj\n':
            self.say('A 6.1.7.1', f'{where}: its length is not {length}')
            return None
        self.check_stream(where, head)
        self.streams[int(begin[1])] = (at, head, body)
        return end + 18

    def check_stream(self, where, head):
        check_values(head, where, self.say)
        for key in (b'F', b'FFilter', b'FDecodeParms'):
            if re.search(rb'/' + key + rb'[\s/\[(<]', head):
                self.say('A 6.1.7.1', f'{where}: /{key.decode()}')
        for name in re.findall(rb'/\w+', entry(head, b'Filter') or b''):
            if name not in FILTERS:
                self.say('A 6.1.7.2', f'{where}: {name}')

    def check_packs(self, rows):
        """Object streams hold what the cross-reference stream says they hold."""
        held = {}
        for number, row in enumerate(rows):
            if row[0] == 2:
                held.setdefault(int.from_bytes(row[1:5], 'big'), {})[int.from_bytes(row[5:], 'big')] = number
        for number, (_, head, body) in self.streams.items():
            if entry(head, b'Type') != b'/ObjStm':
                continue
            text = zlib.decompress(body)
            first, count = int(entry(head, b'First')), int(entry(head, b'N'))
            index = list(map(int, text[:first].split()))
            if {i: n for i, n in enumerate(index[::2])} != held.pop(number, None) or len(index) != 2 * count:
                self.say('7.5.7', f'object {number}: not what the cross-reference says')
            check_values(text[first:], f'object {number}', self.say)
        if held:
            self.say('7.5.8', f'objects in {sorted(held)}, which are no object streams')

    def check_references(self, offset):
        _, head, body = self.streams[max(self.streams, key=lambda n: self.streams[n][0])]
        widths = list(map(int, entry(head, b'W')[1:-1].split()))
        rows = unpredict(zlib.decompress(body), sum(widths))
        if widths != [1, 4, 2] or rows is None or len(rows) != int(entry(head, b'Size')):
            self.say('7.5.8', 'the cross-reference stream is not as long as it says')
            return
        places = {n: int.from_bytes(r[1:5], 'big') for n, r in enumerate(rows) if r[0] == 1}
        if places != {n: s[0] for n, s in self.streams.items()} or offset not in places.values():
            self.say('7.5.8', 'the cross-reference stream names other places')
        if len(rows) - 1 > OBJECT_LIMIT:
            self.say('A 6.1.13', f'{len(rows)} objects')
        if b'/Encrypt' in head or not re.search(rb'/ID\s*\[\s*<([0-9A-Fa-f]{32})>\s*<\1>\s*\]', head):
            self.say('A 6.1.3', 'the trailer')
        self.check_packs(rows)

    def check(self):
        header, end = HEADER.match(self.data), END.search(self.data)
        if not header or not end:
            self.say('A 6.1.2', 'the header or the end')
            return
        at = header.end()
        while at is not None and at < end.start():
            at = self.stream(at)
        if at is not None:
            self.check_references(int(end[1]))


def check(data, say):
    File(data, say).check()
