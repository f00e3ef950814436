#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes inputs that are broken or mean harm.

usage: hostile.py NAME >FILE     one of them
       hostile.py                their names
A sound story stands in each of those that can still be read.
"""
import gzip
import hashlib
import io
import json
import struct
import sys
import zipfile
import zlib

STORY = ('La Russie a reconnu jeudi 3 juillet 2025 le gouvernement des talibans en Afghanistan. '
         'Le 17 avril 2025, Moscou a rayé les talibans de sa liste noire.')
TITLE = 'La Russie reconnaît le gouvernement des talibans'
MEGABYTE = 1 << 20


def page(before='', inside='', after=''):
    return (f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{TITLE}</title></head>'
            f'<body>{before}<article><h1>{TITLE}</h1>{inside}<p>{STORY}</p></article>{after}</body></html>')


def line(**more):
    return json.dumps({'title': TITLE, 'text': STORY, 'date': '2025-07-04', **more}, ensure_ascii=False) + '\n'


def record(number, length=None):
    answer = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n' + page().encode()
    stated = len(answer) if length is None else length
    return (b'WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/%d\r\n'
            b'Content-Length: %d\r\n\r\n' % (number, stated) + answer + b'\r\n\r\n')


def zipped(members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return out.getvalue()


def gzip_bomb():
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    zeros = bytes(MEGABYTE)
    return b''.join(packer.compress(zeros) for _ in range(1024)) + packer.flush()


def overlapping_zip():
    """Many entries of the directory that name one member, as in quoted-overlap bombs."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    data = packer.compress(bytes(8 * MEGABYTE)) + packer.flush()
    name = b'a.html'
    local = struct.pack('<4s5H3I2H', b'PK\x03\x04', 20, 0, 8, 0, 0, 0, len(data), 8 * MEGABYTE, 6, 0) + name + data
    entry = struct.pack('<4s6H3I5H2I', b'PK\x01\x02', 20, 20, 0, 8, 0, 0, 0, len(data), 8 * MEGABYTE, 6, 0, 0, 0, 0, 0, 0) + name
    directory = entry * 20000
    return local + directory + struct.pack('<4s4H2IH', b'PK\x05\x06', 0, 0, 20000, 20000, len(directory), len(local), 0)


def feed(text, head=''):
    return (f'<?xml version="1.0" encoding="UTF-8"?>{head}<rss version="2.0"><channel><title>Le Courrier</title>'
            f'<item><title>{TITLE}</title><pubDate>Fri, 04 Jul 2025 08:00:00 GMT</pubDate>'
            f'<description>{text}</description></item></channel></rss>')


LAUGHS = '<!DOCTYPE lolz [<!ENTITY lol "lol">' + ''.join(
    f'<!ENTITY lol{i} "{("&lol" + (str(i - 1) if i > 1 else "") + ";") * 10}">' for i in range(1, 10)) + ']>'
XXE = '<!DOCTYPE rss [<!ENTITY file SYSTEM "file:///etc/passwd"><!ENTITY % remote SYSTEM "http://127.0.0.1:9/x">]>'

INPUTS = {
    'gzip-cut': lambda: gzip.compress(''.join(line(key=hashlib.sha256(bytes([i])).hexdigest()) for i in range(40)).encode())[:-300],
    'gzip-joined': lambda: gzip.compress(line().encode()) + gzip.compress(line().encode()),
    'gzip-garbage-behind': lambda: gzip.compress(line().encode()) + b'garbage',
    'gzip-damaged-member': lambda: gzip.compress(line().encode()) + damaged() + gzip.compress(line().encode()),
    'gzip-bomb': gzip_bomb,
    'zip-bomb': lambda: zipped([('bomb.html', '<p>' + 'a' * (400 * MEGABYTE)), ('good.html', page())]),
    'zip-overlap': overlapping_zip,
    'zip-traversal': lambda: zipped([('../../../tmp/evil.html', page()), ('/etc/evil.html', page()),
                                     ('a\nb\x1b[31m.html', page())]),
    'zip-cut': lambda: zipped([('a.html', page()), ('b.html', page())])[:500],
    'warc-short-length': lambda: record(1, 100) + record(2),
    'warc-long-length': lambda: record(1, 5000) + record(2) + record(3),
    'warc-huge-length': lambda: record(1, 10 ** 17) + record(2),
    'warc-no-end': lambda: b'WARC/1.0\r\nWARC-Type: response\r\n' + b'x' * 70000 + b'\r\n' + record(2),
    'nul-page': lambda: page().replace('jeudi', 'je\0udi').encode() + b'\0\0',
    'nul-text': lambda: (TITLE + '\n\n' + STORY + '\0').encode(),
    'utf8-invalid': lambda: (TITLE + '\n\n' + STORY).encode() + b' \xff\xfe\x80',
    'utf8-overlong': lambda: (TITLE + '\n\n' + STORY).encode() + b' \xc0\xaf\xe0\x80\xaf',
    'utf16-mark': lambda: page().encode('utf-16'),
    'utf16-bare': lambda: page().encode('utf-16-be'),
    'utf16-odd': lambda: page().encode('utf-16')[:-1],
    'mixed': lambda: page(inside='<p>L’été à Genève, dès août, où sévit la grève.</p>').encode() .replace(
        'rayé'.encode(), 'rayé'.encode('latin-1')),
    'deep': lambda: page(before='<div>' * 1000000),
    'deep-inside': lambda: page(inside='<span>' * 1000000),
    'attributes': lambda: page(inside='<p ' + ' '.join(f'a{i}="{i}"' for i in range(200000)) + '>x</p>'),
    'script-open': lambda: page(after='<script>var a = "<p>"; ' + 'a();' * 1000),
    'scripts-open': lambda: page(after='<script>' * 200000),
    'comment-open': lambda: page(after='<!-- ' + 'x' * 100000),
    'comments-open': lambda: page(after='<!--' * 500000),
    'quotes-open': lambda: page(after='<a href="' * 300000),
    'doctypes': lambda: page(after='<!DOCTYPE ' * 300000),
    'entities': lambda: page(inside='<p>' + '&eacute;' * 500000 + '&unknown;' * 200000 + '</p>'),
    'hours': lambda: (f'<!DOCTYPE html><html lang="fr"><title>En direct : {TITLE}</title><body><h1>En direct : {TITLE}</h1>'
                      f'<div><p><time>9:00</time> {STORY}</p>' + '<p><time>9:00</time> Une note de la ville.</p>' * 45000),
    'laughs': lambda: feed('&lol9; ' + STORY, LAUGHS),
    'xxe': lambda: feed('&file; ' + STORY, XXE),
    'feed-entity': lambda: feed(STORY.replace('rayé', 'ray&eacute;')),
    'feed-broken': lambda: feed(STORY)[:-23] + '<item><title>Un <b>second</title><description>' + STORY,
    'json-depth': lambda: '{"a":' * 100000 + '\n' + line(),
    'json-deep': lambda: '{"a":' + '[' * 90000 + ']' * 90000 + '}\n' + line(),
    'json-wide': lambda: '{"a":[' + '{},' * 900000 + '{}]}\n' + line(),
    'json-surrogates': lambda: line(author='x').replace('"x"', '"a\\ud800b\\udc00"').replace('jeudi', 'jeudi \\ud83d'),
    'json-broken': lambda: line() + '{"title": "a\n' + line() + 'nothing\n' + line(),
    'json-nul': lambda: line().replace('jeudi', 'jeudi\\u0000'),
    'json-long-line': lambda: line() + '{"a": "' + 'x' * (40 * MEGABYTE) + '"}\n' + line(),
}


def damaged():
    data = bytearray(gzip.compress((line() * 30).encode()))
    data[40:60] = b'\xff' * 20
    return bytes(data)


def main(arguments):
    if not arguments:
        print('\n'.join(INPUTS))
        return 0
    data = INPUTS[arguments[0]]()
    sys.stdout.buffer.write(data if isinstance(data, bytes) else data.encode('utf-8', 'surrogatepass'))
    return 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
