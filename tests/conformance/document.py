"""What a document says of itself (ISO 32000-1, 12 and 14; ISO 14289-1, 7; ISO 19005-2, 6.3 to 6.11): catalog, pages,
annotations, outlines, metadata."""
import re
import xml.etree.ElementTree as xml

from content import LANGUAGE, check_profile
from pikepdf import Array, Dictionary, Name, Stream

# Nowhere in a file of ours.
FORBIDDEN = {'/' + key for key in 'AA JS EF XFA TR TR2 HTP OPI Alternates PresSteps Requirements NeedsRendering Perms '
             'CIDSet CharSet PS Ref OCProperties AcroForm OpenAction Encrypt AlternatePresentations EmbeddedFiles '
             'JavaScript Collection DestOutputProfileRef Threads'.split()}
RDF = '{http://www.w3.org/1999/02/22-rdf-syntax-ns#}'
LANG_OF_XML = '{http://www.w3.org/XML/1998/namespace}lang'
DC, XMP, PDF = 'http://purl.org/dc/elements/1.1/', 'http://ns.adobe.com/xap/1.0/', 'http://ns.adobe.com/pdf/1.3/'
EXTENSION = 'http://www.aiim.org/pdfa/ns/extension/'
SCHEMA = '{http://www.aiim.org/pdfa/ns/schema#}'
PROPERTY = '{http://www.aiim.org/pdfa/ns/property#}'
PDFA, PDFUA = 'http://www.aiim.org/pdfa/ns/id/', 'http://www.aiim.org/pdfua/ns/id/'
# The predefined schemas (XMP specification 2005, ISO 19005-2, 6.6.2.3.1), as far as we use them.
PREDEFINED = {
    DC: {'format': 'text', 'title': 'Alt', 'creator': 'Seq', 'description': 'Alt', 'subject': 'Bag', 'language': 'Bag',
         'rights': 'Alt', 'date': 'Seq', 'identifier': 'text', 'publisher': 'Bag', 'contributor': 'Bag', 'source': 'text'},
    XMP: {'CreateDate': 'date', 'ModifyDate': 'date', 'MetadataDate': 'date', 'CreatorTool': 'text',
          'Identifier': 'Bag'},
    PDF: {'Producer': 'text', 'Keywords': 'text', 'PDFVersion': 'text'},
    PDFA: {'part': 'integer', 'conformance': 'text', 'amd': 'text', 'corr': 'text'},
    EXTENSION: {'schemas': 'Bag'},
}
PATTERNS = {'text': '.*', 'integer': r'\d+', 'date': r'\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?)?)?'}
ALLOWED_ACTIONS = (Name.URI, Name.GoTo)
URI = re.compile(r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+")


class Document:
    def __init__(self, pdf, say):
        self.pdf, self.root, self.say = pdf, pdf.Root, say

    def check_objects(self):
        """Every dictionary of the file."""
        for obj in self.pdf.objects:
            todo = [obj]
            while todo:
                value = todo.pop()
                if isinstance(value, Array):
                    todo += [v for v in value if isinstance(v, (Array, Dictionary)) and not v.is_indirect]
                elif isinstance(value, (Dictionary, Stream)):
                    for key, v in value.items():
                        self.check_key(key, v, value)
                        if isinstance(v, (Array, Dictionary)) and not v.is_indirect:
                            todo.append(v)

    def check_key(self, key, value, holder):
        if key in FORBIDDEN:
            self.say('A 6', f'{key} in {holder.objgen}')
        if key == '/Interpolate' and value:
            self.say('A 6.2.8', 'Interpolate')
        if key == '/BM' and value not in (Name.Normal, Name.Compatible):
            self.say('A 6.2.10', f'blend mode {value}')
        if key == '/Intent' and str(value)[1:] not in ('RelativeColorimetric', 'AbsoluteColorimetric', 'Perceptual',
                                                       'Saturation'):
            self.say('A 6.2.6', f'rendering intent {value}')

    def check_catalog(self):
        root = self.root
        if not LANGUAGE.fullmatch(str(root.get('/Lang', ''))):
            self.say('UA 7.2', f'Lang {root.get("/Lang")}')
        if root.get('/MarkInfo', Dictionary()).get('/Marked') is not True or '/Suspects' in root['/MarkInfo']:
            self.say('UA 6.2', 'MarkInfo')
        if root.get('/ViewerPreferences', Dictionary()).get('/DisplayDocTitle') is not True:
            self.say('UA 7.1', 'DisplayDocTitle')
        intents = list(root.get('/OutputIntents', []))
        if len(intents) != 1 or intents[0]['/S'] != Name.GTS_PDFA1:
            self.say('A 6.2.3', 'the output intent')
        for intent in intents:
            check_profile(intent['/DestOutputProfile'], (b'mntr', b'prtr'), self.say)
        labels = list(root['/PageLabels']['/Nums'])[::2]
        if labels != sorted(set(labels)) or labels[0] != 0 or labels[-1] >= len(self.pdf.pages):
            self.say('12.4.2', 'page labels')

    def destinations(self):
        """Names and their places; those are on pages of the file."""
        found, todo = {}, [self.root.get('/Names', Dictionary()).get('/Dests')]
        pages = {p.obj.objgen for p in self.pdf.pages}
        while todo:
            node = todo.pop()
            if node is None:
                continue
            todo += list(node.get('/Kids', []))
            flat = list(node.get('/Names', []))
            names = [bytes(n) for n in flat[::2]]
            if names != sorted(set(names)):
                self.say('7.9.6', 'names of destinations are not in order')
            found.update(zip(names, flat[1::2]))
        for name, place in found.items():
            if place[0].objgen not in pages:
                self.say('12.3.2', f'{name} leads nowhere')
        return found

    def check_pages(self):
        names = self.destinations()
        for number, page in enumerate(self.pdf.pages, 1):
            box = [float(x) for x in page.obj['/MediaBox']]
            if not all(3 <= b - a <= 14400 for a, b in zip(box, box[2:])):
                self.say('A 6.1.13', f'page {number}: {box}')
            if page.obj.get('/Tabs') != Name.S:
                self.say('UA 7.18.3', f'page {number}: Tabs')
            for link in page.obj.get('/Annots', []):
                self.check_annotation(link, f'page {number}', box, names)

    def check_annotation(self, link, where, box, names):
        flags, rect = int(link.get('/F', 0)), [float(x) for x in link['/Rect']]
        if link['/Subtype'] != Name.Link or flags & 4 != 4 or flags & (1 | 2 | 32 | 256):
            self.say('A 6.3', f'{where}: {link["/Subtype"]}, flags {flags}')
        if not str(link.get('/Contents', '')).strip():
            self.say('UA 7.18.5', f'{where}: a link without Contents')
        if not (rect[0] <= rect[2] and rect[1] <= rect[3]) or rect[2] < box[0] or rect[0] > box[2]:
            self.say('12.5.2', f'{where}: a link at {rect}')
        if '/StructParent' not in link:
            self.say('UA 7.18.5', f'{where}: a link of no element')
        if '/Dest' in link:
            if bytes(link['/Dest']) not in names:
                self.say('12.3.2', f'{where}: {link["/Dest"]} is no destination')
        else:
            self.check_action(link['/A'], where)

    def check_action(self, action, where):
        if action['/S'] not in ALLOWED_ACTIONS:
            self.say('A 6.5.1', f'{where}: {action["/S"]}')
        elif action['/S'] == Name.URI and not URI.fullmatch(bytes(action['/URI']).decode('latin-1')):
            self.say('12.6.4.7', f'{where}: {bytes(action["/URI"])!r:.80}')

    def check_outline(self):
        """Every entry has a title, a place, and neighbours that know each other."""
        root = self.root.get('/Outlines')
        todo = [] if root is None else [root]
        while todo:
            parent = todo.pop()
            entry, last, count = parent.get('/First'), None, 0
            while entry is not None:
                before = entry.get('/Prev')
                if entry['/Parent'].objgen != parent.objgen or (before and before.objgen) != (last and last.objgen):
                    self.say('12.3.3', f'{entry["/Title"]}: its neighbours')
                if not str(entry.get('/Title', '')).strip() or ('/Dest' in entry) == ('/A' in entry):
                    self.say('12.3.3', f'an entry {entry.get("/Title")!r}')
                if '/First' in entry:
                    todo.append(entry)
                last, entry, count = entry, entry.get('/Next'), count + 1
            if last is not None and parent['/Last'].objgen != last.objgen:
                self.say('12.3.3', f'the last below {parent.get("/Title")}')
            if '/Title' in parent and abs(int(parent.get('/Count', 0))) < count:
                self.say('12.3.3', f'{count} entries below {parent["/Title"]}')


class Metadata:
    """XMP (ISO 19005-2, 6.6), and that the information dictionary says the same."""

    def __init__(self, pdf, say):
        self.pdf, self.say, self.found = pdf, say, {}

    def check(self):
        stream = self.pdf.Root.get('/Metadata')
        if stream is None or stream.get('/Type') != '/Metadata' or stream.get('/Subtype') != '/XML':
            self.say('A 6.6.2.1', 'no metadata')
            return
        data = stream.read_bytes()
        head = re.match(rb'<\?xpacket ([^?]*)\?>', data)
        if not head or re.search(rb'\b(bytes|encoding)=', head[1]) or not re.search(rb"<\?xpacket end=[\"'][wr][\"']\?>\s*\Z", data):
            self.say('A 6.6.2.1', f'its packet: {data[:60]}')
        try:
            tree = xml.fromstring(data.decode())
        except (xml.ParseError, UnicodeDecodeError) as why:
            self.say('A 6.6.2.1', f'its XML: {why}')
            return
        self.check_prefixes(data.decode())
        for description in tree.iter(RDF + 'Description'):
            for p in description:
                self.check_property(p)
        if self.found.get(PDFA + 'part') != '2' or self.found.get(PDFA + 'conformance') != 'A':
            self.say('A 6.6.4', 'its identification')
        if self.found.get(PDFUA + 'part') != '1':
            self.say('UA 5', 'its identification')
        self.check_information()

    def check_prefixes(self, text):
        wanted = {PDFA: 'pdfaid', PDFUA: 'pdfuaid', EXTENSION: 'pdfaExtension', SCHEMA[1:-1]: 'pdfaSchema',
                  PROPERTY[1:-1]: 'pdfaProperty'}
        for prefix, uri in re.findall(r'xmlns:(\w+)="([^"]*)"', text):
            if wanted.get(uri, prefix) != prefix:
                self.say('A 6.6.2.3.3', f'{prefix} for {uri}')

    def check_property(self, p):
        space, name = p.tag[1:].split('}')
        kind = PREDEFINED.get(space, {}).get(name) or self.defined(p).get(space + name)
        if not kind:
            self.say('A 6.6.2.3.1', f'{p.tag} is defined nowhere')
            return
        if kind in ('Alt', 'Seq', 'Bag'):
            items = p.findall(f'{RDF}{kind}/{RDF}li')
            if not items or len(p) != 1 or (kind == 'Alt' and items[0].get(LANG_OF_XML) != 'x-default'):
                self.say('A 6.6.2.3.1', f'{p.tag} is no {kind}')
            self.found[space + name] = [i.text or '' for i in items]
        elif len(p) or not re.fullmatch(PATTERNS[kind.lower()], p.text or '', re.S):
            self.say('A 6.6.2.3.1', f'{p.tag} is no {kind}: {p.text}')
        else:
            self.found[space + name] = p.text or ''

    def defined(self, p):
        """What extension schemas define (6.6.2.3.3)."""
        root, found = self.schemas, {}
        for schema in root.iter(SCHEMA + 'property') if root is not None else []:
            for li in schema.findall(f'{RDF}Seq/{RDF}li'):
                fields = {f.tag: f.text for f in li}
                if set(fields) != {PROPERTY + k for k in ('name', 'valueType', 'category', 'description')} or \
                        fields[PROPERTY + 'category'] not in ('internal', 'external'):
                    self.say('A 6.6.2.3.3', f'a property {fields}')
                found[PDFUA + (fields.get(PROPERTY + 'name') or '')] = fields.get(PROPERTY + 'valueType')
        return found

    @property
    def schemas(self):
        return xml.fromstring(self.pdf.Root['/Metadata'].read_bytes().decode())

    @staticmethod
    def is_cut(text, said):
        """A string holds 32,767 bytes (ISO 19005-2, 6.1.13), the metadata all."""
        return said is not None and said.startswith(text) and len(text.encode('utf-16-be')) >= 32760

    def check_information(self):
        info = self.pdf.trailer.get('/Info', Dictionary())
        first = {'/Title': self.found.get(DC + 'title', [None])[0], '/Subject': self.found.get(DC + 'description', [None])[0],
                 '/Author': ', '.join(self.found.get(DC + 'creator', [])) or None,
                 '/Producer': self.found.get(PDF + 'Producer'), '/Creator': self.found.get(XMP + 'CreatorTool')}
        for key, said in first.items():
            if key in info and str(info[key]) != said and not self.is_cut(str(info[key]), said):
                self.say('own', f'{key} is {str(info[key])!r}, and {said!r} in the metadata')
        if not first['/Title']:
            self.say('UA 7.1', 'no title')
        for key, name in (('/CreationDate', 'CreateDate'), ('/ModDate', 'ModifyDate')):
            if re.sub(r'\D', '', str(info.get(key))) != re.sub(r'\D', '', self.found.get(XMP + name, '')):
                self.say('own', f'{key} differs')


def check(pdf, say):
    document = Document(pdf, say)
    document.check_objects()
    document.check_catalog()
    document.check_pages()
    document.check_outline()
    Metadata(pdf, say).check()
