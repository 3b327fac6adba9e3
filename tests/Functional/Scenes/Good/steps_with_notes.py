from manim import *

class Steps(Scene):
    def construct(self):
        steps = [("x + 2 = 5", "start"), ("x = 5 - 2", "subtract"), ("x = 3", None)]
        prev = None
        for tex, note in steps:
            eq = MathTex(tex, font_size=56)
            if prev is None:
                self.play(Write(eq))
            else:
                self.play(TransformMatchingShapes(prev, eq))
            if note:
                n = Text(note, font_size=24, color=GREY).next_to(eq, DOWN)
                self.play(FadeIn(n), run_time=0.3)
                self.remove(n)
            prev = eq
        total = 0
        for k, (tex, _) in enumerate(steps, start=1):
            total += k
        self.add(Text("sum " + str(total) + f" of {len(steps)}").to_edge(DOWN))
        self.wait(0.3)
