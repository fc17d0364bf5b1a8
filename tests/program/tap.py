"""A small harness for tests of the whole program: functions named test_* are run, in the order they are
written, each in a fresh folder; results are printed as TAP."""
import inspect
import os
import pathlib
import subprocess
import sys
import tempfile
import traceback

SKIP = 77


class Skip(Exception):
    """Raised by a test whose tool or data is not on this machine."""


class Program:
    """The program under test and a folder of its own to run in."""

    def __init__(self, path, folder):
        self.path = str(pathlib.Path(path).resolve())
        self.folder = pathlib.Path(folder)

    def run(self, *args, **options):
        options.setdefault('cwd', self.folder)
        options.setdefault('timeout', 60)
        return subprocess.run([self.path, *map(str, args)], capture_output=True, **options)

    def ok(self, *args, **options):
        done = self.run(*args, **options)
        assert done.returncode == 0, f'exit {done.returncode}: {done.stderr.decode()}'
        return done

    def measured(self, *args):
        """Exit status, messages and peak memory in MB. Run from a small process of its own, since a child's peak
        begins with its parent's."""
        small = ('import resource, subprocess, sys; done = subprocess.run(sys.argv[1:]).returncode; '
                 'print(done, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)')
        run = subprocess.run([sys.executable, '-S', '-c', small, self.path, *map(str, args)], cwd=self.folder,
                             capture_output=True, check=True, timeout=60)
        status, peak = run.stdout.split()
        return int(status), run.stderr.decode(), int(peak) / 1024

    def write(self, name, text):
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return path


def source_root():
    return pathlib.Path(__file__).resolve().parents[2]


def shared():
    """The optional data of the wider test suites."""
    path = pathlib.Path(os.environ.get('SEOGA_SHARED', source_root() / '../shared'))
    if not (path / 'corpus').is_dir():
        raise Skip('no SEOGA_SHARED')
    return path


def main(module):
    program = sys.argv[1]
    tests = [f for n, f in vars(module).items() if n.startswith('test_') and inspect.isfunction(f)]
    failed = skipped = 0
    print(f'1..{len(tests)}')
    for number, test in enumerate(tests, 1):
        with tempfile.TemporaryDirectory() as folder:
            try:
                test(Program(program, folder))
                print(f'ok {number} - {test.__name__}')
            except Skip as why:
                skipped += 1
                print(f'ok {number} - {test.__name__} # SKIP {why}')
            except Exception:
                failed += 1
                print(f'not ok {number} - {test.__name__}')
                print(''.join('# ' + line + '\n' for line in traceback.format_exc().splitlines()), end='')
    sys.exit(1 if failed else SKIP if skipped == len(tests) else 0)
