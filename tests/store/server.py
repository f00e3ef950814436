# SPDX-License-Identifier: AGPL-3.0-or-later
"""A PostgreSQL server of its own for the tests: in a temporary folder, reached by a socket there
and on a free port of the loopback, gone with the block. It refuses to run as root, and then runs as
the user postgres that Debian's package makes."""
import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

PROGRAMS = Path('/usr/lib/postgresql/15/bin')
# nothing of a test outlives it, so nothing is written through to the disk
SETTINGS = {'fsync': 'off', 'full_page_writes': 'off', 'synchronous_commit': 'off',
            'listen_addresses': '127.0.0.1', 'max_locks_per_transaction': '256',
            'shared_buffers': '64MB'}


def is_installed():
    return (PROGRAMS / 'initdb').exists()


class Server:
    def __init__(self, folder, port):
        self.folder, self.port = folder, port

    def address(self, database, schema=None, user='entente', password=None, wait='300s'):
        """As --ledger takes it; `wait` for another writer, who may be slow under the sanitizers."""
        login = f'{user}:{password}' if password else user
        more = f'?options=-clock_timeout%3D{wait}'
        more += f'%20-csearch_path%3D{schema}' if schema else ''
        return f'postgresql://{login}@127.0.0.1:{self.port}/{database}{more}'

    def sql(self, database, text, schema=None):
        """What psql prints for it: unaligned, columns apart by tabs."""
        return subprocess.run(
            [PROGRAMS / 'psql', '-XAtq', '-F', '\t', '-v', 'ON_ERROR_STOP=1', '-c', text,
             self.address(database, schema)], check=True, capture_output=True, text=True).stdout

    def run(self, *arguments):
        as_postgres = ['runuser', '-u', 'postgres', '--'] if os.getuid() == 0 else []
        subprocess.run([*as_postgres, *map(str, arguments)], check=True, cwd=self.folder,
                       stdout=subprocess.DEVNULL)

    def control(self, verb, *options):
        self.run(PROGRAMS / 'pg_ctl', verb, '-w', '-s', '-D', self.folder / 'data', *options)

    def start(self):
        settings = {**SETTINGS, 'port': self.port, 'unix_socket_directories': self.folder}
        self.control('start', '-l', self.folder / 'log',
                     '-o', ' '.join(f'-c {name}={value}' for name, value in settings.items()))


@contextlib.contextmanager
def running():
    with socket.socket() as probe:
        probe.bind(('127.0.0.1', 0))
        port = probe.getsockname()[1]
    folder = Path(tempfile.mkdtemp(prefix='entente-pg.'))
    server = Server(folder, port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # a test that is ended ends its server
    try:
        if os.getuid() == 0:
            shutil.chown(folder, 'postgres')
        server.run(PROGRAMS / 'initdb', '-D', folder / 'data', '-A', 'trust', '-U', 'entente',
                   '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync')
        server.start()
        try:
            yield server
        finally:
            server.control('stop', '-m', 'immediate')
    finally:
        shutil.rmtree(folder, ignore_errors=True)
