from manim import *

AXIS = dict(color=GREY_B, stroke_width=2, include_tip=True, tip_width=0.2, tip_height=0.2)

class Cfg(Scene):
    def construct(self):
        ax = Axes(
            x_range=[-3, 3, 1], y_range=[-2, 2, 0.5], x_length=8, y_length=4,
            axis_config={**AXIS, "font_size": 24, "decimal_number_config": {"num_decimal_places": 1}, "line_to_number_buff": 0.1},
            x_axis_config={"numbers_to_include": np.arange(-3, 4, 1), "numbers_to_exclude": [0], "label_direction": DOWN, "numbers_with_elongated_ticks": [-3, 3]},
            y_axis_config={"scaling": LinearBase(), "include_ticks": True, "tick_size": 0.05, "longer_tick_multiple": 2, "rotation": 90 * DEGREES, "stroke_opacity": 0.8, "color": RED},
            tips=True,
        ).add_coordinates(range(-2, 3), font_size=20, color=YELLOW)
        log = Axes(x_range=[0, 5], y_range=[-1, 3], y_axis_config={"scaling": LogBase(custom_labels=True)}, axis_config={"include_numbers": True})
        plane = NumberPlane(background_line_style={"stroke_color": TEAL, "stroke_width": 4, "stroke_opacity": 0.6}, faded_line_ratio=2,
                            faded_line_style={"stroke_opacity": 0.2}, axis_config={"stroke_color": WHITE})
        nl = NumberLine(x_range=[0, 10, 2], length=10, numbers_to_include=[0, 4], include_numbers=True, label_direction=UP, unit_size=0.8,
                        decimal_number_config={"num_decimal_places": 0, "color": BLUE, "unit": r"\%"}, tip_shape=StealthTip, include_tip=True)
        cp = ComplexPlane().add_coordinates()
        pp = PolarPlane(azimuth_units="PI radians", size=6, azimuth_label_font_size=33.6, radius_config={"font_size": 33.6}).add_coordinates()
        for mob in (ax, log, plane, nl, cp, pp):
            self.add(mob)
            self.wait(0.25)
            self.remove(mob)
