"""Hostile inputs, made on the spot. Each case is a folder with an article; what is expected of the run is beside it."""
import base64
import os
import pathlib
import struct
import sys
import unicodedata
import zlib

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / 'program'))
import patterns
import picture

CANARY = 'SEOGA-CANARY-must-stay-unread'
LAST = '마지막까지 읽은 글'
HEAD = '---\ntitle: 거친 글\nlang: ko\n---\n\n'


class Case:
    """`text` is the article; `files` are written beside it, `links` are symbolic links, `pipes` FIFOs. The outside of
    the folder holds secret.png and secret.txt with the canary. `may_fail`: a refusal is as good. `must` and `never`:
    what the reader of the book sees, and what no byte of the output holds."""

    def __init__(self, name, text, files=(), links=(), pipes=(), must=(LAST,), never=(), may_fail=False, code=None,
                 seconds=6, options=()):
        self.name, self.text, self.files, self.links, self.pipes = name, text, dict(files), dict(links), pipes
        self.must, self.never, self.may_fail, self.code = must, (CANARY, *never), may_fail, code
        self.seconds, self.options = seconds, options

    def write(self, folder):
        inside = folder / 'site'
        inside.mkdir()
        (folder / 'secret.txt').write_text(CANARY)
        (folder / 'secret.png').write_bytes(picture_with(CANARY.encode()))
        (inside / 'a.md').write_bytes(self.text if isinstance(self.text, bytes) else
                                      self.text.encode('utf-8', 'surrogatepass'))
        for name, data in self.files.items():
            (inside / name).parent.mkdir(parents=True, exist_ok=True)
            (inside / name).write_bytes(data)
        for name, target in self.links.items():
            os.symlink(target, inside / name)
        for name in self.pipes:
            os.mkfifo(inside / name)
        return inside


def article(body, head=HEAD):
    return head + '시작하는 글\n\n' + body + '\n\n' + LAST + '\n'


def matter(lines):
    return article('본문', f'---\n{lines}\n---\n\n')


def picture_with(text=b'', width=8, height=8):
    pixels = [[(x * 30, y * 30, 90) for x in range(width)] for y in range(height)]
    return picture.png(pixels, 8, 2, extra=picture.chunk(b'tEXt', b'Comment\0' + text) if text else b'')


def head_only(width, height, bits=8, colour=2):
    """A PNG that says it is that large."""
    return (b'\x89PNG\r\n\x1a\n' + picture.chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, bits, colour, 0, 0, 0)) +
            picture.chunk(b'IDAT', zlib.compress(b'\0' * 1000)) + picture.chunk(b'IEND', b''))


def byte_cases():
    yield Case('nul', article('가\0나\0\0다'), never=('\0',))
    yield Case('controls', article('가' + ''.join(map(chr, range(1, 9))) + '\x0b\x0c\x0e\x1b\x1f\x7f나'), never=('\x1b', '\x08'))
    yield Case('c1-controls', article('가\x80\x85\x9f나'))
    yield Case('noncharacters', article('가\ufdd0\ufdef\ufffe\uffff\U0001ffff나'), never=('\ufffe', '\uffff'))
    yield Case('references-to-controls', article('가&#0;&#1;&#8;&#x1b;&#xfffe;&#xd800;&#x110000;&#99999999999;나'),
               never=('\x1b', '\ufffe'))
    yield Case('surrogates', article('가\ud800\udfff나'))
    yield Case('overlong', article('가').encode() + b'\xc0\xaf\xe0\x80\xaf\xf0\x80\x80\xaf\xf8\x88\x80\x80\x80' + article('나').encode())
    yield Case('broken-utf8', article('가').encode() + b'\xff\xfe\xea\xb0 \x80\xbf\xed\xa0\x80 ' + article('나').encode())
    yield Case('cut-off', article('나').encode() + '가'.encode()[:2])
    yield Case('byte-order-mark', '\ufeff' + article('가'), never=('\ufeff', 'title:'))
    yield Case('byte-order-marks', '\ufeff\ufeff' + article('가'), must=())
    yield Case('crlf', article('가\n나').replace('\n', '\r\n'), never=('title:',))
    yield Case('cr', article('가\n나').replace('\n', '\r'), never=('title:',))
    yield Case('mixed-ends', article('가\r\n나\r다\n\r라'))
    yield Case('utf16', article('가').encode('utf-16'), must=(), may_fail=True)
    yield Case('cp949', article('가').encode('cp949'), must=(), may_fail=True)
    yield Case('empty', b'', must=())
    yield Case('only-nul', b'\0' * 5000, must=())
    yield Case('only-front-matter', '---\ntitle: 가\n---', must=())
    yield Case('open-front-matter', '---\ntitle: 가\n본문', must=())
    yield Case('random', bytes((i * 7919 + i // 251) % 256 for i in range(20000)), must=())
    yield Case('decomposed', article(unicodedata.normalize('NFD', '가각간 한글')), must=('가각간 한글', LAST))
    yield Case('bidi', article('\u202eabc\u202c \u2067def\u2069 ' + '\u202e' * 300 + 'ghi'))
    yield Case('marks', article('가' + '\u0301' * 20000 + '나'))
    yield Case('joiners', article('👩\u200d' * 3000))
    yield Case('variation', article('가\ufe0f\ufe0e\U000e0100' * 500))
    yield Case('tags-plane', article('\U0001f3f4' + ''.join(chr(0xe0000 + ord(c)) for c in 'gbeng') * 200))
    yield Case('private-use', article('\ue000\uf8ff\U000f0000\U0010ffff'))
    yield Case('separators', article('가\u2028# 나\u2029- 다\x0c\x0b\u0085라\n\u00a0\n마\n\u3000\n바 `\u2028\u0085`'))
    yield Case('nothing-to-see', article('- \u200b\n\n| \ufeff |\n|-|\n| \u200b |\n\n## \u200b\n\n**\u200b** [\u200b](http://a.b) ![\u200b](none.png) `\u200b`[^1]\n\n'
                                         '::: tip \u3164\n\u200b\n:::\n\n[^1]: \u200b'))
    yield Case('jamo', article('\u1100' * 3000 + ' ' + '\u1161\u11a8' * 2000 + ' \ua960\ud7b0\ud7cb\u115f\u1160\u302e'))
    yield Case('flags', article('🇰' * 1001 + ' ' + '👍' + '🏽' * 500 + ' ' + '1\ufe0f\u20e3' * 300))
    yield Case('noncharacters-all', article(''.join(chr(p * 0x10000 + x) for p in range(17) for x in (0xfffe, 0xffff))), never=('\ufffe', '\uffff'))
    yield Case('control-in-a-title', '# 제목&#1;&#xfffe;\n\n' + LAST, never=('\x01',))
    yield Case('xml', article(']]> <![CDATA[ &amp;lt; "\'<>& -->'), must=(']]>', LAST))


SLOW = ('emphasis-opened', 'emphasis-nested', 'emphasis-hangul', 'brackets', 'bracket-pairs', 'link-openers',
        'link-titles', 'image-openers', 'image-openers-text', 'links-in-links', 'inline-notes', 'inline-notes-links',
        'inline-notes-nested', 'note-references', 'backtick-runs', 'double-equals', 'equals', 'tildes', 'carets', 'dollars',
        'braces', 'brace-ids', 'entities-open', 'html-open-line', 'html-attributes', 'html-comments-open',
        'html-inline-comments-open', 'html-instructions', 'html-instructions-blocks', 'html-declarations',
        'html-declarations-blocks', 'html-cdata', 'html-cdata-blocks', 'html-script-inline', 'html-wide-row',
        'html-tables-nested', 'html-lists-open', 'html-details-nested', 'html-component-open', 'containers-closed',
        'containers-colons', 'containers-nested', 'tabs-markers', 'quotes', 'lists-nested', 'lists-quotes', 'table-bars',
        'table-short-rows', 'references', 'reference-titles', 'references-many', 'notes', 'spoilers', 'long-word',
        'long-hangul-word', 'spaces', 'front-matter-keys')


# What once came to more than its share of time, memory or output.
LARGE = ('link-over-lines', 'link-of-pieces', 'notes', 'notes-called-for-often', 'notes-inline', 'title-long', 'code-numbered',
         'code-ranges', 'containers', 'tables', 'table-head-repeated')


def markdown_cases():
    for name in SLOW:
        text = patterns.PATTERNS[name](60000)
        yield Case('md-' + name, text.replace(patterns.LAST.strip(), LAST),
                   must=() if name.startswith(('html-', 'front', 'containers-nested')) else (LAST,))
    for name in LARGE:
        yield Case('md-large-' + name, patterns.PATTERNS[name](150000).replace(patterns.LAST.strip(), LAST),
                   must=() if name == 'code-ranges' else (LAST,))
    yield Case('md-fence-open', article('```\n가'), must=())
    yield Case('md-containers-open', article('::: tip\n' * 3000), must=())
    yield Case('md-table-of-400-columns', article('|' + 'a|' * 400 + '\n|' + '-|' * 400 + '\n|' + 'b|' * 400))
    yield Case('md-number-too-large', article('999999999. 가\n\n99999999999. 나'))
    yield Case('md-heading-ids', article(''.join(f'# 가 {{#a}}\n# 나 {{#A<"}}\n' for _ in range(50))))
    yield Case('md-note-names', article('가[^<"&>] 나[^가 나] 다[^]\n\n[^<"&>]: 각주\n[^가 나]: 각주\n'))
    yield Case('md-note-of-itself', article('가[^1]\n\n[^1]: 각주[^1]\n'))
    yield Case('md-emphasis-over-blocks', article('**가\n\n- *나**\n> 다*\n'))
    yield Case('md-include-outside', article('<!-- @include: ../secret.txt -->\n\n<!-- @include: /etc/passwd -->'), never=('root:x:0',))
    yield Case('md-include-itself', article('<!-- @include: ./a.md -->'))
    yield Case('md-include-pipe', article('<!-- @include: ./p.md -->'), pipes=('p.md',))
    yield Case('md-include-link', article('<!-- @include: ./l.md -->'), links={'l.md': '../secret.txt'})
    yield Case('md-math', article('$$\n' + '\\frac{' * 5000 + '\n$$\n\n$' + '{' * 3000 + '$'))


def html_cases():
    bad = 'SEOGA_RAN'
    for name, html in {
            'script': '<script setup>{0}</script>', 'script-inline': '가 <script>{0}</script> 나',
            'script-upper': '<SCRIPT\n>{0}</SCRIPT >', 'handlers': '<img src="x" onerror="{0}"> <p ONCLICK=\'{0}\'>글</p>',
            'svg': '<svg onload={0}><a/></svg>', 'svg-inline': '가 <svg onload={0}><script>{0}</script></svg> 나',
            'slashes': '<img/src=x/onerror={0}> 가 <svg/onload={0}>', 'unknown-handler': '가 <x-y onclick="{0}">나</x-y>',
            'object': '<object data="{0}.swf"><param name=a value={0}></object>', 'embed': '<embed src="{0}.swf">',
            'style': '<style>@import "{0}.css"; body {{ background: url({0}.png) }}</style>',
            'meta': '<meta http-equiv="refresh" content="0;url={0}">', 'base': '<base href="http://{0}.invalid/">',
            'form': '<form action="{0}"><input onfocus={0} autofocus></form>', 'body': '<body onload="{0}">',
            'math': '<math><maction actiontype="statusline#{0}">가</maction></math>',
            'template': '<template><img src=x onerror={0}></template>', 'link': '<link rel=stylesheet href="{0}.css">',
            'split-tag': '<im\ng src=x onerror={0}>', 'details': '<details ontoggle={0} open><summary>가</summary>나</details>',
            'comment': '<!-- {0} --> <!--{0}-- > <!---> 가', 'instruction': '<?xml-stylesheet href="{0}"?>\n\n가',
            'declaration': '<!DOCTYPE x [<!ENTITY a "{0}">]>\n\n가'}.items():
        keep = name in ('split-tag', 'declaration', 'comment')
        yield Case('html-' + name, article(html.format(bad)), never=() if keep else (bad,), must=(LAST,))
    for name, address in {'javascript': 'javascript:alert(1)', 'spelt': 'JaVa&#x09;Script:alert(1)', 'data': 'data:text/html,<b>',
                          'vbscript': 'vbscript:x', 'file': 'file:///etc/passwd', 'controls': '\x01javascript:alert(1)'}.items():
        yield Case('html-link-' + name, article(f'[가]({address}) <a href="{address}">나</a> <{address}>'),
                   must=('가', LAST))
    yield Case('html-text', article('<원문> <출처: 블로그> List<String> a<b>c</b> <T> 1 < 2'),
               must=('<원문>', '<출처: 블로그>', 'List<String>', '<T>', LAST))
    yield Case('html-misnested', article('<b><i><u>가</b></i></u> <table><div><td>나</div></td></p></table>'))
    yield Case('html-deep', article('<div><blockquote>' * 20000 + '가'), must=())
    yield Case('html-deep-lists', article('<ul><li>' * 20000 + '가'), must=())
    yield Case('html-ids', article('<p id="a"><b id="a"></b></p><p id="a&quot; x=&quot;"></p><h2 id="1"></h2>'))
    yield Case('html-frame', article('<iframe src="file:///etc/passwd"></iframe><iframe src="../secret.txt" srcdoc="<script>"></iframe>'),
               never=('root:x:0',))
    yield Case('html-spans', article('<table><tr><td colspan=99999999 rowspan=-1>가</td><td colspan=1e9 rowspan=65535>나</td></tr></table>'))
    yield Case('html-images', article('<img width=999999999 height=-5 src=p.png><img width=1e99 src="p.png">'), files={'p.png': picture_with()})
    yield Case('html-entities', article('&' + 'a' * 5000 + '; &NotEqualTilde; &xxe; &#xFFFFFFFF;'))
    yield Case('html-components', article('<VPCard ' + 'a="b" ' * 3000 + '/>\n\n<SiteInfo url="javascript:alert(1)" name="<script>"/>'))
    yield Case('html-json', article('::: card\n```json\n' + '[' * 50000 + '\n```\n:::'), must=())
    yield Case('html-expressions', article('{{ constructor.constructor("a")() }} {{ $frontmatter.__proto__ }} ' + '{{' * 2000), must=(LAST,))


def address_cases():
    """Addresses and names that only look like such, in every place that leads somewhere."""
    label = 'a' * 64
    for name, addresses in {
            'hosts': ['http://a..b/', 'http://.a/', f'http://{label}.b/', 'http://' + 'a.' * 130 + 'b/', 'http://a@b@c.d/',
                      'http://xn--0.de/', 'http://xn--a-ecp.ru/', 'http://\u0301a.b/', 'http://a\ufffdb.c/', 'http://a\u2024b/',
                      'http://\u3164.b/', 'http://a b.c/', 'http://[::1', 'http://[fe80::1%25e]/', 'http://a.b:99999/', 'http://*.b/',
                      'http://a.b\\c', 'http://:80/', 'http://@/', 'http:///a', 'http:a', 'http://%41.b/', 'http://%ff.b/'],
            'schemes': ['java&#10;script:x', '&#106;avascript:x', 'javascript&colon;x', '&Tab;javascript:x', '\u00a0javascript:x',
                        '\u200bjavascript:x', 'data:image/svg+xml,<svg onload=x>', 'blob:http://a/b', 'view-source:http://a.b', 'about:blank',
                        'mailto:a b@c.d?subject=가', 'tel:+82 10', 'C:\\x', '\\\\a\\b', '//a..b/c'],
            'paths': ['http://a.b/%', 'http://a.b/%zz#a#b', 'http://a.b/<>"{}|^`[]', 'http://a.b/\u202e\u2028\ue000', 'http://a.b/&#1;',
                      '#%00', '#%ff', '?', '..', 'a.md?x#y', 'http://a.b/' + 'x' * 9000]}.items():
        quoted = [a.replace('"', '&quot;') for a in addresses]
        yield Case('address-' + name, article('\n\n'.join(
            f'<a href="{a}">{i}</a> <img src="{a}" alt="{i}"> <iframe src="{a}" title="{i}"></iframe>\n\n'
            f'<SiteInfo name="{i}" url="{a}"/>\n\n<VidStack src="{a}" title="{i}"/>' for i, a in enumerate(quoted))))
    ids = ['a b', '1x', 'x', 'X', '가', '\u0301a', '&quot;', '', '.', 'cover', 'nav', 'toc', 'page-1', 'art-1', 'section-1', 'a:b', 'xml:id', 'a' * 3000]
    yield Case('address-ids', article(''.join(f'<p id="{i}">가</p><a id="{i}" name="{i}"></a>\n<h2 id="{i}">나 {{#{i}}}</h2>\n\n## 다 {{#{i}}}\n\n[라](#{i})\n\n'
                                              for i in ids) + '## cover\n\n## section 1\n\n## \u200b\n\n##\n\n## ![](x)\n\n## 가\n\n## 각'))


def element_cases():
    """Every element of HTML, old ones too, in every place, with attributes that do things."""
    names = ('a abbr address applet area audio b base bdo blockquote body button canvas caption center code col dd details dialog dl dt embed '
             'fieldset figcaption figure font form frameset h2 head html iframe image img input ins kbd label legend li link main map mark math '
             'menu meta meter nav noscript ol option p param picture pre progress q rb rp rt ruby samp section select small source span strike '
             'sub summary sup table tbody td textarea tfoot th thead time title tr track tt ul var video wbr').split()
    does = ('style="background:url(http://e.invalid/SEOGA_RAN)" srcset="http://e.invalid/SEOGA_RAN 2x" xml:base="http://e.invalid/" lang="a-b" '
            'xlink:href="javascript:SEOGA_RAN" href="javascript:SEOGA_RAN" poster="SEOGA_RAN.png" action="SEOGA_RAN" ping="SEOGA_RAN" '
            'ONLOAD="SEOGA_RAN" background="SEOGA_RAN" colspan="0" start="-5" width="1e9" dir="x" id="q" role="x" :href="SEOGA_RAN"')
    for name, form in {'blocks': '<{t} {a}>{t}</{t}>', 'inline': '가 <{t} {a}>{t}</{t}> 나', 'twice': '<{t} a="1"><{t}>{t}</{t}></{t}>', 'open': '<{t} a="1">{t}',
                       'closed': '</{t}>{t}', 'heading': '## <{t} a="1">{t}</{t}>', 'item': '- <{t} a="1">{t}</{t}>', 'link': '[<{t} a="1">{t}</{t}>](http://a.b)',
                       'note': '가^[<{t} a="1">{t}</{t}>]', 'cell': '<table><tr><td><{t} a="1">{t}</{t}></td></tr></table>',
                       'summary': '<details><summary><{t} a="1">{t}</{t}></summary>나</details>', 'title': '::: tip <{t} a="1">{t}</{t}>\n나\n:::'}.items():
        body = '\n\n'.join(form.replace('{t}', t).replace('{a}', does if name != 'blocks' else does.replace('SEOGA_RAN 2x', 'SEOGA_RAN')) for t in names)
        yield Case('elements-' + name, article(body), never=('SEOGA_RAN',), must=() if name in ('open', 'twice') else (LAST,))


def yaml_cases():
    laughs = 'a: &a [x,x,x,x,x,x,x,x,x]\n'
    for low, high in zip('abcdefghi', 'bcdefghij'):
        laughs += '%s: &%s [%s]\n' % (high, high, ','.join('*' + low for _ in range(9)))
    keys = ('title', 'shortTitle', 'description', 'author', 'date', 'category', 'tag', 'lang', 'cover', 'license', 'copyright', 'head', 'series', 'breaks', 'icon', 'order')
    odd = {'every-null': '~', 'every-list': '[[a, {b: c}], {name: [x]}, ~, ""]', 'every-map': '{}', 'every-control': '"가\\x01\\e\\0\\uFFFE\\u2028\\u0085나"',
           'every-control-in-lists': '["가\\x01", {name: "이\\x02", url: "http://a.b/\\x03\\uFFFE", position: "\\x04"}]', 'every-blank': '"\\u3000\\u200B"'}
    for name, value in odd.items():
        yield Case('yaml-' + name, matter('\n'.join(f'{k}: {value}' for k in keys)), never=('\x01', '\x1b', '\ufffe'))
    for at in (0, 1, 2):  # the limit of 64 kB falls within a character
        yield Case(f'yaml-cut-{at}', f'---\ntitle: {" " * at}' + '가' * 30000 + f'\n---\n\n{LAST}\n')
    for name, lines in {
            'lang-extension': 'title: 가\nlang: ko-x', 'lang-single': 'title: 가\nlang: a-b', 'lang-twice': 'title: 가\nlang: ko-ko-ko-a-a-a',
            'address': 'title: 가\nhead: [[meta, {property: og:url, content: "http://a..b/"}]]', 'title-markup': 'title: "<b></b>"', 'title-image': 'title: "![](x)"',
            'title-links': 'title: "[가](javascript:x) ^[나] $x$ <a id=\\"q\\">다</a>"', 'title-direction': 'title: "\\u202e가\\u2067나"\nauthor: "\\u202e다"',
            'deep-flow': 'title: 가\na: ' + '[' * 20000, 'deep-block': 'title: 가\n' + ''.join(' ' * i + 'a:\n' for i in range(300)),
            'laughs': 'title: 가\n' + laughs, 'self': 'title: 가\na: &a [*a]', 'tabs': 'title: 가\n\ta: b',
            'nul': 'title: "가\\0나"', 'controls': 'title: "가\\e\\x07\\uFFFE나"', 'surrogate': 'title: "\\uD800"', 'tags': 'title: !!python/object/apply:os.system ["x"]',
            'binary': 'title: !!binary aGVsbG8=', 'markup': 'title: "</title><script>SEOGA_RAN</script>&\'\\""', 'list': 'title: [가, 나]\nauthor: {a: {b: c}}',
            'number': 'title: 1e999\ndate: 99999-99-99\nauthor: 5', 'null': 'title: ~\nauthor:\ndate: null', 'lang': 'title: 가\nlang: "ko\\"<x"',
            'cover-outside': 'title: 가\ncover: ../secret.png', 'cover-remote': 'title: 가\ncover: http://a.invalid/x.png', 'cover-device': 'title: 가\ncover: /dev/zero',
            'long': 'title: ' + '가' * 15000, 'too-long': 'title: 가\nx: ' + '나' * 40000, 'keys': 'title: 가\n? {a: b}\n: c\n? [a]\n: d', 'twice': 'title: 가\ntitle: 나',
            'two-documents': 'title: 가\n--- \ntitle: 나', 'spaces': 'title: "   "', 'newlines': 'title: "가\\n\\n나\\r다"', 'right-to-left': 'title: "\\u202E가"',
            'dates': 'title: 가\ndate: 2025-02-30', 'many-authors': 'title: 가\nauthor: [' + 'a,' * 5000 + ']'}.items():
        yield Case('yaml-' + name, matter(lines), must=(LAST,) if name != 'two-documents' else (), never=('<script>SEOGA',))


def bomb_png():
    """A PNG of 20,000 pixels a side, in a few hundred kB."""
    raw = zlib.compressobj(9)
    data = b''.join(raw.compress(b'\0' * 2501) for _ in range(20000)) + raw.flush()
    return (b'\x89PNG\r\n\x1a\n' + picture.chunk(b'IHDR', struct.pack('>IIBBBBB', 20000, 20000, 1, 0, 0, 0, 0)) +
            picture.chunk(b'IDAT', data) + picture.chunk(b'IEND', b''))


def text_bomb():
    """A small PNG whose text inflates to 60 MB."""
    text = picture.chunk(b'zTXt', b'a\0\0' + zlib.compress(b'x' * 60000000))
    return picture.png([[(1, 2, 3)] * 8] * 8, 8, 2, extra=text + picture.chunk(b'iCCP', b'a\0\0' + zlib.compress(b'y' * 20000000)))


def jpeg_with(width, height):
    """The beginning of a JPEG that says it is that large."""
    return (b'\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\0\x11\x08' + struct.pack('>HH', height, width) +
            b'\3\1\x22\0\2\x11\1\3\x11\1\xff\xda\0\x0c\3\1\0\2\x11\3\x11\0?\0' + b'\0' * 50 + b'\xff\xd9')


def svg(body, attributes=''):
    return f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="40" height="40" {attributes}>{body}</svg>'.encode()


def laughs_svg():
    entities = ''.join('<!ENTITY a%d "%s">' % (i + 1, ('&a%d;' % i) * 10) for i in range(12))
    return f'<!DOCTYPE svg [<!ENTITY a0 "ha">{entities}]>'.encode() + svg('<text y="9">&a12;</text>')


def uses_svg():
    """Elements that show ten of the one before."""
    groups = ('<g id="a%d">%s</g>' % (i + 1, ('<use xlink:href="#a%d"/>' % i) * 10) for i in range(12))
    return svg('<g id="a0"><rect width="1" height="1"/></g>' + ''.join(groups))


def silenced_avif():
    """A sound container of zeros, over which decoders complain."""
    whole = (pathlib.Path(__file__).resolve().parents[1] / 'program/images/photo.avif').read_bytes()
    start = whole.index(b'mdat') + 4
    return whole[:start] + bytes(len(whole) - start)


def image_cases():
    good = picture_with()
    for name, address in {
            'up': '../secret.png', 'up-text': '../secret.txt', 'up-deep': 'a/b/../../../secret.png', 'percent': '%2e%2e%2fsecret.png',
            'percent-twice': '%252e%252e%252fsecret.png', 'backslash': '..\\secret.png', 'absolute': '/etc/passwd', 'nul': '%00../secret.png',
            'file': 'file:///etc/passwd', 'middle': 'p.png/../../secret.png', 'dots': '....//secret.png', 'unc': '//a.invalid/x.png',
            'ftp': 'ftp://a.invalid/x.png', 'gopher': 'gopher://127.0.0.1/x', 'loopback': 'http://127.0.0.1:1/x.png', 'proc': '/proc/self/environ',
            'missing': 'none.png', 'empty': '', 'folder': '.', 'device': '/dev/zero', 'query': 'p.png?x=../secret.png', 'hash': 'p.png#a'}.items():
        yield Case('img-' + name, article(f'![가]({address})\n\n<img src="{address}" alt="나">'), files={'p.png': good}, never=('root:x:0',))
    yield Case('img-link-outside', article('![가](l.png)'), links={'l.png': '../secret.png'})
    yield Case('img-link-folder', article('![가](d/secret.png)'), links={'d': '..'})
    yield Case('img-link-loop', article('![가](l.png)'), links={'l.png': 'm.png', 'm.png': 'l.png'})
    yield Case('img-link-chain', article('![가](l0.png)'), links={**{f'l{i}.png': f'l{i + 1}.png' for i in range(60)}, 'l60.png': '../secret.png'})
    yield Case('img-link-device', article('![가](l.png)'), links={'l.png': '/dev/zero'})
    yield Case('img-pipe', article('![가](p.png)'), pipes=('p.png',))
    for name, data in {
            'zero.png': head_only(0, 0), 'huge.png': head_only(0x7fffffff, 0x7fffffff), 'wide.png': head_only(0xffffffff, 1), 'lying.png': head_only(3000, 3000),
            'bomb.png': bomb_png(), 'text-bomb.png': text_bomb(), 'cut.png': good[:-30], 'trailing.png': good + CANARY[:5].encode() * 100,
            'no-data.png': good[:33], 'chunk.png': good[:33] + b'\xff\xff\xff\xffIDAT' + good[41:], 'huge.jpg': jpeg_with(65535, 65535),
            'zero.jpg': jpeg_with(0, 0), 'no-codes.jpg': jpeg_with(16, 16), 'cut.jpg': jpeg_with(16, 16)[:40], 'segment.jpg': b'\xff\xd8\xff\xe1\0\0\xff\xd9', 'huge.gif': b'GIF89a' + struct.pack('<HHBBB', 65535, 65535, 0x80, 0, 0) + b'\0' * 6 +
            b',' + struct.pack('<HHHHB', 0, 0, 65535, 65535, 0) + b'\x08\1\0\0;', 'frames.gif': b'GIF89a' + struct.pack('<HHBBB', 8, 8, 0x80, 0, 0) + b'\0' * 6 +
            (b',' + struct.pack('<HHHHB', 0, 0, 3, 2, 0) + b'\2\2\x84\x5f\0') * 5000 + b';', 'bad.webp': b'RIFF\xff\xff\xff\xffWEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\xff\xff\xff\xff',
            'lossless.webp': b'RIFF\x20\0\0\0WEBPVP8L\x14\0\0\0\x2f\xff\xff\xff\x0f' + b'\xaa' * 15, 'bad.avif': b'\0\0\0\x1cftypavif\0\0\0\0avifmif1' + b'\xff\xff\xff\xffmeta' * 5,
            'zeros.avif': silenced_avif(), 'text.png': b'not an image', 'empty.png': b'', 'script.svg': svg('<script>SEOGA_RAN</script><a xlink:href="javascript:SEOGA_RAN"><rect width="5" height="5" onclick="SEOGA_RAN"/></a>'),
            'outside.svg': svg('<image xlink:href="../secret.png" width="9" height="9"/><image href="file:///etc/passwd"/><use href="file:///etc/passwd#a"/><style>@import "http://a.invalid/SEOGA_RAN.css";</style>'),
            'entity.svg': b'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + svg('<text y="9">&x;</text>'),
            'laughs.svg': laughs_svg(),
            'uses.svg': uses_svg(), 'nowhere.svg': svg('<use href="#a"/><rect fill="url(#b)" width="5" height="5"/>'),
            'deep.svg': svg('<g>' * 20000), 'size.svg': svg('<rect/>', 'viewBox="0 0 1e30 1e30"').replace(b'width="40" height="40"', b'width="1e9" height="1e9"'),
            'foreign.svg': svg('<foreignObject><body xmlns="http://www.w3.org/1999/xhtml" onload="SEOGA_RAN"/></foreignObject>')}.items():
        yield Case('img-' + name.replace('.', '-'), article(f'![가]({name})'), files={name: data}, never=('root:x:0', 'SEOGA_RAN'), seconds=10)
    inline = base64.b64encode(good).decode()
    yield Case('img-data', article(f'![가](data:image/png;base64,{inline}) ![나](data:image/png;base64,{inline[:40]}) ![다](data:text/html;base64,{inline})'))
    yield Case('img-names', article('![가](가나.png) ![나](a%20b.png) ![다](<a b.png>) ![라](a%23b.png)'),
               files={unicodedata.normalize('NFD', '가나') + '.png': good, 'a b.png': good, 'a#b.png': good})
    yield Case('img-case', article('![가](P.png)\n\n![나](p.PNG)\n\n![다](d/p.png)'), files={'P.png': good, 'p.PNG': picture_with(width=9), 'd/p.png': picture_with(height=9)})
    yield Case('img-many', article('![가](p.png) ' * 2000), files={'p.png': good})


def table_of(font, tag):
    """Where it begins."""
    for at in range(12, 12 + 16 * struct.unpack('>H', font[4:6])[0], 16):
        if font[at:at + 4] == tag:
            return struct.unpack('>I', font[at + 8:at + 12])[0]
    raise ValueError(tag)


def written(data, at, *words):
    """With 16-bit words written over it."""
    return data[:at] + struct.pack(f'>{len(words)}H', *(w & 0xffff for w in words)) + data[at + 2 * len(words):]


def own_font():
    """A small font whose last character has become one that no other font has, U+E000, and where its segment of the
    map has its delta."""
    font = (pathlib.Path(__file__).resolve().parents[1] / 'fuzz/corpus/sfnt/glyf.ttf').read_bytes()
    cmap = table_of(font, b'cmap')
    table = cmap + struct.unpack('>I', font[cmap + 8:cmap + 12])[0]
    count = struct.unpack('>H', font[table + 6:table + 8])[0] // 2
    ends, starts, deltas = table + 14, table + 16 + 2 * count, table + 16 + 4 * count
    last = 2 * (count - 2)  # before the one of U+FFFF
    font = written(written(font, ends + last, 0xe000), starts + last, 0xe000)
    return written(font, deltas + last, 1 - 0xe000), deltas + last


def font_cases():
    """Each is the only font for a character; it is used, or told and left out."""
    font, delta = own_font()
    glyphs = table_of(font, b'maxp') + 4
    for name, data in {
            'sound': font, 'empty': b'', 'zeros': bytes(100000), 'text': b'not a font', 'cut': font[:len(font) // 2], 'longer': font + bytes(1 << 20),
            'beyond-glyphs': written(font, delta, 5000 - 0xe000), 'no-em': written(font, table_of(font, b'head') + 18, 0),
            'many-glyphs': written(font, glyphs, 0xffff), 'wide': written(font, table_of(font, b'hmtx'), *[0xffff, 0] * 3),
            'metrics': written(font, table_of(font, b'hhea') + 4, 0x7fff, 0x8000, 0x7fff), 'restricted': written(font, table_of(font, b'OS/2') + 8, 2),
            'name': font.replace('Noto'.encode('utf-16-be'), ')/<>'.encode('utf-16-be')), 'map': written(font, table_of(font, b'cmap') + 2, 0xffff),
            'collection': b'ttcf\0\1\0\0\x7f\xff\xff\xff' + font, 'web': b'wOF2' + font[4:], 'post': written(font, table_of(font, b'post') + 2, 0xffff, 0xffff),
            'substitutions': written(font, table_of(font, b'GSUB'), *[1, 0, 10, 10, 10] * 3)}.items():
        yield Case('font-' + name, article('가\ue000나 **\ue000** `\ue000`'), files={'f/a.ttf': data}, options=('--font-dir', 'f'))
    for name, target in {'device': '/dev/zero', 'loop': 'a.ttf', 'outside': '../../secret.txt'}.items():
        yield Case('font-' + name, article('가\ue000'), files={'f/b.ttf': font}, links={'f/a.ttf': target}, options=('--font-dir', 'f'))


def all_cases():
    for make in (byte_cases, markdown_cases, html_cases, address_cases, element_cases, yaml_cases, image_cases,
                 font_cases):
        yield from make()
