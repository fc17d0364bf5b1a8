"""Texts of one construct over and over: what takes too long when some part of the program is not linear in its input.
Each is a function of a number of bytes; `beginning`, `again` and `end` are put together so that the text has about as
many."""
import itertools

HEAD = '---\ntitle: 되풀이\nlang: ko\n---\n\n'
LAST = '\n\n끝까지 읽은 글\n'


def repeated(again, beginning='', end=''):
    def text(size):
        count = max(1, (size - len(beginning) - len(end)) // len(again.encode()))
        return HEAD + beginning + again * count + end + LAST
    return text


def mirrored(opening, middle, closing):
    def text(size):
        count = max(1, size // (len(opening) + len(closing)))
        return HEAD + opening * count + middle + closing * count + LAST
    return text


def numbered(*parts, between='\n\n'):
    """Every part with {} for the numbers from 0 on, the parts one after another."""
    def text(size):
        count = max(1, size // sum(len(p) + 4 for p in parts))
        return HEAD + between.join('\n'.join(p.format(i) for i in range(count)) if between == '\n\n' else
                                   ''.join(p.format(i) for i in range(count)) for p in parts) + LAST
    return text


def runs(character, step=''):
    """Runs of one character, each longer than the one before, so that none closes another."""
    def text(size):
        out, left = [], size
        for length in itertools.count(1):
            if left < length:
                return HEAD + (step or ' a ').join(out) + LAST
            out.append(character * length)
            left -= length + 3
    return text


def table(columns, cell='c'):
    def text(size):
        row = '|' + f' {cell} |' * columns + '\n'
        rows = max(1, size // len(row))
        return HEAD + row + '|' + '---|' * columns + '\n' + row * rows + LAST
    return text


def wide_row(size):
    return HEAD + '<table><tr>' + '<td>c</td>' * (size // 10) + '</tr></table>' + LAST


def lists_in_lists(size):
    out, left = [], size
    for depth in itertools.count():
        left -= depth * 2 + 4
        if left < 0:
            return HEAD + ''.join(out) + LAST
        out.append('  ' * depth + '- a\n')


def quotes_in_lists(size):
    return HEAD + '> - ' * (size // 4) + 'a' + LAST


def references(size):
    half = size // 2
    return HEAD + '[a]: ' + 'x' * half + '\n\n' + '[a]' * (half // 3) + LAST


def titled_references(size):
    half = size // 2
    return HEAD + '[a]: u "' + 'x' * half + '"\n\n' + '[a] ' * (half // 4) + LAST


def site_variable(size):
    return f'---\ntitle: {"제목" * 40}\n---\n\n' + '{{ $frontmatter.title }} ' * (size // 25) + LAST


def many_keys(size):
    keys = min(size, 60000) // 12
    return '---\n' + ''.join(f'k{i}: "{i}"\n' for i in range(keys)) + 'title: 키\n---\n' + LAST


def long_notes(size):
    return HEAD + ' '.join(f'가[^{i}]' for i in range(size // 40)) + '\n\n' + \
        ''.join(f'[^{i}]: 각주 {i}.\n' for i in range(size // 40)) + LAST


def link_over_lines(size):
    half = size // 2
    return HEAD + '[' + '가<br>' * (half // 7) + '](http://a.b/' + 'x' * half + ')' + LAST


def link_of_pieces(size):
    return HEAD + '[' + '**가** `나` ' * (size // 16) + '](http://a.b/)' + LAST


def note_called_for_often(size):
    half = size // 2
    return HEAD + '가[^1]\n\n' * (half // 9) + '[^1]: ' + '나다 ' * (half // 7) + LAST


def title_of_a_heading(size):
    return '# ' + '가나 ' * (size // 14) + '\n\n' + '서가는 글을 책으로 묶는다.\n\n' * (size // 74) + LAST


def ranges_of_lines(size):
    half = size // 2
    return HEAD + '```js{' + '1-1000000,' * (half // 10) + '}\n' + 'x\n' * (half // 2) + '```' + LAST


def head_on_every_page(size):
    """Of a third of a page."""
    return HEAD + '| ' + '가 나 ' * 100 + ' |\n|---|\n' + '| a |\n' * (size // 6) + LAST


PATTERNS = {
    'plain': repeated('서가는 글을 책으로 묶는다. '),
    'paragraphs': repeated('서가는 글을 책으로 묶는다.\n\n'),
    'long-word': repeated('a'),
    'long-hangul-word': repeated('가'),
    'spaces': repeated(' ', 'a', 'b'),
    'tabs': repeated('\t', 'a', 'b'),
    'blank-lines': repeated('\n'),
    'carriage-returns': repeated('a\r'),
    'combining': repeated('\u0301', 'a'),
    'bidi': repeated('\u202e\u05d0'),
    'zero-width': repeated('a\u200b'),
    'emphasis-opened': repeated('*a '),
    'emphasis-closed': repeated('a* '),
    'emphasis-words': repeated('*a_ '),
    'emphasis-nested': mirrored('*a **a ', 'b', ' a** a*'),
    'emphasis-hangul': repeated('**가**나'),
    'emphasis-mixed': repeated('*가 _나 ~~다 ==라 '),
    'stars': repeated('*'),
    'underscores': repeated('_a'),
    'tildes': repeated('~a'),
    'double-tildes': repeated('~~a '),
    'double-equals': repeated('==a '),
    'equals': repeated('=', 'a '),
    'carets': repeated('^a'),
    'carets-apart': repeated('^ a'),
    'dollars': repeated('$a'),
    'dollars-apart': repeated('$ a '),
    'double-dollars': repeated('$$a'),
    'braces': repeated('{{a'),
    'brace-ids': repeated('{#'),
    'heading-ids': repeated('# a {#b}\n'),
    'attributes': repeated('a {.b #c d=e}\n\n'),
    'brackets': repeated('['),
    'bracket-pairs': repeated('[]'),
    'brackets-nested': mirrored('[', 'a', ']'),
    'link-openers': repeated('[a]('),
    'link-openers-angle': repeated('[a](<b'),
    'link-over-lines': link_over_lines,
    'link-of-pieces': link_of_pieces,
    'link-titles': repeated('[a](b "c'),
    'links': repeated('[가](b) '),
    'image-openers': repeated('!['),
    'image-openers-text': repeated('![a]('),
    'images': repeated('![가](없다.png)\n\n'),
    'images-in-text': repeated('![가](없다.png) '),
    'links-in-links': mirrored('[a', 'b', '](c)'),
    'images-in-images': mirrored('![a', 'b', '](c)'),
    'inline-notes': repeated('^[a'),
    'inline-notes-links': repeated('^[a](b'),
    'inline-notes-whole': repeated('^[가] '),
    'inline-notes-nested': mirrored('^[a', 'b', ']'),
    'note-references': repeated('[^1]'),
    'notes-one': repeated('[^1]', '', '\n\n[^1]: 각주'),
    'notes': long_notes,
    'notes-called-for-often': note_called_for_often,
    'notes-inline': repeated('가^[나] '),
    'notes-defined': numbered('[^{}]: 각주'),
    'notes-referred': numbered('[^{}] '),
    'notes-nested': numbered('[^{0}]: a [^{0}1]'),
    'references': references,
    'reference-titles': titled_references,
    'reference-defined': numbered('[k{}]: u', between='\n\n'),
    'references-many': numbered('[k{}]: u', '[k{}]'),
    'backticks': repeated('`a '),
    'backtick-runs': runs('`'),
    'backtick-fences': repeated('```\n'),
    'tilde-fences': runs('~', '\n'),
    'fence-lengths': runs('`', '\n'),
    'code-lines': repeated('    x = 1\n\n'),
    'code-long-line': repeated('x = 1; ', '```\n', '\n```'),
    'code-numbered': repeated('x\n', '```js:line-numbers=2147483600\n', '```'),
    'code-ranges': ranges_of_lines,
    'code-many-lines': repeated('x = 1\n', '```js\n', '```'),
    'autolinks': repeated('<http://a'),
    'autolinks-whole': repeated('<http://a.b> '),
    'mail': repeated('<a@b'),
    'www': repeated('www.a.b '),
    'at-signs': repeated('a@'),
    'entities': repeated('&amp;'),
    'entities-open': repeated('&a'),
    'entities-numeric': repeated('&#44032;'),
    'entities-long': repeated('&#1'),
    'backslashes': repeated('\\'),
    'escaped': repeated('\\*'),
    'html-open': repeated('<div>\n'),
    'html-open-line': repeated('<div>'),
    'html-nested': mirrored('<div>\n', 'a', '\n</div>'),
    'html-details': repeated('<details><summary>a</summary>\n\n'),
    'html-details-nested': mirrored('<details><summary>a</summary>\n\n', 'b', '\n\n</details>'),
    'html-spans': repeated('a <span>'),
    'html-bold': repeated('a <b>b '),
    'html-closing': repeated('a </b>'),
    'html-attributes': repeated('<a b="c '),
    'html-attribute-quotes': repeated('a <a b="', '', '>'),
    'html-tag-start': repeated('a <a '),
    'html-tag-start-block': repeated('<a \n'),
    'html-unknown': repeated('a <b-c> '),
    'html-component': repeated('<VPCard title="a" />\n\n'),
    'html-component-open': repeated('<VPCard title="a\n'),
    'html-many-attributes': repeated('a="b" ', '<VPCard ', '/>'),
    'html-comments': repeated('<!-- a -->'),
    'html-comments-open': repeated('<!-- a '),
    'html-comments-blocks': repeated('<!--\n\n'),
    'html-inline-comments-open': repeated('a <!-- '),
    'html-instructions': repeated('a <?'),
    'html-instructions-blocks': repeated('<?\n\n'),
    'html-declarations': repeated('a <!A '),
    'html-declarations-blocks': repeated('<!A\n\n'),
    'html-cdata': repeated('a <![CDATA['),
    'html-cdata-blocks': repeated('<![CDATA[\n\n'),
    'html-script': repeated('<script>'),
    'html-script-blocks': repeated('<script>\n\n'),
    'html-script-inline': repeated('a <script> '),
    'html-style-pairs': repeated('<style></style>'),
    'html-svg-inline': repeated('a <svg> '),
    'html-pre': repeated('<pre>'),
    'html-pre-blocks': repeated('<pre>\n\n'),
    'html-less': repeated('a < b '),
    'html-wide-row': wide_row,
    'html-rows': repeated('<tr><td>a</td></tr>', '<table>', '</table>'),
    'html-tables-nested': mirrored('<table><tr><td>', 'a', '</td></tr></table>'),
    'html-cells-open': repeated('<tr><td>', '<table>'),
    'html-lists-nested': mirrored('<ul><li>', 'a', '</li></ul>'),
    'html-lists-open': repeated('<ul><li>a '),
    'html-items': repeated('<li>a', '<ul>', '</ul>'),
    'html-list-tags': repeated('| <ul><li>a', '', ''),
    'html-lists-in-cell': repeated('<ul><li>a</li></ul>', '| a |\n|---|\n| ', ' |'),
    'html-breaks': repeated('가<br>'),
    'html-ruby': repeated('<ruby>漢<rt>한</rt></ruby>'),
    'containers-open': repeated('::: tip\n'),
    'containers': repeated('::: tip 제목\n가\n:::\n\n'),
    'containers-closed': repeated(':::\n'),
    'containers-colons': runs(':', ' tip\n'),
    'containers-nested': lambda size: HEAD + ''.join(
        ':' * n + ' tip\n' for n in range(int(size ** 0.5) + 3, 2, -1)) + 'a\n' + LAST,
    'containers-titles': repeated('::: tip **a** [b](c)\n:::\n'),
    'containers-in-items': repeated('- ::: tip\n'),
    'tabs-markers': repeated('@tab a\n\n가\n\n', '::: tabs\n', ':::'),
    'tabs-groups': repeated('::: tabs\n@tab a\n가\n:::\n'),
    'tabs-alone': repeated('@tab a\n'),
    'quotes': repeated('>'),
    'quotes-apart': repeated('> a\n\n'),
    'quote-lines': repeated('> a\n'),
    'alerts': repeated('> [!NOTE]\n> a\n\n'),
    'lists': repeated('- 가\n'),
    'lists-loose': repeated('- 가\n\n'),
    'lists-nested': lists_in_lists,
    'lists-line': repeated('- '),
    'lists-numbered': repeated('1. '),
    'lists-quotes': quotes_in_lists,
    'lists-alternating': repeated('- a\n+ b\n'),
    'tasks': repeated('- [ ] a\n'),
    'headings': repeated('# 가\n\n'),
    'headings-levels': repeated('# a\n###### b\n## c\n'),
    'title-long': title_of_a_heading,
    'setext': repeated('가\n---\n'),
    'setext-long': repeated('가\n', '', '---'),
    'rules': repeated('---\n'),
    'table-tall': table(4),
    'table-wide': table(100),
    'table-bars': repeated('|'),
    'table-rules': repeated('|---|\n'),
    'tables': repeated('|a|\n|-|\n|b|\n\n'),
    'table-head-repeated': head_on_every_page,
    'table-heads': repeated('| a |\n|---|\n'),
    'table-cell-pipes': repeated('\\|', '| a |\n|---|\n| ', ' |'),
    'table-short-rows': repeated('|\n', '|' + 'a|' * 100 + '\n|' + '-|' * 100 + '\n'),
    'emoji': repeated(':smile:'),
    'emoji-colons': repeated(':a'),
    'interpolation': site_variable,
    'front-matter-keys': many_keys,
    'math-blocks': repeated('$$\na\n$$\n\n'),
    'math-open': repeated('$$\na\n\n'),
    'includes': repeated('<!-- @include: ./없다.md -->\n\n'),
    'toc': repeated('[[toc]]\n\n'),
    'hard-breaks': repeated('가  \n'),
    'line-ends': repeated('가\n'),
    'spoilers': repeated('!!a!! '),
    'cjk-punctuation': repeated('「가」·'),
}
