"""What the program file says of itself: where it is loaded, what stays writable (readelf)."""
import re
import shutil
import subprocess
import sys

import tap
from tap import Skip

OPTIMISED = sys.argv[3] not in ('0', 'g', 'plain') and sys.argv[4] == 'none'


def readelf(path, *options):
    if not shutil.which('readelf'):
        raise Skip('readelf is not installed')
    return subprocess.run(['readelf', '--wide', *options, path], capture_output=True, check=True, text=True).stdout


def test_it_is_loaded_anywhere(seoga):
    assert re.search(r'Type:\s+DYN', readelf(seoga.path, '--file-header')), 'not position-independent'


def test_nothing_is_bound_late_or_writable_then(seoga):
    assert 'GNU_RELRO' in readelf(seoga.path, '--segments')
    assert re.search(r'BIND_NOW|Flags:.*NOW', readelf(seoga.path, '--dynamic'))


def test_the_stack_holds_no_code(seoga):
    stack = re.search(r'GNU_STACK.*', readelf(seoga.path, '--segments'))[0]
    assert re.search(r'\bRW\b', stack) and 'RWE' not in stack, stack


def test_no_segment_is_writable_code(seoga):
    assert not re.search(r'LOAD.*RWE', readelf(seoga.path, '--segments'))


def test_the_sandbox_tells_what_it_holds(seoga):
    seoga.write('a.md', '# a\n\ntext\n')
    said = seoga.ok('-v', 'a.md', '-o', 'a.epub', '-o', 'a.pdf').stderr.decode()
    assert '[sandbox]' in said and 'seccomp' in said
    said = seoga.ok('-v', '--no-sandbox', 'a.md', '-o', 'a.epub').stderr.decode()
    assert '[sandbox]' not in said


def test_articles_behind_links_are_read(seoga):
    seoga.write('far/away/real.md', '# real\n\n![x](x.png)\n')
    seoga.write('here/near.md', '# near\n\ntext\n')
    (seoga.folder / 'here/link.md').symlink_to('../far/away/real.md')
    seoga.ok('here/link.md', 'here/near.md', '-o', 'a.epub')
    seoga.ok('here', '--to', 'epub,pdf', '-d', 'out')
    assert (seoga.folder / 'out/near.pdf').exists()
    assert not (seoga.folder / 'out/link.pdf').exists(), 'a folder leads out of itself'
    seoga.write('lists/list.yaml', 'articles: [../here/link.md]\nsite: ../far\n')
    seoga.ok('lists/list.yaml', '--to', 'pdf', '-d', 'out')


def test_bounds_and_stacks_are_checked(seoga):
    if not OPTIMISED:
        raise Skip('only in optimised builds without sanitizers')
    names = readelf(seoga.path, '--dyn-syms')
    assert '__stack_chk_fail' in names
    assert re.search(r'__\w+_chk\b', names.replace('__stack_chk', '')), 'not fortified'


tap.main(sys.modules[__name__])
