from manim import *

class Ind(Scene):
    def construct(self):
        s = Square()
        self.add(s)
        self.play(Indicate(s, scale_factor=1.5, color=RED), run_time=0.3)
        self.play(Flash(s, line_length=1, num_lines=20, color=RED, flash_radius=1 + SMALL_BUFF, time_width=0.3, run_time=0.3))
        self.play(Circumscribe(s, Circle, fade_out=True, time_width=2, buff=0.1))
        self.play(Wiggle(s, scale_value=1.2, rotation_angle=0.1, n_wiggles=3))
        self.play(FocusOn(s, opacity=0.5), ApplyWave(s, direction=UP, ripples=2, amplitude=0.3))
        self.play(ShowPassingFlash(Circle(2).set_color(BLUE), time_width=0.5))
        self.play(Broadcast(Circle(radius=2), focal_point=UP, n_mobs=3, run_time=1))
        self.play(SpinInFromNothing(Triangle(), angle=2 * PI), GrowFromEdge(Circle().shift(LEFT), DOWN), GrowFromPoint(Dot(), ORIGIN, point_color=RED))
        self.play(Rotating(s, axis=OUT, angle=PI, about_point=ORIGIN, run_time=0.5), Unwrite(Text("x")), ShrinkToCenter(Dot()))
        self.play(Blink(s, blinks=2, time_on=0.1, time_off=0.1))
        self.play(AddTextLetterByLetter(Text("letters"), time_per_char=0.05))
        self.play(TypeWithCursor(Text("type", color=PURPLE), Rectangle(color=GREY_A, fill_color=GREY_A, fill_opacity=1, height=1.1, width=0.5).move_to(ORIGIN), time_per_char=0.1))
        self.play(ChangeSpeed(AnimationGroup(s.animate.shift(RIGHT)), speedinfo={0.3: 1, 0.6: 0.1}, rate_func=linear))
        self.play(SpiralIn(VGroup(Dot(), Square())), MaintainPositionRelativeTo(Dot(), s))
        self.play(UpdateFromAlphaFunc(s, lambda m, a: m.set_opacity(1 - a)), run_time=0.3)
        self.play(FadeToColor(s, YELLOW), ScaleInPlace(s, 0.5))
