from manim import *
from PIL import Image

class Ia2(Scene):
    def construct(self):
        img = Image.open("cat.png")
        self.add(ImageMobject(np.array(img)))
        self.wait()
