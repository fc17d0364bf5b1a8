"""CPU time and peak memory of whole runs, beside a baseline of this very machine."""
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BASELINE = 0.11  # seconds that cmark-gfm takes for 7 MB on the machine of the bars
# Runs the command of its arguments so many times. A process of its own, and a small one, because the peak of a child
# begins with that of its parent.
SMALL = '''
import os, sys
null = os.open(os.devnull, os.O_WRONLY)
for _ in range(int(sys.argv[1])):
    child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ,
                            file_actions=[(os.POSIX_SPAWN_DUP2, null, 1), (os.POSIX_SPAWN_DUP2, null, 2)])
    _, status, usage = os.wait4(child, 0)
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)
'''


def measure(command, folder, rounds=9):
    """Median CPU seconds and the largest resident set in MB."""
    command = [sys.executable, '-S', '-E', '-c', SMALL, str(rounds), *map(str, command)]
    lines = subprocess.run(command, cwd=folder, capture_output=True, check=True).stdout.decode().splitlines()
    runs = [l.split() for l in lines]
    if any(r[0] != '0' for r in runs):
        sys.exit(f'failed: {command[6:]}')
    return statistics.median(float(r[1]) for r in runs), max(int(r[2]) for r in runs) / 1024


def shared():
    """Real articles, where the optional data is."""
    return pathlib.Path(os.environ.get('SEOGA_SHARED', ROOT / '../shared')) / 'corpus/site'


def baseline(folder):
    """CPU seconds of cmark-gfm over 7 MB; None where it is not."""
    tool = shutil.which('cmark-gfm')
    if not tool:
        return None
    sample = (ROOT / 'samples/bookshelf.md').read_bytes()
    text = b''.join(p.read_bytes() for p in sorted(shared().rglob('*.md'))) if shared().is_dir() else sample * 2000
    path = pathlib.Path(folder) / 'baseline.md'
    path.write_bytes(text[:7_000_000])
    return measure([tool, '--unsafe', '-e', 'table', '-e', 'strikethrough', path], folder)[0]


def scale(folder):
    """How much slower than the machine of the bars this one is; says so."""
    base = baseline(folder)
    print(f'cmark-gfm over 7 MB: {base:.3f} s CPU, so bars are scaled by {base / BASELINE:.2f}' if base
          else 'no cmark-gfm: bars are not scaled')
    return base / BASELINE if base else 1
