from manim import *


class Pendulum(Scene):
    def construct(self):
        self.angle, self.speed = 0.8, 0.0
        pivot = UP * 2
        rod = Line(pivot, pivot + DOWN * 3)
        bob = Dot(rod.get_end(), radius=0.2, color=RED)

        def swing(group, dt):
            self.speed -= 4 * np.sin(self.angle) * dt
            self.angle += self.speed * dt
            end = pivot + 3 * np.array([np.sin(self.angle), -np.cos(self.angle), 0])
            group[0].put_start_and_end_on(pivot, end)
            group[1].move_to(end)

        system = VGroup(rod, bob)
        system.add_updater(swing)
        self.add(system)
        self.wait(1.5)
