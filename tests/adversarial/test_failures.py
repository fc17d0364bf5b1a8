"""Every call that writes fails once, and a sample of the allocations: then there is one message, status 1, and the old
output untouched, with nothing beside it. Calls: failing.c, preloaded."""
import os
import random
import signal
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../program'))
import tap

SHIM = os.path.abspath(sys.argv[2])
OLD = b'the old output'
SAMPLE = tap.source_root() / 'samples/bookshelf.md'
ERRORS = {'write': 28, 'fsync': 5, 'rename': 28, 'close': 122, 'pwrite': 28, 'lseek': 5, 'ftruncate': 28, 'malloc': 12, 'linkat': 28, 'tmpfile': 95,
          'open': 24, 'fork': 11}


def attempt(seoga, name, call, **environment):
    """Status, messages and output of a run on which `call` fails."""
    (seoga.folder / name).write_bytes(OLD)
    env = dict(os.environ, LD_PRELOAD=SHIM, FAILING_CALL=call, FAILING_ERROR=str(ERRORS[call]), **environment)
    done = seoga.run(SAMPLE, '-q', '-j1', '-o', name, env=env)
    return done.returncode, done.stderr.decode(), (seoga.folder / name).read_bytes()


def count(seoga, name, call):
    """How often it is called when nothing fails, and the output then."""
    status, said, good = attempt(seoga, name, call, FAILING_COUNT=str(seoga.folder / 'count'))
    assert status == 0 and good != OLD, said
    number = int((seoga.folder / 'count').read_text())
    (seoga.folder / 'count').unlink()
    return number, good


def check(seoga, name, call, at, good, must_fail, **environment):
    status, said, output = attempt(seoga, name, call, FAILING_AT=str(at), **environment)
    where = f'{call} {at} for {name}: {status} {said!r}'
    assert sorted(os.listdir(seoga.folder)) == [name], f'{where}: {os.listdir(seoga.folder)}'
    if status == 0 and not must_fail:
        assert output == good and not said, where
        return 0
    assert status == 1 and output == OLD, where
    assert len(said.splitlines()) == 1 and said.rstrip().endswith(('[file-write]', '[memory]', '[descriptors]')), where
    return 1


def every_call(seoga, call, must_fail=True):
    for name in ('a.epub', 'a.pdf'):
        number, good = count(seoga, name, call)
        failed = sum(check(seoga, name, call, at, good, must_fail) for at in range(1, number + 1))
        assert failed == number if must_fail else failed >= 1, (call, number, failed)
        assert number > 0 or name == 'a.pdf', f'{call} is never called for {name}'
        (seoga.folder / name).unlink()


def test_every_write(seoga):
    every_call(seoga, 'write')


def test_every_fsync(seoga):
    every_call(seoga, 'fsync')


def test_every_seek(seoga):
    every_call(seoga, 'lseek')


def test_every_rename(seoga):
    every_call(seoga, 'rename')


def test_every_link(seoga):
    number, good = count(seoga, 'a.pdf', 'linkat')
    if number == 0:
        raise tap.Skip('this file system has no unnamed files')
    (seoga.folder / 'a.pdf').unlink()
    every_call(seoga, 'linkat')


def test_without_unnamed_files(seoga):
    """Where a file system has no files without a name, the output has a temporary one."""
    for name in ('a.epub', 'a.pdf'):
        number, good = count(seoga, name, 'write')
        status, said, output = attempt(seoga, name, 'tmpfile', FAILING_AT='1', FAILING_ON='1')
        assert status == 0 and output == good, said
        assert os.listdir(seoga.folder) == [name], os.listdir(seoga.folder)
        (seoga.folder / name).unlink()


def test_stopped_without_unnamed_files(seoga):
    """A signal takes the temporary name away."""
    env = dict(os.environ, LD_PRELOAD=SHIM, FAILING_CALL='tmpfile', FAILING_AT='1', FAILING_ON='1', FAILING_ERROR='95')
    seen = stopped = 0
    for number in range(12):
        run = subprocess.Popen([seoga.path, SAMPLE, '-q', '-o', 'a.pdf'], cwd=seoga.folder, env=env)
        while run.poll() is None and not os.listdir(seoga.folder):
            time.sleep(0.001)
        seen += any(n.startswith('.a.pdf.') for n in os.listdir(seoga.folder))
        time.sleep(number / 1000)
        run.send_signal(signal.SIGTERM)
        stopped += run.wait(timeout=60) == -signal.SIGTERM
        assert set(os.listdir(seoga.folder)) <= {'a.pdf'}, os.listdir(seoga.folder)
        (seoga.folder / 'a.pdf').unlink(missing_ok=True)
    assert seen and stopped, (seen, stopped)


def test_every_open(seoga):
    """What cannot be opened for want of descriptors is not missing: the book is whole or not made."""
    every_call(seoga, 'open', must_fail=False)


def test_no_process(seoga):
    """Some images are decoded in a copy of the program; where there can be none it is not the image that is bad."""
    seoga.write('a.svg', '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="5" height="5"/></svg>')
    seoga.write('a.md', '# 그림\n\n![가](a.svg)\n')
    env = dict(os.environ, LD_PRELOAD=SHIM, FAILING_CALL='fork', FAILING_AT='1', FAILING_ERROR='11')
    done = seoga.run('a.md', '-q', '-o', 'a.pdf', env=env)
    assert done.returncode == 1 and done.stderr.endswith(b'[processes]\n'), done
    assert sorted(os.listdir(seoga.folder)) == ['a.md', 'a.svg']


def test_every_close(seoga):
    """Of what was only read nobody needs to know; of the output it is a failure."""
    every_call(seoga, 'close', must_fail=False)


def test_allocations(seoga):
    for name in ('a.epub', 'a.pdf'):
        number, good = count(seoga, name, 'malloc')
        chosen = random.Random(name).sample(range(1, number + 1), 40)
        for at in [1, 2, 3, number - 1, *chosen]:
            check(seoga, name, 'malloc', at, good, True)
            check(seoga, name, 'malloc', at, good, True, FAILING_ON='1')
        (seoga.folder / name).unlink()


def test_one_output_of_many(seoga):
    """In a batch the article whose output fails is the only one that has none."""
    for name in 'abc':
        seoga.write(f'in/{name}.md', f'# {name}\n\n본문입니다.\n')
    env = dict(os.environ, LD_PRELOAD=SHIM, FAILING_CALL='fsync', FAILING_AT='2', FAILING_ERROR='5')
    done = seoga.run('in', '-q', '-j1', '--to', 'epub', '-d', 'out', env=env)
    assert done.returncode == 1 and b'[file-write]' in done.stderr, done
    made = sorted(n for n in os.listdir(seoga.folder / 'out') if not n.startswith('.seoga-state'))
    assert made == ['a.epub', 'c.epub'], made
    for name in made:
        assert zipfile.ZipFile(seoga.folder / 'out' / name).testzip() is None


tap.main(sys.modules[__name__])
