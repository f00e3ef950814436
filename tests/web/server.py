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


# two invented articles that contradict each other
RAID = {'goma-en': """Rwanda strikes the city of Goma

Published 12 May 2025

Rwanda attacked the Democratic Republic of the Congo on Saturday, 10 May 2025. The strike by Rwanda on Goma killed 38 of the 67 people aboard a Congolese plane on 10 May 2025.
""", 'goma-fr': """Le Rwanda attaque Goma

Publié le 13 mai 2025

Le Rwanda a attaqué la République démocratique du Congo le samedi 10 mai 2025. La frappe du Rwanda contre Goma, en République démocratique du Congo, a tué 45 personnes le 10 mai 2025.
"""}


def make_ledger(entente, folder, more=None):
    """A ledger of examples/ and `more`: texts by name; without it an article that tries to be a page
    and two that contradict each other."""
    ledger, articles = Path(folder) / 'l.db', []
    for name, text in ({'hostile': HOSTILE, **RAID} if more is None else more).items():
        articles.append(Path(folder) / f'{name}.txt')
        articles[-1].write_text(text, encoding='utf-8')
    subprocess.run([entente, 'read', '--ledger', ledger, ROOT / 'examples', *articles],
                   check=True, capture_output=True)
    return ledger


@contextlib.contextmanager
def serving(entente, ledger, *options, listen='127.0.0.1:0'):
    """The address of a running server, which ends with the block."""
    process = subprocess.Popen([entente, 'serve', '--ledger', ledger, '--listen', listen, *options],
                               stderr=subprocess.PIPE, text=True)
    first = process.stderr.readline()
    address = re.search(r'http://\S+/', first)
    if not address:
        process.kill()
        raise RuntimeError(f'the server did not start: {first}{process.communicate()[1]}')
    try:
        yield address[0]
    finally:
        process.terminate()
        errors = process.communicate(timeout=START_SECONDS)[1]
        assert process.returncode == 0, f'the server ended with {process.returncode}: {errors}'


@contextlib.contextmanager
def scratch():
    with tempfile.TemporaryDirectory(prefix='entente-web.') as folder:
        yield Path(folder)
