"""Which classes are scenes, by what they extend, and whether they show anything."""
import ast


def find(context):
    """The scene classes at the top of the module that no other of its scenes extends, in order."""
    found, extended = [], set()
    for name, node in context.scopes.classes.items():
        if node in context.top and is_scene(context, "~" + name):
            found.append(node)
            extended.update(b[1:] for b in context.kinds.bases("~" + name) if b and b.startswith("~"))
    return [node for node in found if node.name not in extended]


def is_scene(context, name):
    for owner in context.kinds.user_lineage(name):
        node = context.scopes.classes[owner[1:]]
        for base, known in zip(node.bases, context.kinds.bases(owner)):
            if known and context.table.is_a(known, "Scene"):
                return True
            if known is None and base_name(base).endswith("Scene"):
                return True
    return False


def base_name(node):
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def check(context):
    findings = context.findings
    if not context.scenes:
        return findings.add("NoScene", 0, "The code has no scene: add a class that extends Scene with a construct method.")
    for scene in context.scenes:
        if not constructs(context, scene):
            findings.add("NoConstruct", scene, f"The scene {scene.name} has no construct method: add def construct(self).")
    if not any(i["cause"] == "NoConstruct" for i in findings.items) and not animates(context):
        findings.add("NoAnimation", context.scenes[0], "The scene plays no animation: add self.play(...) or self.wait().")


def constructs(context, scene):
    for owner in context.kinds.user_lineage("~" + scene.name):
        for item in context.scopes.classes[owner[1:]].body:
            if isinstance(item, (ast.FunctionDef, ast.AsyncFunctionDef)) and item.name in ("construct", "setup"):
                return True
            if isinstance(item, ast.Assign) and any(base_name(target) == "construct" for target in item.targets):
                return True
        if None in context.kinds.bases(owner):
            return True
    return False


def animates(context):
    if context.scopes.open_names or context.scopes.open_attributes:
        return True
    return bool(context.loaded & context.table.animating)


def construct_of(context, scene):
    return next((item for item in scene.body if isinstance(item, ast.FunctionDef) and item.name == "construct"), None)
