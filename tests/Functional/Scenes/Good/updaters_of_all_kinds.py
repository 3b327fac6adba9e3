from manim import *

class Upd(Scene):
    def construct(self):
        d = Dot()
        d.velocity = np.array([1.0, 0.5, 0])
        def move(m, dt):
            m.shift(m.velocity * dt)
            if abs(m.get_x()) > 1:
                m.velocity[0] *= -1
        d.add_updater(move)
        label = Text("v").add_updater(lambda m: m.next_to(d, UP))
        trail = VGroup()
        def grow(group, dt=0):
            group.add(Dot(d.get_center(), radius=0.02))
        trail.add_updater(grow)
        self.add(d, label, trail)
        self.wait(1)
        d.suspend_updating()
        label.clear_updaters()
        self.play(UpdateFromFunc(label, lambda m: m.set_opacity(0.5)), UpdateFromAlphaFunc(d, lambda m, alpha: m.set_width(0.1 + alpha * 0.2)))
        self.add_updater(lambda dt: None)
        self.wait(0.3)
        turn = lambda mob, alpha: mob.set_color(interpolate_color(RED, BLUE, alpha))
        self.play(UpdateFromAlphaFunc(d, turn))
