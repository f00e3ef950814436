#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Asks a real server on loopback what it must give and what it must refuse. Prints TAP.

usage: api.py ENTENTE_BINARY
"""
import concurrent.futures
import http.client
import json
import socket
import subprocess
import sys
import time
import traceback
import urllib.parse
from pathlib import Path

import jsonschema

from server import ROOT, make_ledger, scratch, serving

API = json.loads((ROOT / 'doc/api/openapi.json').read_text(encoding='utf-8'))
HEADERS = {'X-Content-Type-Options': 'nosniff', 'Referrer-Policy': 'no-referrer',
           'X-Frame-Options': 'DENY', 'Cross-Origin-Resource-Policy': 'same-origin'}
# a question for each route, with parameters that find something in examples/
ASKED = {
    'status': {}, 'actors': {}, 'rules': {},
    'circle': {'actor': 'Russia', 'as-of': '2025-08-31', 'since': '2021-12-31', 'explain': '1'},
    'track': {'actor': 'RUS', 'from': '2022-01-01', 'to': '2025-08-31', 'steps': '12'},
    'moved': {'as-of': '2025-08-31', 'since': '2025-01-01'},
    'diff': {'actor': 'Russia', 'from': '2021-12-31', 'to': '2025-08-31'},
    'timeline': {'a': 'RUS', 'b': 'Armenia'},
    'bonds': {'a': 'RUS'},
    'sources': {},
}


class Server:
    def __init__(self, address):
        self.address = address
        self.host = urllib.parse.urlsplit(address).netloc

    def ask(self, path, method='GET', headers=None):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, headers=headers or {})
        answer = connection.getresponse()
        body = answer.read()
        connection.close()
        return answer, body

    def json(self, route, **parameters):
        names = {name.replace('_', '-'): value for name, value in parameters.items()}
        answer, body = self.ask(f'/api/v1/{route}?{urllib.parse.urlencode(names)}')
        return answer.status, json.loads(body)

    def raw(self, data, seconds=60):
        host, port = self.host.rsplit(':', 1)
        with socket.create_connection((host, int(port)), seconds) as line:
            line.sendall(data)
            parts = []
            while part := line.recv(65536):
                parts.append(part)
            return b''.join(parts)


def described(operation):
    return {each['name']: each.get('required', False) for each in operation.get('parameters', [])}


def routes_are_described(server):
    """openapi.json and the server name the same routes with the same parameters."""
    served = json.loads(server.ask('/api/v1')[1])
    paths = {path.removeprefix('/api/v1/'): item['get'] for path, item in API['paths'].items()
             if path != '/api/v1'}
    assert paths.keys() == {route['route'] for route in served}, paths.keys()
    for route in served:
        told = described(paths[route['route']])
        assert set(told) == set(route['takes']), (route, told)
        assert {name for name, must in told.items() if must} == set(route['needs']), (route, told)


def answers_fit_their_schema(server):
    claim = server.json('circle', actor='RUS')[1][0]['evidence']['claim']
    asked = dict(ASKED, why={'id': claim}, article={'id': claim}, search={'q': 'talibans'},
                 disputes={'a': 'Rwanda'})
    for path, item in API['paths'].items():
        route = path.removeprefix('/api/v1/')
        if route == 'export':
            continue  # a file: see exports_are_those_of_the_command_line
        if path == '/api/v1':
            body = json.loads(server.ask(path)[1])
        else:
            status, body = server.json(route, **asked[route])
            assert status == 200, (route, body)
        schema = item['get']['responses']['200']['content']['application/json']['schema']
        jsonschema.validate(body, dict(schema, components=API['components']))
        assert body, route


def circle_is_the_circle_of_the_command_line(server):
    printed = subprocess.run([ENTENTE, 'circle', 'RUS', '--json', '--ledger', LEDGER, '--as-of',
                              '2025-07-10', '--since', '2021-12-31', '--known-by', '2025-07-05'],
                             check=True, capture_output=True, text=True).stdout
    status, body = server.json('circle', actor='RUS', as_of='2025-07-10', since='2021-12-31',
                               known_by='2025-07-05')
    # around the circle the command line also names actors of whom no tie is told
    told = [row for row in json.loads(printed) if row['cause'] != 'untold']
    assert status == 200 and body == told and len(body) > 5


def known_by_leaves_out_what_came_later(server):
    early = server.json('circle', actor='RUS', as_of='2025-08-31', known_by='2024-12-31')[1]
    late = server.json('circle', actor='RUS', as_of='2025-08-31')[1]
    of = lambda rows: {row['alter'] for row in rows}
    assert of(early) < of(late), (of(early), of(late))


def track_ends_where_the_circle_stands(server):
    track = server.json('track', actor='RUS', **{'from': '2020', 'to': '2025-08-31', 'steps': '9'})[1]
    assert len(track['days']) == 9 and track['days'][-1] == '2025-08-31'
    last = {alter['alter']: alter['scores'][-1] for alter in track['alters']}
    rows = server.json('circle', actor='RUS', as_of='2025-08-31')[1]
    assert len(rows) > 5
    for row in rows:
        assert abs(last[row['alter']] - row['score']) < 0.01, row['alter']


def moved_tells_who_grew_closer(server):
    moved = server.json('moved', since='2025-07-01', as_of='2025-07-31')[1]
    pairs = {(row['a'], row['b']): row for row in moved['pairs']}
    row = pairs['RUS', 'taliban']
    assert row['direction'] == 'improved' and row['score'] > row['score_since']
    assert row['evidence']['quote'] and row['articles'] >= 1
    changes = [abs(row['score'] - row['score_since']) for row in moved['pairs']]
    rounded = 0.0021  # scores are printed with three decimals
    assert all(a >= b - rounded for a, b in zip(changes, changes[1:])), changes


def sources_can_be_the_newest_alone(server):
    rows = server.json('sources', limit='3')[1]
    newest = sorted((row['published'] for row in server.json('sources')[1]), reverse=True)[:3]
    assert sorted((row['published'] for row in rows), reverse=True) == newest
    for limit in ['0', '-1', 'x', '99999999999999999999']:
        assert server.json('sources', limit=limit)[0] == 400, limit


def pages_lie_end_to_end(server):
    def walk(route, cursor, whole, size, **asked):
        rows, page = [], None
        while page is None or len(page) == size:
            place = {cursor: page[0 if cursor == 'before' else -1]['id']} if page else {}
            page = server.json(route, limit=str(size), **asked, **place)[1]
            rows = page + rows if cursor == 'before' else rows + page
        assert rows == whole and len(whole) >= size, (route, len(rows), len(whole))
        assert server.json(route, limit='2', **asked, **{cursor: '0123456789abcdef'})[0] == 404

    walk('timeline', 'before', server.json('timeline', a='RUS')[1], 5, a='RUS')
    walk('disputes', 'after', server.json('disputes')[1], 1)
    newest = sorted(server.json('sources')[1], key=lambda row: row['id'])
    walk('sources', 'after', sorted(newest, key=lambda row: row['published'] or '', reverse=True), 2)
    # what was not known by the day stands on no page
    known = server.json('sources', limit='99', known_by='2024-12-31')[1]
    assert known and all(row['published'] <= '2024-12-31' for row in known)


def article_offsets_mark_the_evidence(server):
    claim = server.json('circle', actor='RUS')[1][0]['evidence']
    article = server.json('article', id=claim['claim'])[1]
    mine = next(each for each in article['claims'] if each['id'] == claim['claim'])
    text = article['text'].encode()
    assert text[mine['begin']:mine['end']].decode() == claim['quote']
    assert claim['sentence'] in article['text']


def hostile_text_stays_text(server):
    status, sources = server.json('sources')
    hostile = next(row for row in sources if row['doc'] == 'hostile')
    assert '<script>' in hostile['title']
    answer, body = server.ask('/api/v1/article?id=' + hostile['id'])
    assert answer.headers['Content-Type'].startswith('application/json')
    assert '<script>' in json.loads(body)['text']


def words_are_found_whatever_their_accents(server):
    found = server.json('search', q='armenie BASE')[1]
    assert [hit['doc'] for hit in found['articles']][0] == 'fr04-armenie'
    assert any(piece == ['base', True] for piece in found['articles'][0]['excerpt'])
    assert server.json('search', q='Lavrov')[1]['actors'] == ['RUS']
    sentence = server.json('search', q='missiles at Israel')[1]['sentences'][0]
    assert 'missiles at Israel' in sentence['sentence'] and sentence['claim']
    early = server.json('search', q='talibans', known_by='2020')[1]
    assert early['articles'] == [] == early['sentences']
    for words in ['"', '*', '"a" OR "b', 'NEAR(', 'title:x', "x' --", '^', ' ', '!!!']:
        status, found = server.json('search', q=words)
        assert status == 200 and set(found) == {'actors', 'articles', 'sentences'}, words


def copies_are_listed_and_count_once(server):
    text = (ROOT / 'examples/en05-saudi-iran.txt').read_text(encoding='utf-8')
    for name in ['wire', 'paper']:
        copy = LEDGER.parent / f'{name}.txt'
        copy.write_text(text + f'\n\nThis story also ran in the {name} edition.\n', encoding='utf-8')
        subprocess.run([ENTENTE, 'read', '--ledger', LEDGER, copy], check=True, capture_output=True)
    sources = {row['doc']: row['id'] for row in server.json('sources')[1]}
    family = server.json('article', id=sources['wire'])[1]['family']
    assert {each['doc'] for each in family} == {'en05-saudi-iran', 'paper'}, family
    events = server.json('timeline', a='IRN', b='SAU')[1]
    assert any(event['articles'] == 3 and event['families'] == 1 for event in events), events


def disputes_are_those_of_the_command_line(server):
    printed = subprocess.run([ENTENTE, 'disputes', 'Rwanda', '--json', '--ledger', LEDGER],
                             check=True, capture_output=True, text=True).stdout
    found = server.json('disputes', a='RWA')[1]
    assert found == json.loads(printed)
    numbers = next(each for each in found if each['kind'] == 'number')
    assert {side['value'] for side in numbers['sides']} == {'38 of 67', '45'}


def diff_is_the_diff_of_the_command_line(server):
    days = {'from': '2024-12-31', 'to': '2025-07-10'}
    for options, more in [([], {}), (['--published'], {'published': '1'}),
                          (['--known-by', '2025-07-05'], {'known-by': '2025-07-05'}),
                          (['--published', '--as-of', '2025-01-01'],
                           {'published': '1', 'as-of': '2025-01-01'})]:
        printed = subprocess.run([ENTENTE, 'diff', 'RUS', '--json', '--ledger', LEDGER, '--from',
                                  days['from'], '--to', days['to'], *options],
                                 check=True, capture_output=True, text=True).stdout
        status, body = server.json('diff', actor='RUS', **days, **more)
        assert status == 200 and body == json.loads(printed) and body, more


def exports_are_those_of_the_command_line(server):
    formats = API['paths']['/api/v1/export']['get']['parameters'][0]['schema']['enum']
    for form in formats:
        for names, asked in [([], ''), (['RUS', 'ARM'], '&a=RUS&b=Armenia')]:
            printed = subprocess.run([ENTENTE, 'export', '--format', form, '--ledger', LEDGER,
                                      '--known-by', '2025-07-05', *names],
                                     check=True, capture_output=True).stdout
            answer, body = server.ask(f'/api/v1/export?format={form}&known-by=2025-07-05{asked}')
            assert answer.status == 200 and body == printed and len(body) > 100, (form, names)
            kept = answer.headers['Content-Disposition']
            assert kept.startswith('attachment; filename="entente' + ('-RUS-ARM.' if names else '.'))
            described = API['paths']['/api/v1/export']['get']['responses']['200']['content']
            assert answer.headers['Content-Type'].split(';')[0] in described, answer.headers


def one_export_is_written_at_a_time(server):
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(server.ask, '/api/v1/export?format=plover') for _ in range(36)]
        statuses = [each.result()[0].status for each in asked]
    assert set(statuses) <= {200, 503} and 200 in statuses, statuses
    assert server.ask('/api/v1/export?format=tsv')[0].status == 200


def refusals_name_what_is_wrong(server):
    for path, status, words in [
            ('circle', 400, 'actor'), ('circle?actor=Rusia', 404, 'Russia'),
            ('circle?actor=RUS&known_by=2025', 400, 'known_by'),
            ('circle?actor=RUS&as-of=tomorrow', 400, 'tomorrow'),
            ('circle?actor=RUS&actor=FRA', 400, 'twice'), ('circle?actor=%ff', 400, 'UTF-8'),
            ('circle?actor=RU%00S', 400, 'UTF-8'), ('bonds?type=love', 400, 'love'),
            ('track?actor=RUS&from=2025&to=2024', 400, 'before'),
            ('track?actor=RUS&from=2024&to=2025&steps=1000000', 400, 'steps'),
            ('why?id=zzzzzzzz', 400, 'hexadecimal'), ('article?id=00000000', 404, '00000000'),
            ('diff?actor=RUS&from=2025&to=2024', 400, 'before'),
            ('diff?actor=RUS&from=2024&to=2025&as-of=2025', 400, 'without published'),
            ('diff?actor=RUS&from=2024&to=2025&published=1&known-by=2025', 400, 'with published'),
            ('export', 400, 'format'), ('export?format=xls', 400, 'gexf'),
            ('export?format=csv&a=Rusia', 404, 'Russia'), ('nothing', 404, '/api/v1')]:
        answer, body = server.ask('/api/v1/' + path)
        told = json.loads(body)['error']
        assert answer.status == status and words in told, (path, answer.status, told)


def only_get_and_head(server):
    for method in ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'BREW']:
        answer, _ = server.ask('/api/v1/status', method)
        assert answer.status == 405 and answer.headers['Allow'] == 'GET, HEAD', method
    answer, body = server.ask('/api/v1/status', 'HEAD')
    assert answer.status == 200 and body == b'' and int(answer.headers['Content-Length']) > 0


def every_answer_bears_the_guards(server):
    for path in ['/', '/app.js', '/app.css', '/api/v1', '/api/v1/status', '/nowhere']:
        answer, _ = server.ask(path)
        policy = answer.headers['Content-Security-Policy']
        assert "default-src 'none'" in policy and 'unsafe' not in policy, path
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (path, name)
        assert 'Access-Control-Allow-Origin' not in answer.headers


def pages_are_there_and_are_kept(server):
    answer, body = server.ask('/pair?a=RUS&b=ARM')
    assert answer.status == 200 and b'/app.js' in body
    answer, body = server.ask('/app.js')
    assert answer.headers['Content-Type'].startswith('text/javascript') and len(body) > 100000
    assert b'//unpkg' not in body and b'cdn.' not in body
    again, none = server.ask('/app.js', headers={'If-None-Match': answer.headers['ETag']})
    assert again.status == 304 and none == b''


def no_path_leads_out(server):
    for path in ['/../../etc/passwd', '/%2e%2e/%2e%2e/etc/passwd', '/..%2f..%2fetc/passwd',
                 '//etc/passwd', '/app.js/../../sql', '/api/v1/../../data']:
        answer = server.raw(f'GET {path} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n'
                            .encode())
        assert answer.startswith(b'HTTP/1.1 40') and b'root:' not in answer, (path, answer[:200])


def no_header_can_be_put_in(server):
    answer = server.raw(f'GET /api/v1/circle?actor=x%0d%0aSet-Cookie:%20a=b HTTP/1.1\r\n'
                        f'Host: {server.host}\r\nConnection: close\r\n\r\n'.encode())
    assert b'Set-Cookie' not in answer.split(b'\r\n\r\n')[0], answer


def a_strange_host_is_refused(server):
    for host in ['evil.example', 'evil.example:80', '127.0.0.1.evil.example', '']:
        answer, _ = server.ask('/api/v1/status', headers={'Host': host})
        assert answer.status in (400, 403), (host, answer.status)
    port = server.host.rsplit(':', 1)[1]
    assert server.ask('/api/v1/status', headers={'Host': f'localhost:{port}'})[0].status == 200


def large_requests_are_refused(server):
    for data in [b'GET /' + b'a' * 100000 + b' HTTP/1.1\r\n\r\n',
                 b'GET / HTTP/1.1\r\nHost: localhost\r\nX: ' + b'a' * 100000 + b'\r\n\r\n',
                 b'GET / HTTP/1.1\r\nHost: localhost\r\n' + b'X: y\r\n' * 20000 + b'\r\n']:
        try:
            answer = server.raw(data)
        except (ConnectionResetError, BrokenPipeError):
            continue
        assert answer == b'' or answer.startswith(b'HTTP/1.1 4'), answer[:100]
    assert server.json('status')[0] == 200


def slow_connections_are_cut_and_others_served(server):
    """Slow loris: many connections that send a byte now and then and never finish."""
    host, port = server.host.rsplit(':', 1)
    lines = [socket.create_connection((host, int(port)), 60) for _ in range(300)]
    for line in lines:
        line.sendall(b'GET / HTTP/1.1\r\nHost: localhost\r\n')
    start, cut = time.monotonic(), 0
    while cut < len(lines) and time.monotonic() - start < 20:
        began = time.monotonic()
        assert server.json('status')[0] == 200
        assert time.monotonic() - began < 5
        time.sleep(1)
        cut = sum(trickle(line) for line in lines)
    for line in lines:
        line.close()
    assert cut == len(lines), f'{cut} of {len(lines)} were cut after 20 s'


def trickle(line):
    """Sends one more byte; true once the other side has ended the connection."""
    try:
        line.send(b'X')
        line.setblocking(False)
        return line.recv(1) == b''
    except BlockingIOError:
        line.setblocking(True)
        return False
    except OSError:
        return True


def a_change_of_the_ledger_is_seen(server):
    before = server.json('status')[1]['articles']
    more = LEDGER.parent / 'more.txt'
    more.write_text('Sweden joins NATO\n\nPublished 8 March 2024\n\nWASHINGTON - Sweden joined NATO on '
                    'Thursday, 7 March 2024.\n', encoding='utf-8')
    subprocess.run([ENTENTE, 'read', '--ledger', LEDGER, more], check=True, capture_output=True)
    for _ in range(8):  # every one of the server's ledgers
        assert server.json('status')[1]['articles'] == before + 1
    assert any(row['alter'] == 'nato' for row in server.json('circle', actor='SWE')[1])


def a_token_is_wanted(server):
    assert server.ask('/api/v1/status')[0].status == 401
    assert server.ask('/')[0].status == 401
    assert server.ask('/api/v1/status?token=wrong-token')[0].status == 401
    for headers in [{'Authorization': 'Bearer right-token'}, {'Cookie': 'entente=right-token'}]:
        assert server.ask('/api/v1/status', headers=headers)[0].status == 200
    answer, _ = server.ask('/map?token=right-token&actor=RUS&since=2021-12-31')
    assert answer.status == 303
    assert answer.headers['Location'] == '/map?actor=RUS&since=2021-12-31', answer.headers
    cookie = answer.headers['Set-Cookie']
    assert 'HttpOnly' in cookie and 'SameSite=Strict' in cookie
    assert server.ask('//evil.example?token=right-token')[0].headers['Location'] == '/'
    answer, _ = server.ask('/?token=right-token&q=a%0d%0aSet-Cookie:%20x=y%26&%22=%ff')
    assert answer.headers['Location'] == '/?q=a%0D%0ASet-Cookie%3A%20x%3Dy%26&%22=%FF'
    assert len(answer.headers.get_all('Set-Cookie')) == 1


def one_address_cannot_take_all_places(server):
    host, port = server.host.rsplit(':', 1)
    lines = [socket.create_connection(('127.0.0.1', int(port)), 60) for _ in range(520)]
    time.sleep(1)
    assert sum(trickle(line) for line in lines) >= 200
    other = http.client.HTTPConnection('127.0.0.1', int(port), timeout=60,
                                       source_address=('127.0.0.2', 0))
    other.request('GET', '/api/v1/status', headers={'Authorization': 'Bearer right-token'})
    assert other.getresponse().status == 200
    for line in [*lines, other]:
        line.close()


OPEN = [routes_are_described, answers_fit_their_schema, circle_is_the_circle_of_the_command_line,
        known_by_leaves_out_what_came_later, track_ends_where_the_circle_stands,
        moved_tells_who_grew_closer, sources_can_be_the_newest_alone, pages_lie_end_to_end,
        article_offsets_mark_the_evidence, hostile_text_stays_text,
        words_are_found_whatever_their_accents, copies_are_listed_and_count_once,
        disputes_are_those_of_the_command_line, exports_are_those_of_the_command_line,
        one_export_is_written_at_a_time, diff_is_the_diff_of_the_command_line,
        refusals_name_what_is_wrong, only_get_and_head, every_answer_bears_the_guards,
        pages_are_there_and_are_kept, no_path_leads_out, no_header_can_be_put_in,
        a_strange_host_is_refused, large_requests_are_refused, a_change_of_the_ledger_is_seen,
        slow_connections_are_cut_and_others_served]
TOKEN = [a_token_is_wanted, one_address_cannot_take_all_places]


def run(cases, server, number):
    failed = 0
    for number, case in enumerate(cases, number):
        try:
            case(server)
            print(f'ok {number} - {case.__name__.replace("_", " ")}', flush=True)
        except Exception as error:  # any fault of a case is a case that did not hold
            failed += 1
            line = traceback.extract_tb(error.__traceback__)[-1].line
            print(f'not ok {number} - {case.__name__.replace("_", " ")}\n# {error!r}: {line}',
                  flush=True)
    return failed


with scratch() as folder:
    ENTENTE = Path(sys.argv[1]).resolve()
    LEDGER = make_ledger(ENTENTE, folder)
    print(f'1..{len(OPEN) + len(TOKEN)}')
    with serving(ENTENTE, LEDGER) as address:
        failures = run(OPEN, Server(address), 1)
    with serving(ENTENTE, LEDGER, '--token', 'right-token', listen='0.0.0.0:0') as address:
        failures += run(TOKEN, Server(address.replace('0.0.0.0', '127.0.0.1')),
                        len(OPEN) + 1)
sys.exit(1 if failures else 0)
