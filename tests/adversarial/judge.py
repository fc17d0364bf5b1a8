"""Whether a run kept its promises: how it ended, what it said, what it left, and what the outputs hold."""
import html
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile

MESSAGE = re.compile(r'[^\n]+: (note|warning|error): [^\n]+ \[[a-z0-9-]+\]$')
ACTIVE = re.compile(r'<(?:\w+:)?(script|iframe|object|embed|form|base|foreignObject)\b|<[^>]*\son[a-z]+\s*=|'
                    r'<[^>]*(?:href|src)\s*=\s*["\']\s*(?:javascript|vbscript|file|data:text/html)|'
                    r'<meta[^>]*http-equiv\s*=\s*["\']?refresh', re.I)
REMOTE = re.compile(r'<(?:img|image|source|video|audio|link|track|use)\b[^>]*\b(?:src|href|xlink:href|srcset)\s*=\s*'
                    r'["\']\s*(?:https?:|ftp:|gopher:|file:|//|/|\.\./\.\.)', re.I)


def squeezed(text):
    return re.sub(r'\s+', '', text)


def text_of(markup):
    body = re.sub(r'<head\b.*?</head>', '', markup, flags=re.S)
    return html.unescape(re.sub(r'<[^>]+>', '', body))


def judge_page(name, data):
    """What is wrong with one file of markup."""
    markup = data.decode('utf-8', 'replace')
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as why:
        return [f'{name} is not well-formed: {why}']
    ids = [e.get('id') for e in root.iter() if e.get('id')]
    wrong = [f'{name}: an id stands twice'] if len(ids) != len(set(ids)) else []
    for pattern, what in ((ACTIVE, 'acts'), (REMOTE, 'reaches out')):
        found = pattern.search(markup)
        if found:
            wrong.append(f'{name} {what}: {found.group(0)[:80]}')
    if re.search(r'<!DOCTYPE[^>]*\[', markup):
        wrong.append(f'{name} has an internal subset')
    return wrong


def judge_epub(path, must=(), never=()):
    wrong, text, blob = [], '', b''
    with zipfile.ZipFile(path) as archive:
        if archive.testzip():
            wrong.append('a checksum is wrong')
        names = archive.namelist()
        if len({n.casefold() for n in names}) != len(names):
            wrong.append('names are alike')
        for name in names:
            data = archive.read(name)
            blob += data
            if name.startswith('/') or '..' in name.split('/') or '\\' in name:
                wrong.append(f'{name} is no name')
            if name.endswith(('.xhtml', '.opf', '.ncx', '.svg', '.xml')):
                wrong += judge_page(name, data)
            if name.endswith(('.xhtml', '.svg')):
                text += text_of(data.decode('utf-8', 'replace'))
    return wrong + judge_text(text, blob, must, never)


def judge_text(text, blob, must, never):
    flat = squeezed(text)
    wrong = [f'lost: {word}' for word in must if squeezed(word) not in flat]
    for word in never:
        if word in text or word.encode('utf-8', 'replace') in blob if len(word) > 1 else word in text:
            wrong.append(f'leaked: {word!r}')
    return wrong


def judge_pdf(path, must=(), never=(), plain=False):
    """`plain`: its streams are looked at too."""
    wrong, blob = [], path.read_bytes()
    if shutil.which('qpdf'):
        done = subprocess.run(['qpdf', '--check', path], capture_output=True)
        if done.returncode:
            wrong.append('qpdf: ' + (done.stderr or done.stdout).decode()[-200:])
        if plain:
            blob += subprocess.run(['qpdf', '--qdf', '--object-streams=disable', path, '-'], capture_output=True).stdout
            found = re.search(rb'/JavaScript|/Launch|/EmbeddedFile\b|/SubmitForm', blob)
            if found:
                wrong.append(f'the PDF acts: {found.group(0)}')
    if not shutil.which('pdftotext'):
        return wrong
    text = subprocess.run(['pdftotext', '-enc', 'UTF-8', path, '-'], capture_output=True).stdout.decode('utf-8', 'replace')
    return wrong + judge_text(text, blob, must, [w for w in never if len(w) > 1])


def judge_messages(status, said):
    wrong = []
    if status < 0 or status > 2:
        wrong.append(f'ended with {status}: {said[-300:]}')
    if status and not said.strip():
        wrong.append('failed without a word')
    if 'Sanitizer' in said or 'runtime error:' in said:
        wrong.append(said[:2000])
    elif [line for line in said.splitlines() if not MESSAGE.match(line)]:
        wrong.append('not a message: ' + next(line for line in said.splitlines() if not MESSAGE.match(line))[:200])
    return wrong


def judge_calls(trace, own):
    """What a run opened. `own`: the folders it may write to."""
    calls = trace.read_text(errors='replace')
    wrong = []
    if re.search(r'AF_INET', calls):
        wrong.append('it opened the network')
    for name in re.findall(r'open(?:at)?\([^"]*"([^"]+)"[^)]*O_(?:WRONLY|RDWR)', calls):
        if not name.startswith((str(own), '/dev/null', '/proc/self')) and name.startswith('/'):
            wrong.append(f'it wrote {name}')
    for name in re.findall(r'open(?:at)?\([^"]*"([^"]+)"[^)]*\)\s*= \d', calls):
        if os.path.basename(name).startswith('secret') or name in ('/etc/passwd', '/dev/zero', '/proc/self/environ'):
            wrong.append(f'it opened {name}')
    if len(re.findall(r'execve\(', calls)) > 2:  # the shell that sets the limit is one
        wrong.append('it started a program')
    return wrong
