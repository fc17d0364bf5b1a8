"""Images on the network, from a server on loopback that answers well, badly, slowly and not at all."""
import hashlib
import os
import pathlib
import pty
import re
import shutil
import socket
import ssl
import subprocess
import sys
import time
import zipfile

import tap
from server import SVG, png, serving

HEAD = '---\ntitle: 그림\nlang: ko-KR\n---\n\n'
WARNING = re.compile(r'^(\S+?):(\d+):(\d+): warning: ([^\n]+) \[img-fetch\]$', re.M)


def environment(seoga, **more):
    """No proxies and a cache of the test's own."""
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith('_proxy') and not k.startswith('XDG_')}
    return dict(env, HOME=str(seoga.folder / 'home'), **more)


def article(seoga, *urls, name='a.md'):
    """Image number N stands on line 6 + 2 N."""
    return seoga.write(name, HEAD + '\n'.join(f'![그림 {i}]({u})\n' for i, u in enumerate(urls)))


def fetch(seoga, *options, name='a.md', private=True, env=None, **more):
    """One run: its tree, and its warnings as (line, text)."""
    args = ['--dump-tree', name, '--fetch', *(['--fetch-private'] if private else []), *options]
    done = seoga.ok(*args, env=env or environment(seoga), **more)
    messages = done.stderr.decode()
    return done.stdout.decode(), [(int(m[2]), m[4]) for m in WARNING.finditer(messages)]


def assets(tree):
    """The asset number of each image, 0 where there is none."""
    return [int((re.search(r'asset=(\d+)', line) or ['', 0])[1])
            for line in tree.splitlines() if re.match(r'\s+image ', line)]


def one_failure(seoga, server, path, says, *options, **more):
    """A picture that fails beside one that does not: the book is made, with one warning."""
    article(seoga, server.at(path), server.at('good/1.png'), server.at(path))
    tree, warnings = fetch(seoga, *options, **more)
    assert assets(tree) == [0, 1, 0], tree
    assert len(warnings) == 1 and warnings[0][0] == 6 and says in warnings[0][1], warnings
    assert server.at(path) in warnings[0][1], warnings


def cache_files(seoga, kind):
    folder = seoga.folder / 'home/.cache/seoga' / kind
    return sorted(p for p in folder.rglob('*') if p.is_file())


def images_of(epub):
    with zipfile.ZipFile(epub) as archive:
        return {archive.read(n) for n in archive.namelist() if n.endswith(('.png', '.svg', '.jpg'))}


def test_images_are_in_both_outputs(seoga):
    with serving() as server:
        article(seoga, server.at('good/1.png'), server.at('good/2.png'), server.at('gzip'))
        done = seoga.ok('a.md', '-o', 'a.epub', '-o', 'a.pdf', '--fetch', '--fetch-private', env=environment(seoga))
    assert b'img-fetch' not in done.stderr, done.stderr
    assert {png(1), png(2)} <= images_of(seoga.folder / 'a.epub')
    without = seoga.ok('a.md', '-o', 'b.pdf', env=environment(seoga))
    assert without.stderr.count(b'[img-remote]') == 3
    assert b'/Subtype /Image' in (seoga.folder / 'a.pdf').read_bytes()


def test_nothing_is_asked_without_the_option(seoga):
    with serving() as server:
        article(seoga, server.at('good/1.png'))
        done = seoga.ok('--dump-tree', 'a.md', '--cache', 'c', env=environment(seoga))
        assert b'[img-remote]' in done.stderr and server.connections == 0
    assert not (seoga.folder / 'c').exists() and not (seoga.folder / 'home').exists()


def test_no_socket_without_the_option(seoga):
    strace = shutil.which('strace')
    if not strace:
        raise tap.Skip('no strace')
    article(seoga, 'http://127.0.0.1:9/x.png', 'https://e.org/x.png')
    for options in ([], ['--offline']):
        log = seoga.folder / 'log'
        done = subprocess.run([strace, '-f', '-e', 'trace=socket,connect,openat', '-o', log, seoga.path, 'a.md', '-o',
                               'a.epub', '-o', 'a.pdf', *options], cwd=seoga.folder, env=environment(seoga),
                              capture_output=True)
        if done.returncode == 1 and b'ptrace' in done.stderr:
            raise tap.Skip('no ptrace')
        text = log.read_text()
        assert done.returncode == 0 and 'openat(' in text, done.stderr
        assert 'socket(' not in text and 'libcurl' not in text, text


def test_private_addresses_are_refused(seoga):
    with serving() as server, serving('::1') as six:
        port = server.server_address[1]
        hosts = ['127.0.0.1', 'localhost', '127.1', '0x7f.1', '2130706433', '0', 'a.localhost', '[::ffff:127.0.0.1]']
        urls = [f'http://{h}:{port}/good/1.png' for h in hosts] + [six.at('good/1.png')]
        urls += ['http://169.254.169.254/latest', 'http://10.0.0.1/x', 'http://[fe80::1]/x', 'http://[fd00::1]/x']
        article(seoga, *urls)
        tree, warnings = fetch(seoga, private=False, timeout=20)
        assert assets(tree) == [0] * len(urls), tree
        unbracketed = [w for w in warnings if 'private address' in w[1]]
        # Hosts in brackets are no addresses that a book may hold, and never reach this.
        assert len(unbracketed) == len(warnings) >= len(urls) - 4, warnings
        assert server.connections == six.connections == 0


def test_failures_are_one_warning_each(seoga):
    with serving() as server:
        one_failure(seoga, server, 'missing.png', 'answers 404')
        one_failure(seoga, server, 'broken', 'answers 500')
        one_failure(seoga, server, 'html', 'no image')
        one_failure(seoga, server, 'empty', 'empty')
        one_failure(seoga, server, 'cut', 'breaks off')
        one_failure(seoga, server, 'chunks-cut', 'breaks off')
        one_failure(seoga, server, 'garbage', 'not HTTP')
        one_failure(seoga, server, 'head', 'cannot be read')
        one_failure(seoga, server, 'loop', 'more than 5 times')
        one_failure(seoga, server, 'to/6', 'more than 5 times')
        one_failure(seoga, server, 'to-file', 'neither http nor https')
        one_failure(seoga, server, 'to-gopher', 'neither http nor https')
    assert not cache_files(seoga, 'tmp') and len(cache_files(seoga, 'urls')) == 1


def test_size_is_limited(seoga):
    with serving() as server:
        one_failure(seoga, server, 'large', 'larger than 64 MB')
        for path in ('endless', 'bomb'):
            one_failure(seoga, server, path, 'larger than 64 MB')
            one_failure(seoga, server, path, 'larger than 64 MB', env=dict(environment(seoga), HOME=''))
        article(seoga, *(server.at(f'endless?{n}') for n in range(3)))
        tree, warnings = fetch(seoga, env=dict(environment(seoga), HOME=''))
        assert assets(tree) == [0] * 3 and 'no more than 128 MB' in str(warnings), warnings
    assert not cache_files(seoga, 'tmp')


def test_time_is_limited(seoga):
    with serving() as server:
        for path in ('slow', 'mute'):
            began = time.monotonic()
            one_failure(seoga, server, path, 'longer than 1 s', '--fetch-seconds', '1')
            assert time.monotonic() - began < 4, path


def test_a_server_that_never_answers_is_left_alone(seoga):
    with serving() as deaf, serving() as server:
        article(seoga, *(deaf.at(f'mute/{n}') for n in range(60)), server.at('good/1.png'))
        began = time.monotonic()
        tree, warnings = fetch(seoga, '--fetch-seconds', '1')
        assert time.monotonic() - began < 4
        assert assets(tree) == [0] * 60 + [1] and len(warnings) == 60
        assert len(deaf.hits) < 20, len(deaf.hits)
        assert 'longer than 1 s' in warnings[0][1] and 'not answered so far' in warnings[59][1], warnings


def test_nobody_listens(seoga):
    with socket.socket() as unused:
        unused.bind(('127.0.0.1', 0))
        article(seoga, f'http://127.0.0.1:{unused.getsockname()[1]}/x.png', 'http://name.invalid/x.png')
        tree, warnings = fetch(seoga)
    assert assets(tree) == [0, 0]
    assert 'does not answer' in warnings[0][1] and 'no such host' in warnings[1][1], warnings


def test_redirects_are_followed(seoga):
    with serving() as server:
        article(seoga, *(server.at(f'to/{n}') for n in range(1, 6)))
        tree, warnings = fetch(seoga)
        assert assets(tree) == [1] * 5 and not warnings, (tree, warnings)


def test_what_it_is_is_told_by_its_bytes(seoga):
    with serving() as server:
        article(seoga, server.at('mistyped'), server.at('gzip'))
        tree, warnings = fetch(seoga)
        assert assets(tree) == [1, 2] and not warnings
    stored = [p.read_bytes() for p in cache_files(seoga, 'objects')]
    assert sorted(stored) == sorted([png(9), SVG])


def test_one_address_is_asked_once(seoga):
    with serving() as server:
        article(seoga, *[server.at('good/1.png'), server.at('good/1.png#a'), server.at('missing')] * 4)
        tree, warnings = fetch(seoga)
        assert assets(tree) == [1, 1, 0] * 4 and len(warnings) == 1
        assert sorted(server.hits) == ['/good/1.png', '/missing']


def test_in_parallel_over_few_connections(seoga):
    with serving() as server:
        article(seoga, *(server.at(f'lazy/{n}.png') for n in range(60)))
        tree, warnings = fetch(seoga)
        assert assets(tree) == list(range(1, 61)) and not warnings
        assert len(server.hits) == 60
        assert 2 <= server.most <= 8 and server.connections <= 8, (server.most, server.connections)


def test_same_bytes_whatever_comes_first(seoga):
    with serving() as server:
        article(seoga, *(server.at(f'lazy/{n}.png') for n in range(20)), server.at('missing'))
        made = set()
        for threads in (1, 8, 8):
            shutil.rmtree(seoga.folder / 'home', ignore_errors=True)
            done = seoga.ok('a.md', '-q', '-o', 'a.epub', '-o', 'a.pdf', '-j', threads, '--fetch', '--fetch-private',
                            env=environment(seoga, SOURCE_DATE_EPOCH='1700000000'))
            made.add(tuple(hashlib.sha256((seoga.folder / n).read_bytes()).digest() for n in ('a.epub', 'a.pdf'))
                     + (done.stderr,))
        assert len(made) == 1


def test_what_is_sent(seoga):
    with serving() as server:
        (seoga.folder / 'home').mkdir()
        (seoga.folder / 'home/.netrc').write_text('default login me password secret\n')
        article(seoga, server.at('good/1.png'), server.at('good/2.png?이름=값#조각'),
                server.at('good/3.png').replace('//', '//me:secret@'))
        tree, warnings = fetch(seoga)
        assert assets(tree) == [1, 2, 0] and 'address cannot be used' in warnings[0][1], warnings
        assert '/good/2.png?%EC%9D%B4%EB%A6%84=%EA%B0%92' in server.hits, server.hits
        for headers in server.headers:
            assert re.fullmatch(r'seoga/\d+\.\d+\.\d+', headers['User-Agent'])
            assert not {'Cookie', 'Authorization', 'Referer'} & set(headers), headers


def test_cover(seoga):
    with serving() as server:
        seoga.write('a.md', f'---\ntitle: x\nlang: ko\ncover: {server.at("good/7.png")}\n---\n\n글.\n')
        done = seoga.ok('a.md', '-o', 'a.epub', '--fetch', '--fetch-private', env=environment(seoga))
        assert b'cover-drawn' not in done.stderr and images_of(seoga.folder / 'a.epub') == {png(7)}
        done = seoga.ok('a.md', '-o', 'b.epub', env=environment(seoga))
        assert b'cover-drawn' in done.stderr


# The cache

def test_cache_is_used_and_offline(seoga):
    with serving() as server:
        article(seoga, server.at('good/1.png'), server.at('missing'))
        assert fetch(seoga)[1]
        server.forget()
        tree, warnings = fetch(seoga)
        assert assets(tree) == [1, 0] and server.hits == ['/missing'], 'a failure is tried again'
        server.forget()
        done = seoga.ok('--dump-tree', 'a.md', '--offline', env=environment(seoga))
        assert assets(done.stdout.decode()) == [1, 0] and server.connections == 0
        assert b'it is not in the cache' in done.stderr
        seoga.ok('--dump-tree', 'a.md', '--offline', '--cache', 'none', env=environment(seoga))
        assert not (seoga.folder / 'none').exists()
    assert (seoga.folder / 'home/.cache/seoga/CACHEDIR.TAG').read_text().startswith('Signature: 8a477f59')


def test_folder_of_the_cache(seoga):
    with serving() as server:
        article(seoga, server.at('good/1.png'))
        fetch(seoga, '--cache', 'my/own')
        fetch(seoga, env=environment(seoga, XDG_CACHE_HOME=str(seoga.folder / 'xdg')))
        assert not (seoga.folder / 'home').exists()
        for folder in ('my/own', 'xdg/seoga'):
            assert [p.read_bytes() for p in (seoga.folder / folder / 'objects').rglob('*') if p.is_file()] == [png(1)]


def test_a_batch_fetches_for_each_article(seoga):
    """Each keeps its own pictures; what could not be had is asked for again by the next run, and nothing else is."""
    def run(*options):
        done = seoga.run('docs', '--to', 'epub,pdf', '-d', 'out', '--fetch', '--fetch-private', '--progress', 'never', *options,
                         env=environment(seoga))
        assert done.returncode == 0, done.stderr.decode()
        return done.stderr.decode()

    with serving() as server:
        for n in range(6):
            article(seoga, server.at('lazy/9.png'), server.at(f'lazy/{n}.png'), name=f'docs/{n}.md')
        article(seoga, server.at('missing'), server.at('lazy/9.png'), name='docs/6.md')
        said = run('-j4')
        assert [(m[1], m[2]) for m in WARNING.finditer(said)] == [('docs/6.md', '6')], said
        assert '7 articles, 14 files' in said and '; 1 img-fetch [summary]' in said, said
        for n in range(6):
            assert {png(9), png(n)} <= images_of(seoga.folder / f'out/{n}.epub'), n
        assert png(9) in images_of(seoga.folder / 'out/6.epub')
        asked = sorted(set(server.hits))
        assert asked == ['/lazy/%d.png' % n for n in range(6)] + ['/lazy/9.png', '/missing'], server.hits
        assert server.hits.count('/lazy/9.png') <= 4, server.hits  # one for each that began before it was there
        first = {p.name: p.read_bytes() for p in (seoga.folder / 'out').glob('[0-9].*')}
        server.forget()
        said = run()
        assert '7 articles, 6 unchanged, 2 files' in said and server.hits == ['/missing'], (said, server.hits)
        shutil.rmtree(seoga.folder / 'out')
        shutil.rmtree(seoga.folder / 'home')
        run('-j1')
        assert {p.name: p.read_bytes() for p in (seoga.folder / 'out').glob('[0-9].*')} == first
        server.forget()
        said = run('--refresh')
        assert 'unchanged' not in said and len(set(server.hits)) == 8, (said, server.hits)
    run('--offline', '--force')
    assert {p.name: p.read_bytes() for p in (seoga.folder / 'out').glob('*.epub')} == \
        {n: b for n, b in first.items() if n.endswith('.epub')}


def test_no_cache(seoga):
    with serving() as server:
        article(seoga, server.at('good/1.png'))
        env = environment(seoga)
        del env['HOME']
        done = seoga.ok('--dump-tree', 'a.md', '--fetch', '--fetch-private', env=env)
        assert assets(done.stdout.decode()) == [1] and done.stderr.count(b': note: ') == 1
        assert b'[cache]' in done.stderr
        seoga.write('file', '')
        done = seoga.ok('--dump-tree', 'a.md', '--fetch', '--fetch-private', '--cache', 'file/x')
        assert assets(done.stdout.decode()) == [1] and b'warning' in done.stderr and b'[cache]' in done.stderr


def test_refresh(seoga):
    with serving() as server:
        article(seoga, server.at('tagged'), server.at('dated'))
        fetch(seoga)
        server.forget()
        assert assets(fetch(seoga, '--refresh')[0]) == [1, 2]
        assert server.headers[server.hits.index('/tagged')]['If-None-Match'] == '"v1"'
        assert 'If-Modified-Since' in server.headers[server.hits.index('/dated')]
        assert len(cache_files(seoga, 'objects')) == 2
        server.colour = 2
        fetch(seoga)
        assert len(cache_files(seoga, 'objects')) == 2, 'only --refresh asks again'
        fetch(seoga, '--refresh')
        assert png(2) in [p.read_bytes() for p in cache_files(seoga, 'objects')]
        seoga.ok('a.md', '-o', 'a.epub', '--offline', env=environment(seoga))
        assert png(2) in images_of(seoga.folder / 'a.epub')
    tree, warnings = fetch(seoga, '--refresh')
    assert assets(tree) == [1, 2], 'an old copy is better than none'
    assert len(warnings) == 2 and all('fetched anew' in w[1] for w in warnings), warnings


def test_damaged_cache(seoga):
    with serving() as server:
        article(seoga, server.at('good/1.png'))
        fetch(seoga)
        [object_file], [index] = cache_files(seoga, 'objects'), cache_files(seoga, 'urls')
        good = object_file.read_bytes(), index.read_bytes()
        damages = [(object_file, png(2)), (object_file, good[0][:-1]), (object_file, b''), (index, b''),
                   (index, good[1].replace(b'sha256 ', b'sha256 ../')), (index, b'sha256 ' + b'0' * 64 + b'\nlength 5\n'),
                   (index, os.urandom(5000))]
        for file, bad in damages:
            file.write_bytes(bad)
            done = seoga.ok('--dump-tree', 'a.md', '--offline', env=environment(seoga))
            assert assets(done.stdout.decode()) == [0] and b'copy is damaged' in done.stderr, bad
            server.forget()
            tree, warnings = fetch(seoga)
            assert assets(tree) == [1] and not warnings and server.hits == ['/good/1.png'], bad
            assert (object_file.read_bytes(), index.read_bytes()) == good, bad
        object_file.unlink()
        os.mkfifo(object_file)
        assert assets(fetch(seoga)[0]) == [1] and object_file.read_bytes() == good[0]


def test_runs_at_the_same_time(seoga):
    with serving() as server:
        article(seoga, *(server.at(f'lazy/{n}.png') for n in range(20)))
        args = [seoga.path, '--dump-tree', 'a.md', '--fetch', '--fetch-private']
        runs = [subprocess.Popen(args, cwd=seoga.folder, env=environment(seoga), stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE) for _ in range(4)]
        outputs = [r.communicate(timeout=60) for r in runs]
        assert all(r.returncode == 0 for r in runs) and len(set(outputs)) == 1, outputs
    assert len(cache_files(seoga, 'objects')) == 20 and not cache_files(seoga, 'tmp')


def test_stopped_while_fetching(seoga):
    with serving() as server:
        article(seoga, server.at('slow'))
        run = subprocess.Popen([seoga.path, 'a.md', '-o', 'a.epub', '--fetch', '--fetch-private'], cwd=seoga.folder,
                               env=environment(seoga))
        while not cache_files(seoga, 'tmp'):
            time.sleep(0.05)
        run.terminate()
        assert run.wait(timeout=20) != 0
    assert not cache_files(seoga, 'tmp') and not (seoga.folder / 'a.epub').exists()


# Names, proxies, certificates

def test_proxy_of_the_environment(seoga):
    """A proxy may be private; what is asked of it may not, in any hop. Hangul hosts are spelt in ASCII."""
    with serving() as server:
        proxied = environment(seoga, http_proxy=server.at(''))
        article(seoga, 'http://사진.example/good/4.png', 'http://pictures.example/to-loopback',
                'http://127.0.0.1/good/1.png')
        tree, warnings = fetch(seoga, private=False, env=proxied)
        assert assets(tree) == [1, 0, 0], tree
        assert [w[0] for w in warnings] == [8, 10] and all('private address' in w[1] for w in warnings), warnings
        assert 'http://xn--vf4bi0o.example/good/4.png' in server.hits, server.hits
        assert len(server.hits) == 2, server.hits
        direct = dict(proxied, no_proxy='localhost')
        article(seoga, f'http://localhost:{server.server_address[1]}/good/1.png')
        assert assets(fetch(seoga, private=False, env=direct)[0]) == [0]


INSIDE = '''
import subprocess, sys
sys.path.insert(0, sys.argv[1])
from server import serving
open('hosts', 'w').write('127.0.0.1 inside.example\\n')
for command in ('mount --bind hosts /etc/hosts', 'ip link set lo up', 'ip addr add 8.8.4.4/32 dev lo'):
    subprocess.run(command.split(), check=True)
print('ready')
with serving('8.8.4.4') as public, serving('127.0.0.1') as inside:
    port = inside.server_address[1]
    urls = [public.at('good/1.png'), public.at(f'jump/127.0.0.1:{port}'), public.at(f'jump/inside.example:{port}'),
            f'http://inside.example:{port}/good/1.png']
    open('a.md', 'w').write('\\n\\n'.join(f'![그림]({u})' for u in urls) + '\\n')
    for more in ([], ['--fetch-private']):
        run = subprocess.run([sys.argv[2], '--dump-tree', 'a.md', '--fetch', *more], capture_output=True)
        print(run.stdout.decode(), run.stderr.decode(), 'connections', inside.connections)
'''


def test_names_and_redirects_that_lead_inside(seoga):
    """In a network of its own, where loopback bears a public address too, and a name leads to this machine."""
    if not shutil.which('unshare') or not shutil.which('ip'):
        raise tap.Skip('no unshare or ip')
    done = subprocess.run(['unshare', '-rnm', sys.executable, '-c', INSIDE, pathlib.Path(__file__).parent, seoga.path],
                          cwd=seoga.folder, env=environment(seoga), capture_output=True, timeout=60)
    if not done.stdout.startswith(b'ready'):
        raise tap.Skip('no namespaces')
    refused, allowed = done.stdout.decode().split('connections')[:2]
    assert assets(refused) == [1, 0, 0, 0], refused
    assert refused.count('it leads to a private address') == 3, refused
    assert allowed.split()[0] == '0' and assets(allowed) == [1] * 4, allowed


def test_certificates_are_verified(seoga):
    openssl = shutil.which('openssl')
    if not openssl:
        raise tap.Skip('no openssl')
    subprocess.run([openssl, 'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'key', '-out', 'cert', '-days',
                    '2', '-subj', '/CN=localhost'], cwd=seoga.folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(seoga.folder / 'cert', seoga.folder / 'key')
    with serving() as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        article(seoga, server.at('good/1.png').replace('http:', 'https:'))
        tree, warnings = fetch(seoga)
        assert assets(tree) == [0] and 'certificate' in warnings[0][1], warnings
        assert not server.hits


def test_progress_line(seoga):
    """On a terminal, and only there, once fetching takes more than a second."""
    with serving() as server:
        article(seoga, server.at('good/1.png'), server.at('mute'))
        args = [seoga.path, '--dump-tree', 'a.md', '--fetch', '--fetch-private', '--fetch-seconds', '2']
        master, slave = pty.openpty()
        run = subprocess.Popen(args, cwd=seoga.folder, env=environment(seoga), stderr=slave, stdout=subprocess.DEVNULL)
        os.close(slave)
        text = b''
        while True:
            try:
                more = os.read(master, 4096)
            except OSError:
                break
            if not more:
                break
            text += more
        os.close(master)
        assert run.wait(timeout=20) == 0
        assert b'\rseoga: images: 1 of 2, 0.0 MB\x1b[K' in text, text
        assert text.index(b'\r\x1b[K') < text.index(b'[img-fetch]'), text
        done = subprocess.run(args, cwd=seoga.folder, env=environment(seoga), capture_output=True)
        assert b'images:' not in done.stderr and b'[img-fetch]' in done.stderr


tap.main(sys.modules[__name__])
