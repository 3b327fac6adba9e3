"""Runs ruff and pyright over the Python of the repository, with the settings in pyproject.toml.

FOLDER holds package.json, ruff.mjs and what `npm ci` made of them: lint.py FOLDER. Exits with 1 where one of them finds something.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def ruff(folder: Path) -> int:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    # Which files are meant is for the command-line tool; this form of ruff reads texts.
    patterns = settings.pop("include")
    settings.pop("src")
    files = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for pattern in patterns for path in sorted(ROOT.glob(pattern))}
    if not files:
        raise FileNotFoundError(f"no Python files match {patterns}")
    request = json.dumps({"settings": settings, "files": files})
    return subprocess.run(["node", str(folder / "ruff.mjs")], input=request, text=True, check=False).returncode


def pyright(folder: Path) -> int:
    return subprocess.run(["node", str(folder / "node_modules/pyright/index.js"), "--project", str(ROOT)], check=False).returncode


if __name__ == "__main__":
    at = Path(sys.argv[1])
    sys.exit(max(ruff(at), pyright(at)) and 1)
