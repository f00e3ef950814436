#!/usr/bin/env python3
# SPDX-License-Identifier: AGPL-3.0-or-later
"""Walks the viewer with a real browser over a ledger of examples/ (browser.mjs). Prints TAP.

usage: browser.py ENTENTE_BINARY FOLDER [--pictures]
FOLDER takes screenshots; with --pictures those of the README are made anew in doc/pictures/.
"""
import subprocess
import sys
from pathlib import Path

from server import ROOT, make_ledger, scratch, serving

binary, shots = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
shots.mkdir(parents=True, exist_ok=True)
pictures = [str(ROOT / 'doc/pictures')] if '--pictures' in sys.argv[3:] else []
with scratch() as folder:
    with serving(binary, make_ledger(binary, folder)) as address:
        sys.exit(subprocess.run(['node', ROOT / 'tests/web/browser.mjs', address, shots, *pictures])
                 .returncode)
