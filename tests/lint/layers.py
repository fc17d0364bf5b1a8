#!/usr/bin/env python3
"""Checks that every #include of src/ obeys the layer table and the library seams.

usage: layers.py SRC
"""
import pathlib
import re
import sys

MAY = {
    'util': set(),
    'data': {'util'},
    'doc': {'util'},
    'text': {'util'},
    'media': {'util'},
    'theme': {'data', 'util'},
    'reader': {'doc', 'data', 'util'},
    'book': {'reader', 'doc', 'media', 'data', 'util'},
    'cover': {'text', 'media', 'theme', 'doc', 'util'},
    'layout': {'doc', 'text', 'media', 'theme', 'util'},
    'epub': {'doc', 'media', 'theme', 'text', 'util'},
    'pdf': {'layout', 'doc', 'text', 'media', 'theme', 'util'},
}
MAY['cli'] = set(MAY)
EPUB_TEXT = {'text/subset.h', 'text/font.h'}  # all that epub may see of text

# Header prefix of a library -> the files (or folders, ending in /) it belongs to.
SEAM = {
    'cmark': ['reader/'], 'node.h': ['reader/'], 'chunk.h': ['reader/'], 'parser.h': ['reader/'],
    'yaml': ['data/yaml.c'],
    'jansson': ['data/json.c'],
    'utf8proc': ['util/unicode.c'],
    'libdeflate': ['util/deflate.c', 'util/hash.c'],
    'nettle': ['util/hash.c'],
    'pthread': ['util/', 'text/', 'reader/'],
    'png': ['media/'], 'jpeglib': ['media/'], 'turbojpeg': ['media/'], 'gif_lib': ['media/gif.c'],
    'webp/': ['media/webp.c'], 'avif/': ['media/avif.c'],
    'curl/': ['media/fetch.c', 'media/proxy.c', 'media/request.c', 'media/request.h'],
     'expat': ['media/vector.c'],
    'librsvg/': ['media/svg.c'], 'pango/': ['media/svg.c'], 'cairo': ['media/svg.c'], 'fontconfig/': ['media/svg.c'],
    'glib': ['media/svg.c'], 'dlfcn': ['media/module.c'], 'stb': ['media/resample.c'],
    'zlib': ['util/deflate.c'],
    'seccomp': ['cli/sandbox.c'], 'linux/landlock': ['cli/sandbox.c'], 'linux/seccomp': [],
    'fribidi': ['text/bidi.c'],
    'hyphen.h': ['text/hyphen.c'],
    'ft2build': ['text/'], 'freetype': ['text/'], 'hb': ['text/'],
    'zip': ['epub/zip.c'],
    'hpdf': ['pdf/object.c', 'pdf/stream.c'],
}
INCLUDE = re.compile(r'\s*#\s*include\s+(["<])([^">]+)')


def seam_of(header):
    """The longest library prefix the header begins with, or None."""
    found = [p for p in SEAM if header.startswith(p)]
    return max(found, key=len) if found else None


def complaints(name, quote, header):
    """What is wrong with one include of the file `name` (relative to src/)."""
    module = name.split('/')[0]
    if quote == '"':
        target = header.split('/')[0]
        if '/' not in header:
            return f'write the module: "{header}"'
        if target != module and target not in MAY[module]:
            return f'{module} must not include "{header}"'
        if module == 'epub' and target == 'text' and header not in EPUB_TEXT:
            return f'epub may use only the subsetter of text, not "{header}"'
        return None
    prefix = seam_of(header)
    if prefix is not None and not any(
            name == place or (place.endswith('/') and name.startswith(place)) for place in SEAM[prefix]):
        return f'<{header}> belongs in {", ".join(SEAM[prefix]) or "no file"}'
    return None


def main(src):
    bad = files = 0
    for path in sorted(src.rglob('*.[ch]')):
        name = path.relative_to(src).as_posix()
        files += 1
        for number, line in enumerate(path.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            text = match and complaints(name, match[1], match[2])
            if text:
                print(f'{name}:{number}: {text}')
                bad += 1
    if not files:
        print(f'no source under {src}')
        return 1
    return 1 if bad else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
