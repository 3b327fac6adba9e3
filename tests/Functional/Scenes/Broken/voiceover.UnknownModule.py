from manim import *
from manim_voiceover import VoiceoverScene
class A(VoiceoverScene):
    def construct(self):
        with self.voiceover(text="hello"):
            self.play(Create(Circle()))
