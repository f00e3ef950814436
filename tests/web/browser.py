#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks the viewer with a real browser over a ledger of examples/ (browser.mjs). Prints TAP.

usage: browser.py ENTENTE_BINARY FOLDER         screenshots go to FOLDER
       browser.py ENTENTE_BINARY --pictures     makes those of the README anew, in doc/pictures/
"""
import subprocess
import sys
from pathlib import Path

from server import ROOT, make_ledger, scratch, serving



def walk(script_arguments, more=None):
    """The exit status of browser.mjs on a server of its own."""
    with scratch() as folder:
        with serving(binary, make_ledger(binary, folder, more)) as address:
            command = ['node', ROOT / 'tests/web/browser.mjs', address, *script_arguments]
            return subprocess.run(command).returncode


binary = Path(sys.argv[1]).resolve()
if sys.argv[2] == '--pictures':
    sys.exit(walk(['--pictures', ROOT / 'doc/pictures'], more={}))
shots = Path(sys.argv[2]).resolve()
shots.mkdir(parents=True, exist_ok=True)
sys.exit(walk([shots]))
