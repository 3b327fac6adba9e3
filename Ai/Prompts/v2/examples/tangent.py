# title: The slope of x² at a point
from manim import *


class Slope(Lesson):
    def construct(self):
        self.begin("How steep is f(x) = x² at x = 1?")
        axes = Axes(x_range=[-1, 3, 1], y_range=[-1, 6, 1], x_length=5.6, y_length=4.8, axis_config={"include_tip": False})
        axes.add_coordinates()
        graph = axes.plot(lambda x: x**2, x_range=[-1, 2.4], color=AQUA)
        self.place(VGroup(axes, graph))
        self.say("A curve has no single slope: it gets steeper to the right.", Create(axes), Create(graph), run_time=1.5)

        step = ValueTracker(1.2)

        def through():
            x, h = 1, step.get_value()
            rise = ((x + h) ** 2 - x**2) / h
            ends = [axes.c2p(t, x**2 + rise * (t - x)) for t in (0.4, 2.6)]
            return Line(*ends, color=ROSE, stroke_width=4)

        line = always_redraw(through)
        start = Dot(axes.c2p(1, 1), color=AMBER)
        end = always_redraw(lambda: Dot(axes.c2p(1 + step.get_value(), (1 + step.get_value()) ** 2), color=ROSE))
        self.add(line, end, start)
        self.say("A line through two points of the curve does have one.", FadeIn(line), FadeIn(start), FadeIn(end))
        self.step(r"\frac{(1+h)^2 - 1^2}{h}", "rise over run, from x = 1 to x = 1 + h")
        self.step(r"= \frac{2h + h^2}{h} = 2 + h", "the square written out, then divided by h")
        self.say("Now let the second point move towards the first.", step.animate.set_value(0.01), run_time=3)
        self.step(r"\lim_{h \to 0} (2 + h) = 2", "what remains as h shrinks to nothing")
        self.result("The slope at x = 1 is 2")
