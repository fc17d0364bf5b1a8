"""PDF/UA-1 and PDF/A-2 by the checker of the optional data: no condition fails, on hard articles too."""
import subprocess
import sys

import tap

SAMPLE = tap.source_root() / 'samples/bookshelf.md'
MOST = 20  # files the checker is given at a time


def checker():
    path = tap.shared() / 'check/pdfua.py'
    if not path.is_file():
        raise tap.Skip('no checker')
    if subprocess.run([path, SAMPLE], capture_output=True).returncode not in (1, 2):
        raise tap.Skip('the checker does not run here')
    return path


def passes(files):
    for at in range(0, len(files), MOST):
        done = subprocess.run([checker(), *files[at:at + MOST]], capture_output=True)
        assert done.returncode == 0, done.stdout.decode()[:2000]


def test_sample(seoga):
    seoga.ok('-q', SAMPLE, '-o', 'a.pdf')
    passes([seoga.folder / 'a.pdf'])


def test_books(seoga):
    book = tap.source_root() / 'samples/book.yaml'
    seoga.ok('-q', book, '-o', 'a.pdf')
    seoga.ok('-q', book, '--print', '--cover', tap.source_root() / 'samples/images/shelf.jpg', '-o', 'b.pdf')
    seoga.ok('-q', book, '--booklet=2', '-o', 'c.pdf')
    passes([seoga.folder / name for name in ('a.pdf', 'b.pdf', 'c.pdf')])


def test_seed(seoga):
    seoga.ok('-q', tap.shared() / 'corpus/seed-article.md', '-o', 'a.pdf')
    passes([seoga.folder / 'a.pdf'])


def test_looks(seoga):
    """Tables across the page, formulas, addresses as notes and in a list."""
    cases = tap.source_root() / 'tests/golden/cases'
    seoga.ok('-q', cases / 'tables-turned.md', '-o', 'a.pdf')
    seoga.ok('-q', cases / 'look-tech.md', '--print', '-o', 'b.pdf')
    seoga.ok('-q', cases / 'look-tech.md', SAMPLE, '--links', 'list', '-o', 'c.pdf')
    passes([seoga.folder / name for name in ('a.pdf', 'b.pdf', 'c.pdf')])


def test_hard_articles(seoga):
    corpus = tap.shared() / 'corpus'
    files = []
    for number, name in enumerate((corpus / 'torture.txt').read_text().split('\n')):
        if name.strip():
            files.append(seoga.folder / f'{number}.pdf')
            seoga.ok('-q', corpus / 'site' / name.strip(), '-o', files[-1])
    assert len(files) >= 40
    passes(files)


tap.main(sys.modules[__name__])
