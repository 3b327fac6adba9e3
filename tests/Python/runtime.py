"""Where the code under test is. Importing this makes its packages importable, as the sandbox does."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ROOT / "Renderer" / "Runtime"

if str(RUNTIME) not in sys.path:
    sys.path.insert(0, str(RUNTIME))
