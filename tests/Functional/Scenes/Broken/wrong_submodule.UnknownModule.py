from manim import *
from manim.mobject.charts import PieChart
class A(Scene):
    def construct(self):
        self.play(Create(PieChart([1, 2])))
