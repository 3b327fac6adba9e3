"""The formulas that have been set for all jobs, lent one at a time to those who know their whole source.

A scene sees neither the folder nor anything of its files: it asks the trusted first process of its job, which puts a copy
into the job's own scratch folder. So a scene learns nothing of what others have set, except by asking for it.
"""

from __future__ import annotations

import hashlib
import os

FOLDER = "/mnt"
LENT = "/job/formulas"
MOST_BYTES = 1 << 20
# Answers to one job: a name costs an entry in its scratch folder.
MOST_LOANS = 2000


def key(source: str, compiler: str, form: str) -> str:
    """The name of a formula's file: the hash of everything that decides what is in it. FormulaCache.cs knows it as well."""
    return hashlib.sha256(f"{compiler}\0{form}\0{source}".encode()).hexdigest()[:40]


class Shelf:
    """The folder, held open; its path leads elsewhere for the job."""

    def __init__(self, folder: int) -> None:
        self.folder = folder
        self.loans = 0

    def lend(self, name: str) -> bool:
        """Puts a copy into the job's scratch folder; false where there is no such formula, or no room."""
        self.loans += 1
        if self.loans > MOST_LOANS:
            return False
        try:
            with open(f"{name}.svg", "rb", opener=lambda path, flags: os.open(path, flags | os.O_NOFOLLOW, dir_fd=self.folder)) as file:
                content = file.read(MOST_BYTES)
            with open(f"{LENT}/{name}", "xb", opener=lambda path, flags: os.open(path, flags | os.O_NOFOLLOW, 0o600)) as copy:
                copy.write(content)
        except FileExistsError:
            return True
        except OSError:
            return False
        return True
