"""Checks a scene's code without running it: advice for its author, not a security boundary.

Knows Python's grammar only; imports neither Manim nor the code. Used by run.py and, alone, as a command that reads
the code from stdin and writes a JSON list of findings.
"""
import ast
import json
import sys

MAX_CHARACTERS = 50_000
BASES = {"Scene", "MovingCameraScene", "ZoomedScene", "ThreeDScene", "SpecialThreeDScene", "VectorScene",
         "LinearTransformationScene"}


def finding(cause, line, message):
    return {"cause": cause, "line": line or 0, "message": message}


def base_name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def scenes(tree):
    """The scene classes of a module that no other of its scene classes extends, in order."""
    found, extended = {}, set()
    for node in tree.body:
        if not isinstance(node, ast.ClassDef):
            continue
        bases = [base_name(base) for base in node.bases]
        if any(base in found or base in BASES or base.endswith("Scene") for base in bases):
            found[node.name] = node
            extended.update(bases)
    return [node for name, node in found.items() if name not in extended]


def has_construct(tree, scene):
    classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
    seen = set()
    while scene is not None and scene.name not in seen:
        seen.add(scene.name)
        for item in scene.body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name == "construct":
                return True
            if isinstance(item, ast.Assign) and any(base_name(target) == "construct" for target in item.targets):
                return True
        scene = next((classes[base_name(base)] for base in scene.bases if base_name(base) in classes), None)
    return False


def parse(code):
    """The module and no finding, or None and the finding."""
    if len(code) > MAX_CHARACTERS:
        return None, finding("TooLong", 0, f"The code has {len(code):,} characters: at most {MAX_CHARACTERS:,} are allowed.")
    try:
        return ast.parse(code, "scene.py"), None
    except SyntaxError as error:
        return None, finding("Syntax", error.lineno, f"Syntax error: {error.msg}.")
    except (ValueError, RecursionError, MemoryError) as error:
        return None, finding("Syntax", 0, f"The code cannot be read as Python: {error}.")


def check(code):
    tree, problem = parse(code)
    if problem:
        return [problem]
    found = scenes(tree)
    if not found:
        return [finding("NoScene", 0, "The code has no scene: add a class that extends Scene with a construct method.")]
    if len(found) > 1:
        names = ", ".join(scene.name for scene in found[:5])
        return [finding("ManyScenes", found[1].lineno, f"The code has {len(found)} scenes ({names}): keep one per job.")]
    scene = found[0]
    if not has_construct(tree, scene):
        return [finding("NoConstruct", scene.lineno, f"The scene {scene.name} has no construct method: add def construct(self).")]
    return []


if __name__ == "__main__":
    sys.setrecursionlimit(5000)
    json.dump(check(sys.stdin.buffer.read().decode("utf-8", "replace")), sys.stdout)
