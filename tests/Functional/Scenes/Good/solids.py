from manim import *


class Solids(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=65 * DEGREES, theta=20 * DEGREES, zoom=0.8)
        row = Group(Tetrahedron(), Octahedron(), Cone(base_radius=0.7), Cylinder(radius=0.6, height=1, resolution=(6, 8)), Torus(0.8, 0.3, resolution=(8, 8)))
        row.arrange(RIGHT, buff=0.4)
        helix = ParametricFunction(lambda t: np.array([np.cos(t), np.sin(t), 0.1 * t]), t_range=[-6, 6])
        arrow = Arrow3D(ORIGIN, OUT * 2, resolution=6)
        self.play(FadeIn(row), Create(helix))
        self.add(arrow)
        self.wait(0.3)
