from manim import *
import urllib.request
class A(Scene):
    def construct(self):
        page = urllib.request.urlopen("https://example.com").read()
        self.play(Write(Text(str(len(page)))))
