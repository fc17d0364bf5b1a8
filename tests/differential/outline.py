"""One neutral outline of an article, from the site's HTML or from Seoga's tree.

A line per block, indented by depth: its kind, what tells it from others of its kind, and its text with
the inlines in braces. What only one side can say (ids of notes, classes, positions, tight lists, the
level of a heading before gaps are closed) is left out.
"""
import html.parser
import json
import re
import unicodedata
import urllib.parse

HOLDERS = {'heading', 'p', 'title', 'caption'}  # of inlines
BLOCKS = HOLDERS | {'article', 'list', 'item', 'quote', 'box', 'tabs', 'tab', 'code', 'math-block', 'rule',
                    'toc', 'figure', 'table', 'row', 'cell', 'card', 'note'}
EMPTY_GOES = {'p', 'caption', 'title'}


class Element:
    def __init__(self, kind, mark='', text=None):
        self.kind = kind
        self.mark = mark  # what stands after the kind
        self.text = text  # of a leaf
        self.children = []


def plain(text):
    return unicodedata.normalize('NFC', text)


def address(url):
    return plain(urllib.parse.unquote(url or ''))


def inline(node):
    if isinstance(node, str):
        return plain(re.sub(r'[ \t\n]+', ' ', node))
    if node.kind == 'span':
        return ''.join(inline(child) for child in node.children)
    parts = [node.kind, node.mark, node.text or ''.join(inline(child) for child in node.children)]
    return '{' + ' '.join(part for part in parts if part) + '}'


def tidy(text):
    text = re.sub(r' *\{br\} *', '{br}', re.sub(' +', ' ', text)).strip()
    return re.sub(r'^(\{br\})+|(\{br\})+$', '', text).strip()


def is_block(node):
    return not isinstance(node, str) and (node.kind in BLOCKS or
                                          node.kind == 'span' and any(is_block(c) for c in node.children))


def opened(children):
    """Transparent elements that hold blocks give their children."""
    for child in children:
        if is_block(child) and child.kind == 'span':
            yield from opened(child.children)
        else:
            yield child


def put(lines, depth, head, text):
    lines.append('  ' * depth + head + (': ' + text if text else ''))


def put_inlines(lines, depth, head, run, always):
    text = tidy(''.join(inline(node) for node in run))
    if text or always:
        put(lines, depth, head, text)


def head_of(node):
    return node.kind + (' ' + node.mark if node.mark else '')


def print_children(node, depth, head, lines, always):
    """Blocks by themselves; the inlines between them as a line with that head."""
    run = []
    for child in opened(node.children):
        if is_block(child):
            put_inlines(lines, depth, head, run, False)
            print_block(child, depth, lines)
            run = []
        else:
            run.append(child)
    put_inlines(lines, depth, head, run, always)


def print_block(node, depth, lines):
    if node.text is not None:
        put(lines, depth, head_of(node), json.dumps(node.text, ensure_ascii=False))
    elif node.kind in HOLDERS:
        print_children(node, depth, head_of(node), lines, node.kind not in EMPTY_GOES)
    else:
        put(lines, depth, head_of(node), '')
        print_children(node, depth + 1, 'p', lines, False)


def outline(article):
    lines = []
    print_children(article, 0, 'p', lines, False)
    return lines


# The site's HTML

INLINES = {'em': 'em', 'i': 'em', 'cite': 'em', 'strong': 'strong', 'b': 'strong', 's': 'strike', 'del': 'strike',
           'mark': 'mark', 'sup': 'sup', 'sub': 'sub', 'ins': 'ins', 'u': 'ins', 'kbd': 'kbd'}
SIMPLE = {'p': 'p', 'li': 'item', 'blockquote': 'quote', 'x-title': 'title', 'summary': 'title',
          'x-tabs': 'tabs', 'x-tab': 'tab', 'hr': 'rule', 'x-toc': 'toc', 'figure': 'figure', 'figcaption': 'caption',
          'table': 'table', 'tr': 'row', 'br': 'br', 'ul': 'list', 'caption': 'p', 'dt': 'p', 'dd': 'p'}
TRANSPARENT = {'div', 'span', 'thead', 'tbody', 'vpicon', 'small', 'center', 'font', 'abbr', 'q', 'dl', 'clientonly', 'share', 'catalog'}
CARDS = {'siteinfo', 'vidstack', 'codepen', 'pdf', 'iframe', 'video', 'vpcard', 'vpbanner', 'audioplayer'}
VOID = {'br', 'hr', 'img', 'input'}
SKIPPED = {'script', 'style', 'template'}


def card_address(name, attributes):
    if name == 'vidstack':
        src = re.sub('^youtube/', 'https://www.youtube.com/watch?v=', attributes.get('src', ''))
        return re.sub('^vimeo/', 'https://vimeo.com/', src)
    if name == 'codepen' and 'user' in attributes:
        return 'https://codepen.io/%s/pen/%s' % (attributes.get('user'), attributes.get('slug-hash'))
    return attributes.get('url') or attributes.get('src') or attributes.get('link') or ''


def image_of(attributes):
    alt = tidy(re.sub(r'<br\s*/?>|\n', ' ', attributes.get('alt') or ''))
    size = '%sx%s' % (attributes.get('width') or '', attributes.get('height') or '')
    return Element('image', ' '.join(filter(None, [address(attributes.get('src')), json.dumps(plain(alt), ensure_ascii=False),
                                                   size if size != 'x' else ''])))


class SiteReader(html.parser.HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = [('', Element('article'))]
        self.skipping = None

    def top(self):
        return self.open[-1][1]

    def element(self, name, a):
        if name in INLINES:
            return Element(INLINES[name])
        if name in SIMPLE:
            return Element(SIMPLE[name])
        if name in CARDS:
            return Element('card', address(card_address(name, a)))
        if name in TRANSPARENT:
            return Element('span')
        if re.fullmatch('h[1-6]', name):
            return Element('heading', name[1] + ' ' + plain(a.get('id') or ''))
        if name in ('td', 'th'):
            return Element('cell', 'head' if name == 'th' else '')
        return {
            'ol': lambda: Element('list', 'from ' + a.get('start', '1')),
            'x-box': lambda: Element('box', a.get('kind')),
            'details': lambda: Element('box', 'details'),
            'x-code': lambda: Element('code', re.match(r'[^ :\[{]*', a.get('info', '')).group(), ''),
            'x-math': lambda: Element('math-block' if 'block' in a else 'math', text=''),
            'code': lambda: Element('code-span', text=''),
            'a': lambda: Element('link', address(a.get('href'))),
            'routelink': lambda: Element('link', address(a.get('to'))),
            'badge': lambda: Element('badge', a.get('type', 'info')),
            'x-ref': lambda: Element('ref', a.get('number')),
            'x-note': lambda: Element('note', a.get('number')),
        }.get(name, lambda: None)()

    def handle_starttag(self, name, attributes):
        a = {key: value or '' for key, value in attributes}
        if self.skipping or name in SKIPPED:
            self.skipping = self.skipping or name
            return
        if name == 'input':
            item = next((e for _, e in reversed(self.open) if e.kind == 'item'), self.top())
            item.mark = 'done' if 'checked' in a else 'open'
            return
        made = image_of(a) if name == 'img' else Element('spoiler') if a.get('class') == 'spoiler' else self.element(name, a)
        if made is None:
            self.handle_data(self.get_starttag_text())
            return
        self.top().children.append(made)
        if a.get('text'):
            made.children.append(a['text'])
        if name not in VOID:
            self.open.append((name, made))

    def handle_startendtag(self, name, attributes):
        self.handle_starttag(name, attributes)
        if self.open[-1][0] == name and name not in VOID:
            self.open.pop()

    def handle_endtag(self, name):
        if self.skipping:
            self.skipping = None if self.skipping == name else self.skipping
            return
        for i in range(len(self.open) - 1, 0, -1):
            if self.open[i][0] == name:
                del self.open[i:]
                return

    def handle_data(self, data):
        if self.skipping:
            return
        if self.top().text is not None:
            self.top().text += data
        else:
            self.top().children.append(data)


def close_gaps(node, levels):
    """The article's title is level 1; below it no level is left out."""
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.kind == 'heading':
            level, slug = child.mark.split(' ', 1)
            while levels and levels[-1] >= int(level):
                levels.pop()
            levels.append(int(level))
            child.mark = '%d %s' % (min(len(levels) + 1, 6), slug)
        close_gaps(child, levels)


def finish_leaves(node):
    for child in node.children:
        if isinstance(child, str):
            continue
        if child.kind in ('math', 'math-block'):
            child.text = child.text.strip()
        if child.kind == 'toc':
            child.children = []
        finish_leaves(child)


def of_site(text):
    reader = SiteReader()
    reader.feed(text)
    reader.close()
    article = reader.open[0][1]
    close_gaps(article, [])
    finish_leaves(article)
    return outline(article)


# Seoga's tree (--dump-tree)

NODE = re.compile(r'( *)(\w+) \d+:\d+(.*)')
FIELD = re.compile(r' (?:#(\S+)|(\w+)=(?:"((?:\\.|[^"\\])*)"|(\S+))|"((?:\\.|[^"\\])*)"|(\w+))')


def unquoted(text):
    return re.sub(r'\\(.)', lambda m: '\n' if m.group(1) == 'n' else m.group(1), text)


class Fields:
    def __init__(self, rest):
        self.id, self.text, self.flags, self.named = '', None, [], {}
        for anchor, key, quoted, bare, text, flag in FIELD.findall(rest):
            if anchor:
                self.id = anchor
            elif key:
                self.named[key] = unquoted(quoted) or bare
            elif flag:
                self.flags.append(flag)
            else:
                self.text = unquoted(text)
        if rest.endswith(' ""'):
            self.text = ''

    def get(self, key):
        return self.named.get(key, '')


SAME = {'paragraph': 'p', 'plain': 'p', 'quote': 'quote', 'tabs': 'tabs', 'tab': 'tab', 'title': 'title', 'figure': 'figure',
        'caption': 'caption', 'table': 'table', 'row': 'row', 'rule': 'rule', 'toc': 'toc', 'line_break': 'br', 'emph': 'em',
        'strong': 'strong', 'strike': 'strike', 'mark': 'mark', 'sup': 'sup', 'sub': 'sub', 'ins': 'ins', 'spoiler': 'spoiler',
        'kbd': 'kbd', 'span': 'span', 'article': 'article'}


def node_image(f):
    size = '%s%sx%s' % (f.get('width'), '%' if 'percent' in f.flags else '', f.get('height'))
    return Element('image', ' '.join(filter(None, [address(f.get('url')), json.dumps(plain(f.get('alt')), ensure_ascii=False),
                                                   size if size != 'x' else ''])))


def node_of(kind, f, slugs):
    if kind in SAME:
        return Element(SAME[kind])
    if kind == 'text':
        return f.text
    return {
        'soft_break': lambda: ' ',
        'heading': lambda: Element('heading', f.get('level') + ' ' + plain(f.get('slug'))),
        'list': lambda: Element('list', 'from ' + f.get('start') if 'ordered' in f.flags else ''),
        'item': lambda: Element('item', f.get('task')),
        'callout': lambda: Element('box', f.flags[0]),
        'details': lambda: Element('box', 'details'),
        'cell': lambda: Element('cell', 'head' if 'head' in f.flags else ''),
        'code_block': lambda: Element('code', f.get('lang'), f.text),
        'diagram': lambda: Element('code', f.get('lang'), f.text),
        'math_block': lambda: Element('math-block', text=f.text.strip()),
        'card': lambda: Element('card', address(f.get('url'))),
        'footnote': lambda: Element('note', f.get('number')),
        'code': lambda: Element('code-span', text=f.text),
        'math': lambda: Element('math', text=f.text.strip()),
        'link': lambda: Element('link', address(f.get('url')) or '#' + slugs.get(f.get('target'), f.get('target'))),
        'image': lambda: node_image(f),
        'note_ref': lambda: Element('ref', f.get('number')),
        'badge': lambda: Element('badge', f.flags[0]),
    }[kind]()


def of_tree(text):
    nodes = [NODE.match(line).groups() for line in text.splitlines()]
    slugs = {}
    for indent, kind, rest in nodes:
        if kind == 'heading':
            slugs[Fields(rest).id] = plain(Fields(rest).get('slug'))
    book = Element('span')
    open_nodes = [book]
    for indent, kind, rest in nodes:
        depth = len(indent) // 2
        made = Element('span') if kind in ('book', 'part') else node_of(kind, Fields(rest), slugs)
        del open_nodes[depth + 1:]
        open_nodes[-1].children.append(made)
        open_nodes.append(made)
    return outline(book.children[0].children[0]) if book.children[0].children else []
