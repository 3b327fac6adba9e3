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
    if any(i["cause"] == "NoConstruct" for i in findings.items):
        return
    for scene in still(context):
        name = f" {scene.name}" if len(context.scenes) > 1 else ""
        findings.add("NoAnimation", scene, f"The scene{name} plays no animation: add self.play(...) or self.wait().")


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


def still(context):
    """The scenes that play nothing: not they, nor what belongs to no scene and may play for them, nor a scene that they name."""
    if context.scopes.open_names or context.scopes.open_attributes:
        return []
    parts = {scene: list(ast.walk(scene)) for scene in context.scenes}
    inside = {id(node) for nodes in parts.values() for node in nodes}
    if animates(context, (node for node in context.nodes if id(node) not in inside)):
        return []
    names = {scene.name for scene in context.scenes}
    return [scene for scene, nodes in parts.items()
            if not animates(context, nodes) and not any(isinstance(node, ast.Name) and node.id in names for node in nodes)]


def animates(context, nodes):
    return any(isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in context.table.animating for node in nodes)


def construct_of(context, scene):
    return next((item for item in scene.body if isinstance(item, ast.FunctionDef) and item.name == "construct"), None)
