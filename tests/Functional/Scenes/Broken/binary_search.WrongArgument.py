from manim import *

class BinarySearch(Scene):
    def construct(self):
        arr = [1, 3, 5, 7, 9, 11]
        boxes = VGroup(*[Square(side_length=0.8) for _ in arr]).arrange(RIGHT, buff=0)
        nums = VGroup(*[Text(n, font_size=24).move_to(boxes[i]) for i, n in enumerate(arr)])
        self.play(Create(boxes), Write(nums))
        self.wait()
