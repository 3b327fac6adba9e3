"""Vectors and matrices of any small size."""

from __future__ import annotations

from typing import Any

from .answer import Answer, Ask, Figure, Step, Unknown
from .arithmetic import rounded
from .formulas import tex, text
from .library import sp
from .question import Question


def column(v: Any) -> str:
    return r"\begin{pmatrix} " + r" \\ ".join(tex(c) for c in v) + r" \end{pmatrix}"


def grid(m: Any) -> str:
    rows, columns = m.shape
    return r"\begin{pmatrix} " + r" \\ ".join(" & ".join(tex(m[r, c]) for c in range(columns)) for r in range(rows)) + r" \end{pmatrix}"


def flat(m: Any) -> str:
    return "[" + ", ".join("[" + ", ".join(text(m[r, c]) for c in range(m.shape[1])) + "]" for r in range(m.shape[0])) + "]"


def matrices(q: Question) -> Answer:
    """Product, sum, determinant, inverse, eigenvalues of the matrices that were written."""
    found = q.matrices()
    if not found:
        raise Unknown
    if len(found) >= 2:
        minus, plus = q.word("subtract", "minus", "difference"), q.word("add", "sum", "plus", "addition", "somme", "suma", "addiere")
        if plus or minus:
            if found[0].shape != found[1].shape:
                raise Ask(q.say("matrix.sizes"))
            total = found[0] - found[1] if minus else found[0] + found[1]
            return Answer(
                q.say("matrix.sum"),
                [Step(f"{grid(found[0])} {'-' if minus else '+'} {grid(found[1])}", q.say("matrix.entries")), Step(f"= {grid(total)}")],
                flat(total),
                "entry by entry",
            )
        return product(q, found)
    matrix = found[0]
    if q.has("eigen"):
        return eigen(q, matrix)
    if q.has("inverse"):
        return inverse(q, matrix)
    if q.has("determinant"):
        return determinant(q, matrix)
    if q.has("gauss"):
        reduced = matrix.rref()[0]
        return Answer(q.say("gauss.title"), [Step(grid(matrix)), Step(grid(reduced), q.say("gauss.why"))], flat(reduced), "symbolically")
    if q.has("rank"):
        reduced = matrix.rref()[0]
        steps = [
            Step(grid(matrix)),
            Step(grid(reduced), q.say("gauss.why")),
            Step(rf"\operatorname{{rang}} = {matrix.rank()}", q.say("rank.why")),
        ]
        return Answer(q.say("rank.title"), steps, str(matrix.rank()), "by elimination")
    if q.has("transpose"):
        return Answer(
            q.say("transpose.title"), [Step(grid(matrix)), Step(grid(matrix.T), q.say("transpose.why"))], flat(matrix.T), "entry by entry"
        )
    raise Unknown


def product(q: Question, found: list[Any]) -> Answer:
    a, b = found[:2]
    if len(found) > 2:
        raise Ask(q.say("matrix.two"))
    if a.shape[1] != b.shape[0]:
        raise Ask(q.say("matrix.shapes", a.shape[1], b.shape[0]))
    steps, made = [Step(f"{grid(a)} {grid(b)}", q.say("matrix.row.column"))], a * b
    for r in range(made.shape[0]):
        for c in range(made.shape[1]):
            if len(steps) <= 6:
                terms = " + ".join(rf"{bracketed(a[r, k])} \cdot {bracketed(b[k, c])}" for k in range(a.shape[1]))
                steps.append(Step(rf"c_{{{r + 1}{c + 1}}} = {terms} = {tex(made[r, c])}"))
    steps.append(Step(f"= {grid(made)}"))
    return Answer(q.say("matrix.product"), steps, flat(made), "entry by entry")


def bracketed(value: Any) -> str:
    shown = tex(value)
    return f"({shown})" if shown.startswith("-") or value.is_Add else shown


def square(q: Question, matrix: Any) -> None:
    if matrix.shape[0] != matrix.shape[1]:
        raise Ask(q.say("matrix.square"))


def determinant(q: Question, matrix: Any) -> Answer:
    square(q, matrix)
    value, steps = sp.simplify(matrix.det()), [Step(grid(matrix).replace("pmatrix", "vmatrix"))]
    if matrix.shape[0] == 2:
        a, b, c, d = matrix
        steps.append(Step(rf"= {bracketed(a)} \cdot {bracketed(d)} - {bracketed(b)} \cdot {bracketed(c)}", q.say("det.two")))
    elif matrix.shape[0] >= 3:
        signs = ["-" if k % 2 else "+" if k else "" for k in range(matrix.shape[0])]
        minors = [matrix.minor_submatrix(0, k) for k in range(matrix.shape[0])]
        heads = [rf"{sign} {bracketed(matrix[0, k])} \cdot " for k, sign in enumerate(signs)]
        if matrix.shape[0] == 3:
            grids = [head + grid(minor).replace("pmatrix", "vmatrix") for head, minor in zip(heads, minors, strict=True)]
            steps.append(Step("= " + " ".join(grids), q.say("det.row")))
            steps.append(Step("= " + " ".join(head + bracketed(minor.det()) for head, minor in zip(heads, minors, strict=True))))
        else:
            steps.append(Step("= " + tex(value), q.say("det.elimination")))
    steps.append(Step(f"= {tex(value)}", q.say("det.area", text(abs(value))) if matrix.shape[0] == 2 and value.is_number else ""))
    figure = (
        Figure("parallelogram", {"u": [float(v) for v in matrix.col(0)], "v": [float(v) for v in matrix.col(1)]})
        if matrix.shape[0] == 2 and value.is_number and matrix.is_symbolic() is False
        else None
    )
    return Answer(q.say("det.title"), steps, text(value), "by a second way", figure)


def inverse(q: Question, matrix: Any) -> Answer:
    square(q, matrix)
    value = sp.simplify(matrix.det())
    if value == 0:
        return Answer(q.say("inverse.title"), [Step(rf"\det = {tex(value)}", q.say("inverse.none"))], q.say("inverse.none"), "symbolically")
    made = matrix.inv()
    if sp.simplify(matrix * made - sp.eye(matrix.shape[0])) != sp.zeros(*matrix.shape):
        raise Unknown
    steps = [Step(rf"A = {grid(matrix)},\quad \det A = {tex(value)}")]
    if matrix.shape[0] == 2:
        a, b, c, d = matrix
        steps.append(Step(rf"A^{{-1}} = \frac{{1}}{{{tex(value)}}} {grid(sp.Matrix([[d, -b], [-c, a]]))}", q.say("inverse.two")))
    steps += [Step(rf"A^{{-1}} = {grid(made)}"), Step(r"A \cdot A^{-1} = I\ \checkmark", q.say("check", ""))]
    return Answer(q.say("inverse.title"), steps, flat(made), "by multiplication")


def eigen(q: Question, matrix: Any) -> Answer:
    square(q, matrix)
    name = sp.Symbol("lambda")
    law = sp.expand((matrix - name * sp.eye(matrix.shape[0])).det())
    steps = [Step(rf"\det(A - \lambda I) = {tex(sp.factor(law))} = 0", q.say("eigen.law"))]
    pairs = matrix.eigenvects()
    if len(pairs) > 4 or any(value.has(sp.CRootOf) for value, _, _ in pairs):
        raise Ask(q.say("eigen.cannot"))
    results = []
    for value, _, vectors in pairs:
        for vector in vectors:
            if sp.simplify(matrix * vector - value * vector) != sp.zeros(matrix.shape[0], 1):
                raise Unknown
        whole = [v * sp.ilcm(1, *[sp.fraction(sp.together(c))[1] for c in v if c.is_Rational]) for v in vectors]
        steps.append(
            Step(
                rf"\lambda = {tex(sp.simplify(value))}:\quad " + r",\ ".join(column(sp.simplify(v)) for v in whole),
                q.say("eigen.vectors") if not results else "",
            )
        )
        results.append(
            f"λ = {text(sp.simplify(value))}: " + ", ".join("(" + ", ".join(text(sp.simplify(c)) for c in v) + ")" for v in whole)
        )
    return Answer(q.say("eigen.title"), steps, "; ".join(results), "by multiplication")


def vectors(q: Question) -> Answer:
    """Sum, difference, length, dot and cross product, angle."""
    found = q.points()
    if not found:
        raise Unknown
    if len({len(v) for v in found}) != 1 or len(found[0]) > 4:
        raise Ask(q.say("vector.sizes"))
    a = sp.Matrix(found[0])
    if len(found) == 1:
        if q.has("unitvector"):
            return unit(q, a)
        if not q.has("length"):
            raise Unknown
        return Answer(q.say("length.title"), length(q, a), f"|v| = {text(a.norm())}", "numerically", arrows([a]))
    b = sp.Matrix(found[1])
    if q.has("dot"):
        terms = " + ".join(rf"{bracketed(x)} \cdot {bracketed(y)}" for x, y in zip(a, b, strict=True))
        value = a.dot(b)
        steps = [
            Step(rf"{column(a)} \cdot {column(b)} = {terms}", q.say("dot.why")),
            Step(f"= {tex(value)}", q.say("orthogonal") if value == 0 else ""),
        ]
        return Answer(q.say("dot.title"), steps, text(value), "numerically", arrows([a, b]))
    if q.has("cross"):
        if len(a) != 3:
            raise Ask(q.say("cross.three"))
        value = a.cross(b)
        steps = [
            Step(rf"{column(a)} \times {column(b)}"),
            Step(
                r"= \begin{pmatrix} "
                + r" \\ ".join(
                    rf"{bracketed(a[i])} \cdot {bracketed(b[j])} - {bracketed(a[j])} \cdot {bracketed(b[i])}"
                    for i, j in ((1, 2), (2, 0), (0, 1))
                )
                + r" \end{pmatrix}",
                q.say("cross.why"),
            ),
            Step(f"= {column(value)}"),
        ]
        if value.dot(a) != 0 or value.dot(b) != 0:
            raise Unknown
        return Answer(q.say("cross.title"), steps, "(" + ", ".join(text(c) for c in value) + ")", "perpendicular to both")
    if q.has("angle"):
        if a.norm() == 0 or b.norm() == 0:
            raise Ask(q.say("vector.zero"))
        cosine = sp.simplify(a.dot(b) / (a.norm() * b.norm()))
        degrees = sp.acos(cosine) * 180 / sp.pi
        whole = sp.simplify(degrees).is_Rational
        sign, shown = ("=", tex(sp.simplify(degrees))) if whole else (r"\approx", rounded(degrees))
        steps = [
            Step(
                rf"\cos\theta = \frac{{a \cdot b}}{{|a|\,|b|}} = \frac{{{tex(a.dot(b))}}}{{{tex(a.norm())} \cdot {tex(b.norm())}}}"
                rf" = {tex(cosine)}",
                q.say("angle.why"),
            ),
            Step(rf"\theta {sign} {shown}^\circ"),
        ]
        return Answer(q.say("angle.title"), steps, f"θ {'=' if whole else '≈'} {rounded(degrees)}°", "numerically", arrows([a, b]))
    minus = q.word("subtract", "minus", "difference")
    total: Any = a - b if minus else sum((sp.Matrix(v) for v in found[1:]), a)
    shown = (" - " if minus else " + ").join(column(sp.Matrix(v)) for v in found)
    steps = [Step(f"{shown} = {column(total)}", q.say("vector.entries"))]
    result = "(" + ", ".join(text(c) for c in total) + ")"
    if q.has("length"):
        steps += length(q, total)
        result += f"; |v| = {text(total.norm())}" + ("" if total.norm().is_Rational else f" ≈ {rounded(total.norm())}")
    return Answer(q.say("vector.title"), steps, result, "entry by entry", arrows([a, b] if len(found) == 2 else [a], total, minus))


def unit(q: Question, v: Any) -> Answer:
    """The vector of length 1 in the same direction."""
    if v.norm() == 0:
        raise Ask(q.say("vector.zero"))
    made = v / v.norm()
    steps = [*length(q, v), Step(rf"\frac{{1}}{{{tex(v.norm())}}} {column(v)} = {column(made)}", q.say("unit.vector"))]
    return Answer(q.say("unit.vector.title"), steps, "(" + ", ".join(text(c) for c in made) + ")", "by its length", arrows([v, made]))


def length(q: Question, v: Any) -> list[Step]:
    inside = " + ".join(f"{bracketed(c)}^2" for c in v)
    value = v.norm()
    return [
        Step(rf"|v| = \sqrt{{{inside}}}", q.say("length.why")),
        Step(f"= {tex(value)}" + ("" if value.is_Rational else rf" \approx {rounded(value)}")),
    ]


def arrows(found: list[Any], total: Any = None, minus: bool = False) -> Figure | None:
    if len(found[0]) != 2:
        return None
    data: dict[str, Any] = {"vectors": [[float(c) for c in v] for v in found]}
    if total is not None:
        data.update({"sum": [float(c) for c in total], "minus": minus})
    return Figure("vectors", data)
