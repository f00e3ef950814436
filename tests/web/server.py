# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the tests of the web room share: a ledger read from examples/ and a server on a free port."""
import contextlib
import re
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 60  # the sanitizers' build reads the register in seconds

HOSTILE = """Russia expels three Japanese diplomats <script>document.title = "owned"</script>

Published 9 July 2025

MOSCOW - Russia condemned Japan & "friends" on Tuesday, 8 July 2025. Russia expelled three <img src=x onerror="document.title='owned'"> Japanese diplomats on Wednesday, 9 July 2025. </p></div><script>document.title = "owned"</script>

Japan condemned the decision of the Russian government on Wednesday. It said that it would answer.
"""


def make_ledger(entente, folder):
    """A ledger of examples/ and one article that tries to be a page."""
    ledger, article = Path(folder) / 'l.db', Path(folder) / 'hostile.txt'
    article.write_text(HOSTILE, encoding='utf-8')
    subprocess.run([entente, 'read', '--ledger', ledger, ROOT / 'examples', article],
                   check=True, capture_output=True)
    return ledger


@contextlib.contextmanager
def serving(entente, ledger, *options, listen='127.0.0.1:0'):
    """The address of a running server, which ends with the block."""
    process = subprocess.Popen([entente, 'serve', '--ledger', ledger, '--listen', listen, *options],
                               stderr=subprocess.PIPE, text=True)
    try:
        first = process.stderr.readline()
        address = re.search(r'http://\S+/', first)
        assert address, f'the server did not start: {first}{process.stderr.read()}'
        yield address[0]
    finally:
        process.terminate()
        errors = process.stderr.read()
        status = process.wait(START_SECONDS)
        assert status == 0, f'the server ended with {status}: {errors}'


@contextlib.contextmanager
def scratch():
    with tempfile.TemporaryDirectory(prefix='entente-web.') as folder:
        yield Path(folder)
