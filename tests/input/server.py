#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""A server on loopback for the tests of `entente feed`.

usage: server.py FOLDER      serves FOLDER's files, writes its port to ./port and each request with
                             its status and condition to ./requests; ends with its parent, or after
                             two minutes

Files get an ETag from their content; `busy*` answers 503 with Retry-After, `gone*` 410, `moved*`
leads to the file without that prefix, `endless*` never ends. `meet*` answers once requests for such
a file came under two names of the host, `stuck*` once there is a file ./go. With a
file ./robots-busy, robots.txt answers 503. Two requests at once under one name of the host are written down as `overlap`.
"""
import collections
import hashlib
import http.server
import os
import sys
import threading
import time
from pathlib import Path

LIFETIME = 120  # seconds


class Handler(http.server.BaseHTTPRequestHandler):
    folder = Path('.')
    lock = threading.Lock()
    open_requests = collections.Counter()  # by name of the host
    met = set()                            # names under which `meet*` was asked for

    def answer(self, status, headers=(), body=b''):
        with open('requests', 'a', encoding='utf-8') as log:
            log.write(f'{self.path} {status} {self.headers.get("If-None-Match", "-")}\n')
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def wait_for(self, name):
        """Until the other request of a meeting came, or what is stuck may go on."""
        if name.startswith('meet'):
            Handler.met.add(self.headers['Host'])
        while ((name.startswith('meet') and len(Handler.met) < 2) or
               (name.startswith('stuck') and not Path('go').exists())):
            time.sleep(0.02)

    def do_GET(self):
        host = self.headers['Host']
        with self.lock:
            self.open_requests[host] += 1
            overlap = self.open_requests[host] > 1
        if overlap:
            with open('requests', 'a', encoding='utf-8') as log:
                log.write('overlap\n')
        self.wait_for(self.path.lstrip('/'))
        with self.lock:  # before the answer: with it, the next request may come
            self.open_requests[host] -= 1
        self.give()

    def give(self):
        name = self.path.lstrip('/')
        path = self.folder / name
        if name.startswith('busy') or (name == 'robots.txt' and Path('robots-busy').exists()):
            self.answer(503, [('Retry-After', '3600')])
        elif name.startswith('gone'):
            self.answer(410)
        elif name.startswith('moved-'):
            self.answer(302, [('Location', '/' + name[len('moved-'):])])
        elif name.startswith('endless'):
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b'x' * 65536)
        elif not path.is_file():
            self.answer(404)
        else:
            body = path.read_bytes().replace(b'PORT', str(self.server.server_port).encode())
            tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
            if self.headers.get('If-None-Match') == tag:
                self.answer(304, [('ETag', tag)])
            else:
                kind = 'text/html' if name.endswith('.html') else 'application/rss+xml'
                self.answer(200, [('ETag', tag), ('Content-Type', kind)], body)

    def log_message(self, *arguments):
        pass


def watch(parent):
    end = time.monotonic() + LIFETIME
    while time.monotonic() < end and os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)


def main(arguments):
    Handler.folder = Path(arguments[0])
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=watch, args=(os.getppid(),), daemon=True).start()
    Path('port.new').write_text(str(server.server_port), encoding='utf-8')
    os.rename('port.new', 'port')
    server.serve_forever()


if __name__ == '__main__':
    main(sys.argv[1:])
