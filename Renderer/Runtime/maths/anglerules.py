"""Angles that follow from one other by a rule: on parallel lines, at a point, in a circle."""

from __future__ import annotations

import re
from typing import Any

from . import formulas
from .answer import Answer, Ask, Step, Unknown
from .arithmetic import number_tex, number_text
from .library import sp
from .question import Question
from .reading import bare, plain

CENTRE = r"(?:centre|center|centro|mittelpunkt|zentri\w*|mittelpunktswinkel|central\w*|zentralwinkel|مركزي\w*|المركز|केंद्र\w*|圆心\w*)"
AROUND = (
    r"(?:circumference|inscribed|inscrit\w*|inscrit[oa]|inscrito|umfangswinkel|peripherie\w*|randwinkel|المحيطي\w*|محيطي\w*|परिधि|圆周\w*)"
)
# The words of a rule, the angle that follows from x, and its name among the phrases. The first that fits.
RULES: list[tuple[str, str, str]] = [
    (
        (
            r"co-? ?interior|allied|same[- ]side interior|consecutive interior|interieurs? du meme cote|colaterales? intern\w*|conjugad\w*|"
            r"nachbarwinkel an parallelen|متحالف\w*|داخليتان في نفس الجهة|सह-?\s?अंतः|同旁内角"
        ),
        "180-x",
        "angles.cointerior",
    ),
    (r"alternate|alternes?|altern[oa]s?|wechselwinkel|متبادل\w*|एकांतर|内错角", "x", "angles.alternate"),
    (
        r"corresponding|correspondants?|correspondientes?|correspondentes?|stufenwinkel|f-winkel|متناظر\w*|संगत|同位角",
        "x",
        "angles.corresponding",
    ),
    (
        (
            r"vertically opposite|vertical angles?|opposes? par le sommet|opuestos? por el vertice|opostos? pelo vertice|scheitelwinkel|"
            r"متقابل\w* بالر[أا]س|शीर्षाभिमुख|对顶角"
        ),
        "x",
        "angles.vertical",
    ),
    (
        r"supplement\w*|suplement\w*|(?:on|along) a straight line|nebenwinkel|supplementwinkel|متكامل\w*|المكمل\w* ل180|संपूरक|补角",
        "180-x",
        "angles.supplement",
    ),
    (r"complement\w*|komplement\w*|متتام\w*|पूरक|余角", "90-x", "angles.complement"),
    (
        (
            r"cyclic quadrilateral|quadrilatere inscrit|cuadrilatero (?:ciclico|inscrito)|quadrilatero inscrito|sehnenviereck|"
            r"رباعي دائري|चक्रीय चतुर्भुज|圆内接四边形"
        ),
        "180-x",
        "angles.cyclic",
    ),
    (
        r"reflex|(?:around|round|about) a point|autour d'un point|alrededor de un punto|vollwinkel|حول نقطة|बिंदु के चारों ओर|周角",
        "360-x",
        "angles.round",
    ),
]
LAWS = {
    "x": (lambda a: a, "{0}"),
    "180-x": (lambda a: 180 - a, r"180^\circ - {0}"),
    "90-x": (lambda a: 90 - a, r"90^\circ - {0}"),
    "360-x": (lambda a: 360 - a, r"360^\circ - {0}"),
    "x/2": (lambda a: a / 2, r"\frac{{{0}}}{{2}}"),
    "2x": (lambda a: 2 * a, r"2 \cdot {0}"),
}


def from_one(q: Question) -> Answer:
    pieces = q.take(lambda p: re.fullmatch(r"\d+(?:\.\d+)?\s*°?", p.text) is not None)
    if len(pieces) != 1 or q.pieces():
        raise Unknown
    angle = formulas.expression(pieces[0].text.rstrip("° "))
    said = bare(plain(q.request.said))
    law, name = circle_rule(said) or next(((law, name) for words, law, name in RULES if re.search(rf"(?<![^\W\d_])(?:{words})", said)),
                                          ("", ""))  # fmt: skip
    if not law or any(re.search(words, said) for words, _, other in RULES if other != name and not overlapping(name, other)):
        raise Unknown
    work, pattern = LAWS[law]
    found: Any = work(angle)
    if not 0 < angle < 360 or found <= 0:
        raise Ask(q.say("angles.none", number_text(angle)))
    shown = number_tex(angle) + r"^\circ"
    steps = [
        Step(rf"\alpha = {shown}", q.say("bayes.given")),
        Step(rf"\beta = {pattern.format(shown)} = {number_tex(sp.sympify(found))}^\circ", q.say(name)),
    ]
    return Answer(q.say("angles.title"), steps, f"{number_text(sp.sympify(found))}°", "by the rule")


def overlapping(name: str, other: str) -> bool:
    """Words of one rule that stand in the name of another: "alternate interior", "supplementary"."""
    return {name, other} <= {"angles.cointerior", "angles.supplement"} or {name, other} <= {"angles.complement", "angles.supplement"}


def circle_rule(said: str) -> tuple[str, str] | None:
    """The angle at the centre is twice that at the circumference; which of them has the number stands before it."""
    centre, around = re.search(CENTRE, said), re.search(AROUND, said)
    if not centre or not around:
        return None
    at = re.search(r"\d", said)
    if at is None:
        return None
    first = min(centre, around, key=lambda found: found.start())
    if not first.start() < at.start():
        return None
    second = centre if first is around else around
    given = first if second.start() > at.start() else max((centre, around), key=lambda found: found.start())
    return ("x/2" if given is centre else "2x"), "angles.centre"
