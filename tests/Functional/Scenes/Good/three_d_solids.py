from manim import *

class Solids(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=70 * DEGREES, theta=-45 * DEGREES, gamma=0, zoom=0.7, frame_center=[0, 0, 1])
        solids = [Cube(side_length=1, fill_opacity=0.7, fill_color=BLUE), Prism(dimensions=[1, 2, 3]), Cone(base_radius=1, height=2, direction=UP, resolution=8),
                  Cylinder(radius=1, height=2, direction=OUT, resolution=(6, 8)), Torus(major_radius=2, minor_radius=0.5, resolution=(6, 6)), Sphere(center=(0, 0, 1), radius=1, resolution=(6, 6)),
                  Dot3D(point=[1, 1, 1], radius=0.1, color=RED), Line3D(start=ORIGIN, end=OUT, thickness=0.05), Arrow3D(start=ORIGIN, end=[1, 1, 1], resolution=6),
                  Tetrahedron(edge_length=1), Octahedron(), Icosahedron(), Dodecahedron(),
                  Polyhedron([[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0, 1, 2], [0, 1, 3], [0, 2, 3], [1, 2, 3]])]
        for s in solids:
            s.set_opacity(0.5)
            self.play(FadeIn(s), run_time=0.25)
            self.remove(s)
        t = Text("fixed")
        self.add_fixed_orientation_mobjects(t)
        self.begin_3dillusion_camera_rotation(rate=2)
        self.wait(0.3)
        self.stop_3dillusion_camera_rotation()
        self.play(t.animate.rotate(PI / 2, axis=RIGHT, about_point=ORIGIN))
        axes = ThreeDAxes()
        self.play(Create(axes), Create(axes.get_z_axis_label(Tex("$z$"))), Create(axes.plot_surface(lambda u, v: u * v / 4, u_range=[-2, 2], v_range=[-2, 2], resolution=4, colorscale=[BLUE, GREEN])))
        self.set_to_default_angled_camera_orientation()
