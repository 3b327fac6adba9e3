from manim import *

class Cl(Scene):
    def construct(self):
        def make_updater(angle, radius=1):
            def updater(m, dt):
                m.angle = getattr(m, "angle", angle) + dt
                m.move_to(radius * (np.cos(m.angle) * RIGHT + np.sin(m.angle) * UP))
            return updater
        dots = [Dot(color=c) for c in (RED, GREEN, BLUE)]
        for i, d in enumerate(dots):
            d.add_updater(make_updater(i, radius=i + 1))
            d.custom = {"index": i}
        self.add(*dots)
        counter = 0

        def bump(mob):
            nonlocal counter
            counter += 1
            mob.set_value(counter)

        n = Integer(0).to_edge(UP).add_updater(bump)
        self.add(n)
        self.wait(0.5)
        [d.clear_updaters() for d in dots]
        self.play(*map(lambda d: d.animate.move_to(ORIGIN), dots))
        self.play(*(FadeOut(m) for m in sorted(dots, key=lambda m: m.get_x(), reverse=True)))
        positions = {k: v for k, v in zip("abc", [LEFT, UP, RIGHT])}
        nodes = {k: LabeledDot(Text(k, font_size=20)).move_to(p) for k, p in positions.items()}
        edges = {(a, b): Line(nodes[a].get_right(), nodes[b].get_left()) for a, b in [("a", "b"), ("b", "c")]}
        self.play(*map(FadeIn, nodes.values()), *[Create(e) for e in edges.values()])
        self.play(nodes["a"].animate.shift(DOWN), UpdateFromFunc(edges["a", "b"], lambda e: e.put_start_and_end_on(nodes["a"].get_right(), nodes["b"].get_left())))
