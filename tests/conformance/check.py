#!/usr/bin/python3
"""Holds a PDF of Seoga's to ISO 32000-1, PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2).

usage: check.py FILE.pdf …

Prints `file: clause: what, times`; exit status 1 when there is a fault. Clauses of 14289-1 begin with UA, of 19005-2
with A; others are of 32000-1, and `own` is what Seoga asks of itself. Written for files of Seoga: what it never writes
(forms, attachments, encryption) is a fault. Needs pikepdf and fontTools (python3-pikepdf, python3-fonttools).
"""
import collections
import pathlib
import sys

import content
import document
import pikepdf
import structure
import syntax


def gather(run):
    """{(clause, what): times} of what `run(say)` says."""
    found = collections.Counter()
    run(lambda clause, what: found.update([(clause, what)]))
    return found


def of_document(pdf):
    """Faults of an open document, but for its bytes."""
    def run(say):
        structure.check(pdf, say)
        document.check(pdf, say)
        content.check(pdf, say)
    return gather(run)


def of_bytes(data):
    return gather(lambda say: syntax.check(data, say))


def faults(path):
    with pikepdf.open(path) as pdf:
        return of_bytes(pathlib.Path(path).read_bytes()) + of_document(pdf)


def main():
    bad = False
    for path in sys.argv[1:]:
        for (clause, what), times in faults(path).items():
            bad = True
            print(f'{path}: {clause}: {what}' + (f', {times} times' if times > 1 else ''))
    return 1 if bad else 0


if __name__ == '__main__':
    sys.exit(main())
