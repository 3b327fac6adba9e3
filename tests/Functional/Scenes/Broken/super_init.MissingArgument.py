from manim import *

class Blob(VMobject):
    def __init__(self, size, **kwargs):
        self.size = size

class Si(Scene):
    def construct(self):
        self.play(Create(Blob()))
