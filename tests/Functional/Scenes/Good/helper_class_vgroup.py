from manim import *

class Stack(VGroup):
    def __init__(self, *values, cell_size=0.8, **kwargs):
        super().__init__(**kwargs)
        self.cell_size = cell_size
        for v in values:
            self.push(v)

    def push(self, value):
        cell = VGroup(Square(side_length=self.cell_size), Text(str(value), font_size=24))
        if len(self) > 0:
            cell.next_to(self[-1], UP, buff=0)
        self.add(cell)
        return cell

    @property
    def top(self):
        return self.submobjects[-1]

    @override_animation(Create)
    def _create(self, lag_ratio=0.1, **kwargs):
        return LaggedStart(*[FadeIn(c, shift=DOWN * 0.3) for c in self], lag_ratio=lag_ratio, **kwargs)


class StackDemo(Scene):
    def construct(self):
        stack = Stack(1, 2, 3, color=BLUE)
        self.play(Create(stack))
        new = stack.push("x")
        self.play(FadeIn(new, shift=DOWN))
        self.play(stack.top.animate.set_color(RED), Indicate(stack[0]))
        self.play(stack.animate.shift(LEFT).scale(0.5), rate_func=there_and_back)
