"""The whole check of one text: findings, safe repairs, scenes and cost."""
from . import repairs, source, table
from .context import Context
from .findings import FIXED, Findings


def report(text):
    """
    {"findings", "scenes", "seconds", "steps", "code", "version"}: the lines of the findings are those of "code", which is
    the text with the safe repairs made, or the text itself.
    """
    known = table.load()
    text, done = source.unwrap(text)
    fixes = [(0, sentence) for sentence in done]
    findings = Findings()
    tree = source.parse(text, findings)
    if tree is None:
        return answer(known, findings.sorted(), fixes, [], 0.0, 0, text)
    context = Context(tree, known)
    found = context.check()
    for _ in range(repairs.MAX_ROUNDS):
        repaired, more = repairs.repair(text, context)
        if not more or repaired == text or not source.parses(repaired) or len(repaired) > source.MAX_CHARACTERS:
            break
        checked = Context(source.parse(repaired, Findings()), known)
        left = checked.check()
        if errors(left) > errors(found):
            break
        text, context, found = repaired, checked, left
        fixes += more
    return answer(known, found, fixes, [s.name for s in context.scenes], context.seconds, context.steps, text)


def errors(findings):
    return sum(item["severity"] == "error" for item in findings)


def answer(known, found, fixes, scenes, seconds, steps, text):
    repaired = [{"cause": "Repaired", "line": line, "column": 0, "severity": FIXED, "message": sentence} for line, sentence in fixes[:50]]
    return {"findings": found + repaired, "scenes": scenes, "seconds": seconds, "steps": steps, "code": text, "version": known.version}
