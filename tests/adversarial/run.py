"""run.py PROGRAM SANITIZERS [PATTERN...]: every hostile input (cases.py) alone, on a
stack of 512 kB, all in one book, and all in one batch.
TAP. PATTERN: only cases of such names; --keep FOLDER leaves their folders there."""
import concurrent.futures
import fnmatch
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import cases
import judge

MEMORY = 512  # MB
GROWTH, LEAST = 60, 2 << 20  # an output's bytes for one of the input, and what is always allowed
LARGE = 'md-large-'  # alone they are enough
OUTSIDE = ('img-', 'html-', 'md-include', 'yaml-cover')


class Runner:
    def __init__(self, program, sanitizers):
        self.program = os.path.abspath(program)
        self.slow = 1 if sanitizers == 'none' else 12
        self.sanitized = sanitizers != 'none'
        self.strace = not self.sanitized and self.can_trace()

    @staticmethod
    def can_trace():
        tool = shutil.which('strace')
        return tool and subprocess.run([tool, '-f', '-o', '/dev/null', 'true'], capture_output=True).returncode == 0

    def run(self, args, folder, seconds, trace=None):
        """Status, messages, CPU seconds and peak memory in MB."""
        command = [self.program, *args]
        if not self.sanitized:
            command = ['sh', '-c', 'ulimit -s 512; exec "$@"', 'sh', *command]
        if trace:
            command = ['strace', '-f', '-qq', '-e', 'trace=socket,connect,open,openat,execve', '-o', str(trace), *command]
        with tempfile.TemporaryFile() as said:
            child = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=said)
            limit, status = time.monotonic() + 20 * seconds * self.slow, 0
            while not status:
                pid, code, used = os.wait4(child.pid, os.WNOHANG)
                status = pid
                if not pid and time.monotonic() > limit:
                    child.kill()
                if not pid:
                    time.sleep(0.005)
            child.returncode = os.waitstatus_to_exitcode(code)
            said.seek(0)
            text = said.read().decode('utf-8', 'replace')
        return child.returncode, text, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024

    def judge_case(self, case, folder):
        site = case.write(folder)
        out = folder / 'out'
        out.mkdir()
        before = sorted(p.name for p in site.rglob('*'))
        trace = folder / 'trace' if self.strace and case.name.startswith(OUTSIDE) else None
        status, said, seconds, memory = self.run(['a.md', '-o', out / 'a.epub', '-o', out / 'a.pdf', *case.options], site,
                                                 case.seconds, trace)
        wrong = judge.judge_messages(status, said)
        if status and not case.may_fail:
            wrong.append(f'refused: {said[-300:]}')
        if seconds > case.seconds * self.slow:
            wrong.append(f'{seconds:.1f} s')
        if memory > MEMORY and not self.sanitized:
            wrong.append(f'{memory} MB')
        if sorted(p.name for p in site.rglob('*')) != before:
            wrong.append('the input folder changed')
        if trace:
            wrong += judge.judge_calls(trace, folder)
        given = sum(p.stat().st_size for p in site.rglob('*') if p.is_file() and not p.is_symlink())
        for made in out.iterdir():
            if made.stat().st_size > LEAST + GROWTH * given:
                wrong.append(f'{made.name}: {made.stat().st_size} bytes of {given}')
        left = sorted(p.name for p in out.iterdir())
        if left != ([] if status else ['a.epub', 'a.pdf']):
            return wrong + [f'left: {left}']
        if status == 0:
            wrong += judge.judge_epub(out / 'a.epub', case.must, case.never)
            wrong += judge.judge_pdf(out / 'a.pdf', case.must, case.never, case.name.startswith(OUTSIDE))
        return wrong

    def alone(self, case, keep):
        if keep:
            folder = pathlib.Path(keep) / case.name
            folder.mkdir(parents=True)
            return self.judge_case(case, folder)
        with tempfile.TemporaryDirectory() as folder:
            return self.judge_case(case, pathlib.Path(folder))

    def together(self, chosen):
        """A book of all articles, then each by itself in one batch."""
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            site, out = folder / 'site', folder / 'out'
            out.mkdir()
            for case in chosen:
                (site / case.name).mkdir(parents=True)
                case.write(site / case.name)
            status, said, seconds, memory = self.run([site, '-q', '--keep-stubs', '-o', out / 'a.epub', '-o', out / 'a.pdf'], folder, 60)
            wrong = judge.judge_messages(status, said)
            if sorted(p.name for p in out.iterdir()) != ['a.epub', 'a.pdf']:
                return wrong + ['no book: ' + said[-300:]]
            wrong += judge.judge_epub(out / 'a.epub', (cases.LAST,), (cases.CANARY,))
            wrong += judge.judge_pdf(out / 'a.pdf', (cases.LAST,), (cases.CANARY,))
            status, said, seconds, memory = self.run([site, '-q', '--to', 'epub', '-d', folder / 'many'], folder, 60)
            wrong += judge.judge_messages(status, said)
            made = list((folder / 'many').rglob('*.epub'))
            if len(made) != len(chosen):
                wrong.append(f'{len(made)} outputs of {len(chosen)} articles')
            return wrong


def main():
    args = sys.argv[1:]
    keep = args.pop(args.index('--keep') + 1) if '--keep' in args else None
    args = [a for a in args if a != '--keep']
    runner = Runner(*args[:2])
    chosen = [c for c in cases.all_cases() if len(args) < 3 or any(fnmatch.fnmatch(c.name, p) for p in args[2:])]
    failed = 0
    print(f'1..{len(chosen) + 1}', flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        results = [(c.name, pool.submit(runner.alone, c, keep)) for c in chosen]
        results.append(('together', pool.submit(runner.together, [c for c in chosen if not c.may_fail and not c.links and not c.name.startswith(LARGE)])))
        for number, (name, result) in enumerate(results, 1):
            try:
                wrong = result.result()
            except Exception as why:
                wrong = [repr(why)]
            failed += bool(wrong)
            print(f'{"not " if wrong else ""}ok {number} - {name}', *(f'\n# {line}' for w in wrong for line in w.splitlines()),
                  sep='', flush=True)
    sys.exit(failed > 0)


if __name__ == '__main__':
    main()
