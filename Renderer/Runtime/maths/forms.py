"""Ways of writing that are brought into one form before a request is cut into words and formulas."""

from __future__ import annotations

import re
from collections.abc import Callable
from fractions import Fraction

Rewrite = tuple[str, str | Callable[[re.Match[str]], str]]


def matrix(found: re.Match[str]) -> str:
    rows = [row.split("&") for row in re.split(r"\\\\", found[1]) if row.strip()]
    return " [" + ", ".join("[" + ", ".join(cell.strip() for cell in row) + "]" for row in rows) + "] "


def semicolons(found: re.Match[str]) -> str:
    rows = [re.split(r"[,\s]+", row.strip()) for row in found[1].split(";")]
    return "[" + ", ".join("[" + ", ".join(row) + "]" for row in rows) + "]"


def counted(word: str) -> Callable[[re.Match[str]], str]:
    """8C3 and C(8, 3) in words."""
    return lambda found: f" {word} " + " , ".join(n for n in found.groups() if n) + " "


HAN = "零一二三四五六七八九"


def discount(found: re.Match[str]) -> str:
    """打八折 is what Chinese shops call 80 % of a price."""
    tenths = [HAN.index(sign) if sign in HAN else sign for sign in found[1] if sign in HAN or sign.isdigit()]
    digits = "".join(map(str, tenths))
    return f" 的 {int(digits) * 10 if len(digits) == 1 else digits}% "


# Speeds are one unit, as areas and volumes are: a slash or an exponent behind a unit is no operation.
SPEEDS = {
    "kmh": r"km\s*/\s*h(?:r|our|eure|ora)?|kmph|km/std|kph|km/u|كم/س(?:اعة)?|किमी/घंटा|किमी प्रति घंटा|千米/小?时|公里/小?时|km per hour|"
    r"kilomet(?:er|re)s per hour|km pro stunde|kilometer pro stunde|km par heure|km por hora|kilometros por hora|كم في الساعة",
    "mps": r"m\s*/\s*s(?:ec)?|米/秒|मी/से|म/ث|met(?:er|re)s per second|metros por segundo|m par seconde|meter pro sekunde",
    "mpmin": r"m\s*/\s*min|米/分钟?",
    "mph": r"miles per hour|mi/h",
}
PERCENT = "percent|per cent|pour cent|pourcents?|por ?ciento|por cento|per cento|prozent|процент\\w*|प्रतिशत|بالمئة|بالمائة|في المئة"
VECTOR = r"(\(\s*-?[\w./]+(?:\s*,\s*-?[\w./]+)+\s*\))"
FRACTION = r"(?<![\d.,/^;])(?<![\d.,/^;] )\b(\d+)[ \u00a0]+(\d+)\s*/\s*(\d+)\b(?!\s*[/,;]?\s*\d)"
# "eigenvalues of 4 1; 2 3": rows between semicolons, without brackets.
ROWS = (
    r"(?i)(\b(?:eigen\w*|determinan\w*|inverse|rank|matri\w+|transpose)\b[^\d\[(]*?)"
    r"(-?\d+(?:[ ,]+-?\d+)+(?:\s*;\s*-?\d+(?:[ ,]+-?\d+)+)+)(?!\s*\])"
)
# Words that multiply the number before them.
TIMES = {
    "hundred|hundreds|सौ": 100,
    "thousand|thousands|mille|mil|tausend|ألف|الف|آلاف|الاف|हज़ार|हजार": 1000,
    "lakh|lakhs|लाख": 100_000,
    "million|millions|millones|millionen|milhões|milhoes|milioni|مليون|ملايين|मिलियन": 1_000_000,
    "crore|crores|करोड़": 10_000_000,
    "dozen|dozens|douzaines?|docenas?|dutzend|dúzias?|دزينة|दर्जन": 12,
}


def times(factor: int) -> Callable[[re.Match[str]], str]:
    def made(found: re.Match[str]) -> str:
        number = Fraction(found[1].replace(",", ".")) * factor
        return str(number) if number.denominator == 1 else found[0]

    return made


UNIT = r"[^\W\d_]+"
# "three hours and a half" and its like; what is not brought into digits here stands in words.tsv as what changes a question.
HALVES: list[Rewrite] = [
    (rf"(?i)(\d+)\s+({UNIT})\s+(?:and a half|et demie?|y medi[ao]|e mei[ao]|e mezz[ao]|ونصف(?!\s*قطر)|و نصف(?!\s*قطر))(?!\w)", r"\1.5 \2"),
    (rf"(\d+)\s+({UNIT})\s+(?:وربع|و ربع)(?!\w)", r"\1.25 \2"),
    (r"साढ़े\s*(\d+)|साढे\s*(\d+)", lambda m: f"{m[1] or m[2]}.5"),
    (r"सवा\s*(\d+)", r"\1.25"),
    (r"साढ़े तीन|(?i:\bdreieinhalb)", " 3.5 "),
    (r"साढ़े चार|(?i:\bviereinhalb)", " 4.5 "),
    (r"ढाई|(?i:\bzweieinhalb)", " 2.5 "),
    (r"डेढ़|(?i:\b(?:anderthalb|eineinhalb))|(?i:\ban hour and a half\b)", lambda m: " 1.5 " + ("hours " if "hour" in m[0] else "")),
    (r"(?i)\b(?:une heure et demie|una hora y media|uma hora e meia|un'ora e mezza)\b|ساعة ونصف", " 1.5 hours "),
    (r"(?<!\w)ساعت(?:ين|ان)(?!\w)", " 2 ساعات "),
    (r"(?<!\w)يوم(?:ين|ان)(?!\w)", " 2 أيام "),
    (r"(?<!\w)(?:سنت|عام)(?:ين|ان)(?!\w)", " 2 سنوات "),
]
# Applied in this order, before the digits and operators of a request are read.
FORMS: list[Rewrite] = [
    *[
        (rf"(?<![\u0600-\u065f\u066e-\u06ff])(?:{arabic})(?![\u0600-\u065f\u066e-\u06ff])\s*", f"{latin} ")
        for arabic, latin in (("جيب التمام|جيب تمام|جتا", "cos"), ("جيب|جا", "sin"), ("ظل|ظا", "tan"), ("لوغاريتم|لو", "log"))
    ],
    *[
        (rf"(?<![\u0600-\u065f\u066e-\u06ff]){arabic}(?![\u0600-\u065f\u066e-\u06ff])(?!\s+[\u0600-\u06ff])", latin)
        for arabic, latin in (("س", "x"), ("ص", "y"))
    ],
    (r"打\s*([零一二三四五六七八九\d](?:[.点]?[零一二三四五六七八九\d])?)\s*折", discount),
    *[(rf"(?i)(?<![a-z])(?:{names})(?![a-z\d])", f" {unit} ") for unit, names in SPEEDS.items()],
    (r"(?i)(?<![a-z\d])(\d+(?:[.,]\d+)?)\s*(mm|cm|dm|km|m|in|ft|سم|م|सेमी|मी|厘米|米)(?:\^?\{?[23]\}?|²|³)(?![\w^])", r"\1 \2 "),
    (r"每小时\s*(\d+(?:\.\d+)?)\s*(?:千米|公里)|时速\s*(\d+(?:\.\d+)?)\s*(?:千米|公里)", lambda m: f" {m[1] or m[2]} kmh "),
    (r"每秒\s*(\d+(?:\.\d+)?)\s*米", r" \1 mps "),
    (r"(?i)(?<![\w.])(\d+)\s*h\s*(\d{2})(?!\w|\.\d)", r" \1 hours \2 minutes "),
    (r"(?<![\w.+\-*/^=(])(\d+(?:[.,]\d+)?)(kg|mg|cm|mm|km|ml|min|g|m|l|s|h)(?![\w(^²³])(?!\s*[-+*/^=<>])(?=[^=]*$)", r"\1 \2"),
    (r"و?(?:ب|ال)?نصف\s+(?:ال)?قطر\w*", " radius "),
    (r"و?(?:ب|ال)?قطر(?:ها|ه)(?!\w)", " diameter "),
    (r"و?(?:ب|ال)?[إا]رتفاع(?:ها|ه)?(?!\w)", " height "),
    (r"و?(?:ب|ال)?قاعد(?:ة|تها|ته)(?!\w)", " base "),
    (r"و?(?:ب|ال)?عرض(?:ها|ه)(?!\w)", " width "),
    (r"(?<=\d)\s*[€£¥₹]|[€£¥₹]\s*(?=\d)", " "),
    (r"\\begin\{[pbvBV]?matrix\}(.*?)\\end\{[pbvBV]?matrix\}", matrix),
    (r"(?i)\b(?:p\s*-?\s*q|a\s*-?\s*b\s*-?\s*c)[- ]?formel\b", " pqformel "),
    (r"(?i)\b(?:sine|seno|sen|sinus)\s+(?:of|de|von|d[eo])\s+(?:an?\s+angle\s+of\s+)?(?=\d)", " sin "),
    (r"(?i)\b(?:cosine|coseno|cosseno|cosinus|kosinus)\s+(?:of|de|von|d[eo])\s+(?=\d)", " cos "),
    (r"(?i)\b(?:tangent|tangente|tangens)\s+(?:of|de|von|d[eo])\s+(?=\d+\s*(?:°|deg|gra))", " tan "),
    (r"(?i)\b(sin|cos|tan)\s+(\d+(?:\.\d+)?)\s*(?:degrees?|graus|grados|degr[eé]s|grad)\b", r" \1(\2°) "),
    (ROWS, r"\1[\2]"),
    (r"\[([^\[\];]+(?:;[^\[\];]+)+)\]", semicolons),
    (r"\(\s*(-?\d[\d./]*)\s*\|\s*(-?\d[\d./]*)\s*\)", r"(\1, \2)"),
    (r"(?i)\b(\d+) and a half\b|\b(\d+) und ein halb\w*", lambda m: f"{m[1] or m[2]}.5"),
    (
        r"(?i)\b(\d+) (hours?|heures?|horas?|stunden?|kg|km|lit(?:re|er)s?|metros|metres) (?:and a half|et demie?|y media?o?|e meia)\b",
        r"\1.5 \2",
    ),
    *[(rf"(?i)(?<![\w.,])(\d+(?:[.,]\d+)?)\s+(?:{names})(?![^\W\d_])", times(factor)) for names, factor in TIMES.items()],
    *HALVES,
    (r"\]\s*\]\s*(?:[*×·x]|\\cdot|\\times|por|par|mal|times|by|vezes|ضرب|في|गुणा|乘以?)?\s*\[\s*\[", "]] product [["),
    (VECTOR + r"\s*(?:[·•⋅*]|\\cdot)\s*" + VECTOR, r" dot product \1 and \2 "),
    (VECTOR + r"\s*(?:[×xX]|\\times)\s*" + VECTOR, r" cross product \1 and \2 "),
    (r"(?i)\b(?:angle|winkel|angulo|ângulo|ángulo)\s+([abc])\s*(?:=|is|ist|es|est|de|von|of)?\s*(?=\d)", lambda m: f" {m[1].upper()} = "),
    (r"(?i)\b(?:side|seite|lado|côté|cote)\s+([abc])\s*(?:=|is|ist|es|est|de|von|of)?\s*(?=\d)", lambda m: f" {m[1].lower()} = "),
    (r"(=\s*-?[\d./]+)\s+(?=-?\d*\s?[xyz]\s*[-+=])", r"\1 ; "),
    (r"(?<=[\w)])\s+(?=[a-z]\s*\(\s*-?\d+\s*\)\s*=)", " , "),
    (r"(?i)\b(cm|mm|dm|ft|inches|inch)(?:[23²³]|\^[23])?\s*/\s*(s|sec|seconds?|min|h)\b", r" \1 per \2 "),
    (r"(?i)\bco-\s?interior", " cointerior "),
    (r"(?<![\w.])(\d+(?:\.\d+)?)[eE]([-+]?\d{1,3})(?![\w.])", lambda m: f"({m[1]}*10^({m[2].lstrip('+')}))"),
    (
        r"(?i)((?:/|÷|\bdivided by|\bdivisé par|\bdividido (?:entre|por)|\bdurch|\bover)\s*)(\d+(?:[.,]\d+)?)\s*[x×*·]\s*10\s*\^\s*(-?\d+)",
        r"\1(\2*10^(\3))",
    ),
    (r"(?i)\blog_?\{?([2-9]|1[0-9])\}?\s*\(([^()]*(?:\([^()]*\)[^()]*)*)\)", r"(ln(\2)/ln(\1))"),
    (r"(?i)\blog_?\{?([2-9])\}?\s+(x)\b", r"(ln(\2)/ln(\1))"),
    (r"(\d+)e\s+(?=terme|rang|élément)", r"\1 "),
    (
        r"(?i)\b(?:without (?:a |using a )?calculator|sin calculadora|sans calculatrice|ohne (?:einen )?taschenrechner|sem calculadora)\b",
        " ",
    ),
    (r"بدون (?:استخدام )?(?:ال)?(?:آلة|الة)? ?(?:ال)?حاسبة", " "),
    (r"(?i)\bsum to infinity\b", " infinite sum "),
    (r"(?<=\d)\s*[xX]\s*(?=10\s*(?:\^|[⁻⁰¹²³⁴-⁹]))|(?<=\d\))\s*[xX]\s*(?=\(\d)", " * "),
    (r"(?<![\d.,])\d{1,3}(?: \d{3})*(?: 000)+(?!\d)", lambda m: m[0].replace(" ", "")),
    (r"\\(?:leq?|leqslant)(?![a-z])", " <= "),
    (r"\\(?:geq?|geqslant)(?![a-z])", " >= "),
    (r"\\infty\b", " inf "),
    (r"\\(?:d|t)?frac\s*\{\s*d\s*\}\s*\{\s*d\s*([a-z])\s*\}", r" d/d\1 "),
    (r"\\(?:d|t)?frac\s*\{\s*d\s*([a-z])\s*\}\s*\{\s*d\s*([a-z])\s*\}", r" d\1/d\2 "),
    (r"\\(?:text|mathrm|operatorname)\s*\{([^{}]*)\}", r" \1 "),
    (rf"(?i)(?<=\d)\s*(?:{PERCENT})(?![^\W\d_])", "%"),
    (r"٪|﹪|％", "%"),
    (r"(?<=\d)\s+[xX]\s+(?=\d)", " * "),
    (r"(?i)\blog\w*\s+(?:of|de|do|von|di)\s+(\d+)\s+(?:to|in|en|na|zur|à|a)\s+(?:the\s+|la\s+)?bas[eis]+\s+(\d+)", r" (ln(\1)/ln(\2)) "),
    (r"(?:ال)?جذر\s+(?:ال)?(?:تربيعي\s+)?(?:لل?عدد\s+|ل\s*)?(?=\d)", " √"),
    (r"(?<![\w/])(\d+/\d+)\s*:\s*(\d+(?:/\d+)?)(?![\w/:])", r"(\1)/(\2)"),
    (r"(?<![\w/:])(\d+)\s*:\s*(\d+/\d+)(?![\w/:])", r"\1/(\2)"),
    (r"(?<![\w)])[ABD-OQ-Z]\s*\(\s*(-?\d[\d./]*)\s*[,;|]\s*(-?\d[\d./]*)\s*\)", r" (\1, \2) "),
    (r"根号\s*(?=\d)", " √"),
    (r"(\d+)\s*的(?:算术)?平方根", r" √\1 "),
    (r"(\d+)\s+का वर्गमूल", r" √\1 "),
    (r"(?i)\b(?:klasse|grade|class|classe|clase|كلاس|الصف|कक्षा)\s+\d+\b|\b\d+\.\s*klasse\b", " "),
    (r"^(\W*(?:\w+\W+){0,4}?\d+)[xX](\d+)(?=[^\w^]*$)", r"\1*\2"),
    (r"(?i)(\d+)(?:st|nd|rd|th|ème|eme|º)\b", r"\1 "),
    (r"(?i)\b([xy])[- ]?(?:axis|achse)\b|\b(?:axe des|axe|eje) ([xy])\b", " axis "),
    (r"(?<=\d)\s+(?=[a-zA-Z]\s*=)", ", "),
    (r"\blog(?:arithm)?_?\s*(?:to )?(?:the )?(?:base|basis)?\s*(\d+)\s+(?:of\s+)?\(?(\d+(?:/\d+)?)\)?(?=\W|$)", r" (ln(\2)/ln(\1)) "),
    (r"\blog_\{?(\d+)\}?\s*\(?(\d+(?:/\d+)?)\)?(?=\W|$)", r" (ln(\2)/ln(\1)) "),
    (r"\b(\d+)\s*C\s*(\d+)\b|\bC\(\s*(\d+)\s*,\s*(\d+)\s*\)|\\d?binom\{(\d+)\}\{(\d+)\}", counted("combinations")),
    (r"\b(\d+)\s*P\s*(\d+)\b|\bP\(\s*(\d+)\s*,\s*(\d+)\s*\)", counted("permutations")),
    (r"(?i)^\W*(?:add|sum of|the sum of) (-?[\d./]+) and (-?[\d./]+)\W*$", r"\1 + \2"),
    (r"(?i)^\W*subtract (-?[\d./]+) from (-?[\d./]+)\W*$", r"\2 - \1"),
    (r"(?i)^\W*(?:the )?product of (-?[\d./]+) and (-?[\d./]+)\W*$", r"\1 * \2"),
    (r"(?i)\b\d+\s*[x×*]\s*\d+ matrix\b", " matrix "),
    (r"(?i)\bfind [a-z] if\b", " solve "),
    (r"(?i)\b(?:one )?half of (?=\d)", "1/2 * "),
    (r"(?i)\b(?:a|one) third of (?=\d)", "1/3 * "),
    (r"(?i)\b(?:a|one) quarter of (?=\d)", "1/4 * "),
    (r"(?i)(∫|\bintegral\b)\s+(?:from|de|von)\s+(\S+)\s+(?:to|a|à|bis|hasta)\s+(\S+)\s+(?:(?:of|de|von)\s+)?", r"\1 from \2 to \3 of "),
    (r"(?i)\bsum (?:from|for)\s+([a-z])\s*=\s*(\S+)\s+to\s+(\S+)\s+of\s+", lambda m: f"∑_{{{m[1]}={m[2]}}}^{{{m[3]}}} "),
    (r"(?:->|→|\\to\b)\s*([\w./]+)(?:\^?\{?\+\}?|⁺)(?=[\s})]|$)", r"->\1 from the right "),
    (r"(?:->|→|\\to\b)\s*([\w./]+)(?:\^?\{?-\}?|⁻)(?=[\s})]|$)", r"->\1 from the left "),
    (r"(?i)(?<![\d/])(\d+/\d+) (?:of|de|von|من) (?=\d+/\d+ (?:of|de|von|من) )", r"(\1) * "),
    (r"(?<=\) \* )(\d+/\d+) (?:of|de|von|من) (?=\d+(?:[^\d/%.]|$))", r"(\1) * "),
    (r"(?<![\d/])(\d+/\d+) (?:of|de|von|من) (?=\d+(?:[^\d/%.]|$))", r"\1 * "),
    (FRACTION, lambda m: f"({m[1]}+{m[2]}/{m[3]})" if int(m[2]) < int(m[3]) else m[0]),
    # "and" in other languages is one letter, which is no factor between two numbers.
    (r"(?<=\d)\s+(?:y|e|o|и)\s+(?=-?\d)", ", "),
]
COMPILED = [(re.compile(pattern, re.DOTALL), instead) for pattern, instead in FORMS]
NEAR_SIDES = [
    (re.compile(r"(?i)\bfrom (?:the )?(?:right|above)\b|\bà droite\b|\bpor la derecha\b|\bvon rechts\b|من اليمين|दाएँ"), "+"),
    (re.compile(r"(?i)\bfrom (?:the )?(?:left|below)\b|\bà gauche\b|\bpor la izquierda\b|\bvon links\b|من اليسار|बाएँ"), "-"),
]


def unified(text: str) -> str:
    for pattern, instead in COMPILED:
        text = pattern.sub(instead, text)
    return in_degrees(text)


# sin 30 is of 30 degrees for whoever types it: no book has an angle of 30 radians. What is written with a variable, with pi or with
# a sign of degrees stays as it is.
DEGREES = re.compile(
    r"(?i)(?<![a-z])(sin|cos|tan|cot|sec|csc|sen|tg)(\s*\^?\s*[23]|[²³])?\s*"
    r"(?:\(\s*(-?[1-9]\d{1,2})\s*\)|(-?[1-9]\d{1,2}))(?![\d.°πa-zA-Z^*/²³]|\s*[°*^/]|\s*(?:pi|π))"
)
RADIANS = re.compile(r"(?i)\brad|bogenma|راديان|रेडियन|弧度")


def in_degrees(text: str) -> str:
    return text if RADIANS.search(text) else DEGREES.sub(lambda m: f"{m[1]}{m[2] or ''}({m[3] or m[4]}°)", text)


def side(said: str) -> str:
    """From which side a limit is asked for: "+", "-", or both."""
    found = [sign for pattern, sign in NEAR_SIDES if pattern.search(unified(said))]
    return found[0] if len(found) == 1 else "+-"
