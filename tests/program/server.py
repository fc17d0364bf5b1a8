"""An HTTP server on loopback that misbehaves as asked, and counts what it sees."""
import contextlib
import gzip
import http.server
import socket
import struct
import threading
import time
import zlib

HUGE = 1 << 33


def chunk(kind, data):
    return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))


def png(red, width=8, height=8):
    """A small picture of one colour, so that pictures can be told apart."""
    rows = (b'\0' + bytes([red, 120, 60]) * width) * height
    return (b'\x89PNG\r\n\x1a\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', width, height, 8, 2, 0, 0, 0))
            + chunk(b'IDAT', zlib.compress(rows)) + chunk(b'IEND', b''))


SVG = (b'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20">'
       b'<rect width="40" height="20" fill="#336699"/></svg>')


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    disable_nagle_algorithm = True

    def log_message(self, *args):
        pass

    def setup(self):
        super().setup()
        with self.server.lock:
            self.server.connections += 1

    def answer(self, status, body=b'', **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace('_', '-'), str(value))
        if 'Transfer_Encoding' not in headers and 'Content_Length' not in headers:
            self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        with self.server.lock:
            self.server.hits.append(self.path)
            self.server.headers.append(dict(self.headers.items()))
            self.server.now += 1
            self.server.most = max(self.server.most, self.server.now)
        try:
            name = self.path.split('?')[0].strip('/').split('/')[0].split('.')[0].split(':')[0].replace('-', '_')
            getattr(self, 'send_' + name, self.send_none)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            with self.server.lock:
                self.server.now -= 1

    # What there is, by the first part of its path.

    def send_good(self):
        """/good/7.png: a picture whose red is 7."""
        red = int(self.path.rsplit('/')[-1].split('.')[0])
        self.answer(200, png(red), Content_Type='image/png')

    def send_lazy(self):
        """The same after a moment: later ones come first."""
        red = int(self.path.rsplit('/')[-1].split('.')[0])
        time.sleep(0.02 * (10 - red % 10))
        self.send_good()

    def send_none(self):
        self.answer(404, b'<h1>Not here</h1>', Content_Type='text/html')

    def send_broken(self):
        self.answer(500, b'oops')

    def send_html(self):
        self.answer(200, b'<!DOCTYPE html><title>Log in</title>', Content_Type='image/png')

    def send_mistyped(self):
        """A picture that is called a text."""
        self.answer(200, png(9), Content_Type='text/plain')

    def send_empty(self):
        self.answer(200)

    def send_gzip(self):
        self.answer(200, gzip.compress(SVG), Content_Type='image/svg+xml', Content_Encoding='gzip')

    def send_bomb(self):
        """200 MB of zeros in 200 kB."""
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        body = b''.join(packer.compress(bytes(1 << 20)) for _ in range(200)) + packer.flush()
        self.answer(200, body, Content_Type='image/png', Content_Encoding='gzip')

    def send_slow(self):
        self.send_response(200)
        self.send_header('Content-Length', '100000')
        self.end_headers()
        for byte in png(1):
            self.wfile.write(bytes([byte]))
            time.sleep(0.3)

    def send_mute(self):
        time.sleep(20)

    def send_garbage(self):
        self.wfile.write(b'SSH-2.0-somebody\r\n' * 10)
        self.close_connection = True

    def send_head(self):
        """A head without end."""
        self.wfile.write(b'HTTP/1.1 200 OK\r\n')
        for number in range(100000):
            self.wfile.write(b'X-%d: %s\r\n' % (number, b'y' * 1000))

    def send_cut(self):
        self.answer(200, png(1)[:-20], Content_Length=len(png(1)))
        self.close_connection = True

    def send_chunks_cut(self):
        self.answer(200, b'40\r\n' + png(1)[:64], Transfer_Encoding='chunked')
        self.close_connection = True

    def send_large(self):
        self.answer(200, png(1), Content_Length=HUGE)
        self.close_connection = True

    def send_endless(self):
        self.answer(200, Transfer_Encoding='chunked')
        block = b'%x\r\n' % (1 << 20) + png(1) + bytes((1 << 20) - len(png(1))) + b'\r\n'
        for _ in range(1000):
            self.wfile.write(block)

    def redirect(self, to):
        self.answer(302, b'elsewhere', Location=to)

    def send_to(self):
        """/to/3: three hops from the picture."""
        left = int(self.path.rsplit('/')[-1])
        self.redirect(f'/to/{left - 1}' if left > 1 else '/good/5.png')

    def send_loop(self):
        self.redirect('/loop')

    def send_to_file(self):
        self.redirect('file:///etc/passwd')

    def send_to_gopher(self):
        self.redirect('gopher://127.0.0.1:70/x')

    def send_to_loopback(self):
        self.redirect(f'http://127.0.0.1:{self.server.server_address[1]}/good/1.png')

    def send_jump(self):
        """/jump/HOST:PORT: to the picture there."""
        self.redirect(f'http://{self.path.split("/")[2]}/good/1.png')

    def send_tagged(self):
        """With an ETag; its colour is what the test says."""
        tag = f'"v{self.server.colour}"'
        if self.headers.get('If-None-Match') == tag:
            self.answer(304, ETag=tag)
        else:
            self.answer(200, png(self.server.colour), ETag=tag)

    def send_dated(self):
        if self.headers.get('If-Modified-Since') == 'Wed, 01 Jan 2025 00:00:00 GMT':
            self.answer(304)
        else:
            self.answer(200, png(3), Last_Modified='Wed, 01 Jan 2025 00:00:00 GMT')

    def send_http(self):
        """Asked as a proxy: http://HOST/PATH is this server's /PATH."""
        self.path = '/' + self.path.split('/', 3)[3]
        name = self.path.strip('/').split('/')[0].replace('-', '_')
        getattr(self, 'send_' + name, self.send_none)()


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 64

    def __init__(self, address='127.0.0.1'):
        self.lock = threading.Lock()
        self.colour = 1
        if ':' in address:
            self.address_family = socket.AF_INET6
        super().__init__((address, 0), Handler)
        self.host = f'[{address}]' if ':' in address else address
        self.forget()

    def forget(self):
        self.hits, self.headers = [], []
        self.connections = self.now = self.most = 0

    def at(self, path):
        return f'http://{self.host}:{self.server_address[1]}/{path}'

    def handle_error(self, request, client_address):
        pass  # clients that leave early are what is tested


@contextlib.contextmanager
def serving(address='127.0.0.1'):
    with Server(address) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
