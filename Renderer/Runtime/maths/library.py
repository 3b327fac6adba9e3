"""SymPy. Its types are inferred from code that has none, and mislead: here it is Any."""

from __future__ import annotations

from typing import Any

import sympy
from sympy.integrals import manualintegrate
from sympy.printing import numpy

sp: Any = sympy
manual: Any = manualintegrate
NumPyPrinter: Any = numpy.NumPyPrinter
