from manim import *

class Pa(Scene):
    def func(self, t):
        return (np.sin(2 * t), np.sin(3 * t), 0)

    def construct(self):
        func = ParametricFunction(self.func, t_range=(0, TAU), fill_opacity=0, scaling=LinearBase()).set_color(RED)
        fg = FunctionGraph(lambda t: np.cos(t) + 0.5 * np.cos(7 * t), color=RED, x_range=[-3, 3])
        imp = ImplicitFunction(lambda x, y: x * y ** 2 - x ** 2 * y - 2, color=YELLOW, min_depth=4, max_quads=300)
        ax = Axes(x_range=[-1, 3], y_range=[-1, 3])
        disc = ax.plot(lambda x: (x ** 2 - 2) / (x ** 2 - 4) if abs(x) != 2 else 0, discontinuities=[-2, 2], dt=0.1, color=RED)
        pc = ax.plot_parametric_curve(lambda t: (t, t ** 2), t_range=[0, 1.5], color=BLUE)
        ic = ax.plot_implicit_curve(lambda x, y: x ** 2 + y ** 2 - 1, color=GREEN)
        lg = ax.plot_line_graph([0, 1, 2], [1, 2, 1], line_color=GOLD_E, vertex_dot_style=dict(stroke_width=3, fill_color=PURPLE), stroke_width=4, add_vertex_dots=True)
        d = ax.plot_derivative_graph(pc2 := ax.plot(lambda x: x ** 2), color=ORANGE)
        sec = ax.get_secant_slope_group(1, pc2, dx=0.5, dx_label=Tex("dx"), dy_label="dy", secant_line_color=GREEN, secant_line_length=4)
        tl = ax.get_T_label(x_val=1, graph=pc2, label=Tex("x"), triangle_size=0.2)
        lab = ax.get_graph_label(pc2, "x^2", x_val=1.2, direction=UR, buff=0.1, color=WHITE, dot=True)
        lines = ax.get_lines_to_point(ax.c2p(1, 2), color=GREY)
        vls = ax.get_vertical_lines_to_graph(pc2, x_range=[0, 1.5], num_lines=5, color=BLUE)
        for m in (func, fg, imp, disc, pc, ic, lg, d, sec, tl, lab, lines, vls):
            self.add(m)
            self.wait(0.25)
            self.remove(m)
