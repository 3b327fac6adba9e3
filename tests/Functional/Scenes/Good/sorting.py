from manim import *


class Bubble(Scene):
    def construct(self):
        values = [4, 1, 3, 2]
        boxes = [VGroup(Square(0.9), Integer(v)) for v in values]
        row = VGroup(*boxes).arrange(RIGHT, buff=0.15)
        self.add(row)
        for end in range(len(values) - 1, 0, -1):
            for i in range(end):
                if values[i] > values[i + 1]:
                    values[i], values[i + 1] = values[i + 1], values[i]
                    self.play(Swap(boxes[i], boxes[i + 1]), run_time=0.3)
                    boxes[i], boxes[i + 1] = boxes[i + 1], boxes[i]
        self.play(row.animate.set_color(GREEN), run_time=0.4)
