from manim import *
from scipy.integrate import odeint, solve_ivp

class Pendulum(Scene):
    def construct(self):
        L, g = 3.0, 9.81
        sol = odeint(lambda y, t: [y[1], -g / L * np.sin(y[0])], [PI / 4, 0], np.linspace(0, 2, 200))
        t = ValueTracker(0)
        theta = lambda: sol[min(int(t.get_value() * 100), 199), 0]
        pivot = 2 * UP
        rod = always_redraw(lambda: Line(pivot, pivot + L * np.array([np.sin(theta()), -np.cos(theta()), 0])))
        bob = always_redraw(lambda: Dot(rod.get_end(), radius=0.2, color=RED))
        self.add(rod, bob)
        self.play(t.animate(rate_func=linear, run_time=1).set_value(2))
        solution = solve_ivp(lambda t, y: -y, (0, 1), [1.0], t_eval=[0, 1])
        self.add(DecimalNumber(solution.y[0, -1], num_decimal_places=3))
        self.wait(0.2)
