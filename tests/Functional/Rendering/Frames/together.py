"""Four processes make the same new shapes in the same folder, at the same time: prints one line for each that got them all."""
import os
import sys

sys.path.insert(0, "/opt/vault")
import manim  # noqa: E402
from scene import formulas, shapes  # noqa: E402

if sys.argv[1] == "ours":
    formulas.install()
    shapes.install(manim)
manim.config.update({"media_dir": "/job/media", "verbosity": "ERROR"})
formula = formulas.tex_to_svg_file("x^2", "align*", manim.config.tex_template)
for number in range(40):
    # A formula that is set already, under a name that nobody has parsed.
    os.makedirs("/job/media/Tex", exist_ok=True)
    with open(formula) as file, open(f"/job/media/Tex/new{number}.svg", "w") as copy:
        copy.write(file.read())
read, write = os.pipe()
for _ in range(4):
    if os.fork() == 0:
        os.close(write)
        os.read(read, 1)  # until the last one is there
        for number in range(40):
            assert len(manim.Text(f"number {number}")) == len(f"number{number}"), number
            assert len(manim.MarkupText(f"mark {number}")) == len(f"mark{number}"), number
            assert len(manim.SVGMobject(f"/job/media/Tex/new{number}.svg")) == 2, number
        print("whole", flush=True)
        os._exit(0)
os.close(read)
os.close(write)
for _ in range(4):
    os.wait()
