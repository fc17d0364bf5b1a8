#!/usr/bin/env python3
"""Prints every header below a folder, one a line.

usage: headers.py SRC
"""
import pathlib
import sys

SRC = pathlib.Path(sys.argv[1])
print('\n'.join(sorted(p.relative_to(SRC).as_posix() for p in SRC.rglob('*.h'))))
