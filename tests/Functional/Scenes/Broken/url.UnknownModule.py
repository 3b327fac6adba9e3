from manim import *
import requests
class A(Scene):
    def construct(self):
        data = requests.get("https://example.com/data.json").json()
        self.play(Write(Text(str(data))))
