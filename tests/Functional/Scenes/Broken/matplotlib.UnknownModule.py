from manim import *
import matplotlib.pyplot as plt
class A(Scene):
    def construct(self):
        plt.plot([1, 2])
        self.wait(1)
