from manim import *

class Sections(Scene):
    def construct(self):
        self.next_section("intro", skip_animations=False)
        self.add_subcaption("hello", duration=1)
        title = Title("Intro")
        self.play(Write(title), subcaption="Intro", subcaption_duration=1, subcaption_offset=0)
        self.next_section()
        self.add_foreground_mobjects(title)
        self.bring_to_back(sq := Square())
        self.pause(0.2)
        self.wait_until(lambda: True, max_time=1)
        self.play(sq.animate.set(width=3, height=1).set_z_index(3), run_time=0.3, rate_func=lambda t: t ** 2, lag_ratio=0)
        self.remove_foreground_mobjects(title)
        self.add(sq.copy().set(color=RED).flip(axis=RIGHT).stretch(0.5, 1).set_opacity(0.3))
        self.play(*[m.animate.fade(0.5) for m in self.mobjects if isinstance(m, VMobject)])
        print(self.time if hasattr(self, "time") else 0, self.renderer.time, len(self.mobjects))
        self.wait(frozen_frame=False, duration=0.3)
