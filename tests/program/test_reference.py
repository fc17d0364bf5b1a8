"""The decoders beside those of other programs: every picture the tools here can make, decoded by both.

usage: test_reference.py DUMP_PIXELS
"""
import random
import shutil
import struct
import subprocess
import sys
import zlib

import tap

WIDTH, HEIGHT = 61, 43  # odd, so that halved colour planes do not come out even


def tools(*names):
    for name in names:
        if not shutil.which(name):
            raise tap.Skip(f'no {name}')


def run(*args):
    return subprocess.run([str(a) for a in args], check=True, capture_output=True).stdout


def png(path, alpha=False, noise=0, size=(WIDTH, HEIGHT)):
    """A smooth picture with a hard edge, as an RGB or RGBA PNG."""
    width, height = size
    rng = random.Random(7)
    rows = []
    for y in range(height):
        row = bytearray(b'\0')
        for x in range(width):
            edge = 200 if x > y else 30
            row += bytes(min(255, max(0, v + rng.randint(-noise, noise))) for v in (x * 4, y * 5, edge))
            if alpha:
                row.append(min(255, (x + y) * 3))
        rows.append(bytes(row))

    def chunk(kind, data):
        return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))
    path.write_bytes(b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 6 if alpha else 2,
                                                                      0, 0, 0))
                     + chunk(b'IDAT', zlib.compress(b''.join(rows))) + chunk(b'IEND', b''))
    return path


def decoded(dump, path):
    """Width, height and RGBA of what the program makes of a file."""
    data = run(dump.path, path, tap.source_root() / 'fonts')
    head, _, pixels = data.partition(b'ENDHDR\n')
    fields = dict(line.split(b' ', 1) for line in head.splitlines() if b' ' in line)
    return int(fields[b'WIDTH']), int(fields[b'HEIGHT']), pixels


def differ(a, b):
    """The largest difference of what is seen on white, and the mean."""
    assert a[:2] == b[:2], (a[:2], b[:2])
    worst = total = count = 0
    for at in range(0, len(a[2]), 4):
        alphas = a[2][at + 3], b[2][at + 3]
        for c in range(3):
            seen = [(p[2][at + c] * alpha + 255 * (255 - alpha)) / 255 for p, alpha in zip((a, b), alphas)]
            worst = max(worst, abs(seen[0] - seen[1]))
            total += abs(seen[0] - seen[1])
            count += 1
    return worst, total / count


def check(dump, file, reference, worst, what=''):
    found = differ(decoded(dump, file), decoded(dump, reference))
    assert found[0] <= worst, f'{file.name} {what}: differs by {found[0]:.0f} (mean {found[1]:.2f})'


def test_webp(dump):
    tools('cwebp', 'dwebp')
    for alpha in (False, True):
        source = png(dump.folder / 'in.png', alpha, noise=20)
        for options in (['-q', 10], ['-q', 80], ['-q', 100, '-m', 6], ['-lossless'], ['-near_lossless', 40],
                        ['-q', 50, '-alpha_q', 20], ['-lossless', '-exact'], ['-q', 50, '-alpha_method', 0]):
            run('cwebp', '-quiet', *options, source, '-o', dump.folder / 'a.webp')
            run('dwebp', '-quiet', dump.folder / 'a.webp', '-o', dump.folder / 'ref.png')
            check(dump, dump.folder / 'a.webp', dump.folder / 'ref.png', 0)


def test_moving_webp_and_gif(dump):
    tools('gif2webp')
    images = tap.source_root() / 'tests/program/images'
    for options in (['-lossy', '-q', 90], ['-mixed'], ['-min_size'], []):
        run('gif2webp', '-quiet', *options, images / 'moving.gif', '-o', dump.folder / 'a.webp')
        check(dump, dump.folder / 'a.webp', images / 'moving.gif', 60 if '-lossy' in options or '-mixed' in options
              else 0)


def test_avif(dump):
    tools('avifenc', 'avifdec')
    for alpha in (False, True):
        source = png(dump.folder / 'in.png', alpha)
        for depth in (8, 10, 12):
            for form in (444, 422, 420, 400):
                for extra in ([], ['-r', 'limited'], ['--cicp', '1/13/1'], ['-p'] if alpha else ['--cicp', '9/13/9']):
                    if form == 400 and 'limited' in extra:
                        continue  # avifdec does not widen these to the full range
                    run('avifenc', '-j', 1, '-s', 10, '--min', 10, '--max', 20, '-d', depth, '-y', form, *extra, source,
                        dump.folder / 'a.avif')
                    run('avifdec', '-j', 1, '-d', 8, dump.folder / 'a.avif', dump.folder / 'ref.png')
                    check(dump, dump.folder / 'a.avif', dump.folder / 'ref.png', 2, f'{depth} {form} {extra}')


def test_avif_grid(dump):
    tools('avifenc', 'avifdec')
    names = [png(dump.folder / f'{i}.png', noise=i, size=(64, 64)) for i in range(4)]  # the smallest tiles
    run('avifenc', '-j', 1, '-s', 10, '--grid', '2x2', *names, dump.folder / 'a.avif')
    run('avifdec', '-j', 1, '-d', 8, dump.folder / 'a.avif', dump.folder / 'ref.png')
    check(dump, dump.folder / 'a.avif', dump.folder / 'ref.png', 2)


SVG = {
    'shapes': '<rect x="5" y="5" width="30" height="20" fill="#c33" stroke="#000" stroke-width="3"/>'
              '<circle cx="60" cy="30" r="20" fill="blue" fill-opacity=".5"/><path d="M0 80Q50 20 100 80T200 80" '
              'fill="none" stroke="green" stroke-width="4" stroke-dasharray="8 4"/>',
    'paint': '<defs><linearGradient id="a"><stop stop-color="red"/><stop offset="1" stop-color="#00f" '
             'stop-opacity=".2"/></linearGradient><radialGradient id="b" href="#a"/><pattern id="c" width=".2" '
             'height=".2"><circle cx="5" cy="5" r="4"/></pattern></defs><rect width="60" height="60" fill="url(#a)"/>'
             '<rect x="70" width="60" height="60" style="fill:url(#b)"/><rect x="140" width="60" height="60" '
             'fill="url(#c)"/>',
    'style': '<style>.a{fill:#080}#b{stroke:red;stroke-width:5}g>rect{opacity:.5}</style><g><rect class="a" id="b" '
             'x="10" y="10" width="80" height="40"/></g><circle class="a" cx="150" cy="40" r="30"/>',
    'effects': '<defs><filter id="f"><feGaussianBlur stdDeviation="3"/></filter><clipPath id="k"><circle cx="40" '
               'cy="40" r="30"/></clipPath><mask id="m"><rect width="100" height="100" fill="#888"/></mask><symbol '
               'id="s" viewBox="0 0 10 10"><path d="M0 0h10L5 10z"/></symbol><marker id="t" markerWidth="6" '
               'markerHeight="6" refX="3" refY="3"><circle cx="3" cy="3" r="3"/></marker></defs><rect x="10" y="10" '
               'width="60" height="60" fill="#06c" filter="url(#f)"/><rect x="80" width="80" height="80" '
               'clip-path="url(#k)" transform="translate(20 0)"/><use href="#s" x="120" y="10" width="40" height="40" '
               'mask="url(#m)"/><polyline points="10,90 60,70 120,90" fill="none" stroke="#000" '
               'marker-mid="url(#t)"/>',
}


def test_svg(dump):
    tools('rsvg-convert')
    for name, inner in SVG.items():
        file = dump.write(f'{name}.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 100" width="200" '
                                         f'height="100">{inner}</svg>')
        run('rsvg-convert', '-w', 600, '-h', 300, file, '-o', dump.folder / 'ref.png')
        check(dump, file, dump.folder / 'ref.png', 3)


if __name__ == '__main__':
    tap.main(sys.modules[__name__])
