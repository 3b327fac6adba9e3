"""Names of other Manims, and of older ones, with what Manim Community calls them."""

# The same thing by another name: safe to replace.
NAMES = {
    "ShowCreation": "Create",
    "TextMobject": "Tex",
    "OldTexText": "Tex",
    "TexText": "Tex",
    "TexMobject": "MathTex",
    "OldTex": "MathTex",
    "ParametricSurface": "Surface",
    "ShowCreationThenDestruction": "ShowPassingFlash",
    "WiggleOutThenIn": "Wiggle",
    "CircleIndicate": "Circumscribe",
    "SmallDot": "Dot",
    "InteractiveScene": "Scene",
    "Vektor": "Vector",
    "VFadeIn": "FadeIn",
    "DEG": "DEGREES",
    "FRAME_X_RADIUS": "(config.frame_width / 2)",
    "FRAME_Y_RADIUS": "(config.frame_height / 2)",
    "FRAME_WIDTH": "config.frame_width",
    "FRAME_HEIGHT": "config.frame_height",
}
# Not safe to replace by themselves: what to use instead.
HINTS = {
    "Bar": "Use BarChart or a Rectangle.",
    "Histogram": "Use BarChart.",
    "Box": "Use Prism, Cube or Rectangle.",
    "VerticalLine": "Use Line(UP, DOWN).",
    "HorizontalLine": "Use Line(LEFT, RIGHT).",
    "VGroupAnimation": "Use AnimationGroup.",
    "GraphScene": "Use Scene with Axes.",
    "ShowCreationThenFadeOut": "Use Create and then FadeOut.",
    "FadeOutAndShift": "Use FadeOut(mobject, shift=DOWN).",
    "FadeInFrom": "Use FadeIn(mobject, shift=...).",
    "FadeInFromDown": "Use FadeIn(mobject, shift=UP).",
    "FadeInFromPoint": "Use FadeIn(mobject, target_position=point).",
    "CheckMark": 'Use Text("✓").',
    "Cylinder3D": "Use Cylinder.",
    "Parabola": "Use axes.plot(lambda x: x**2).",
    "SineCurve": "Use axes.plot(np.sin).",
    "Curve": "Use axes.plot or ParametricFunction.",
    "Label": "Use Text or MathTex.",
    "FunctionPlot": "Use axes.plot.",
    "Graph2D": "Use Axes and axes.plot.",
    "ImplicitCurve": "Use ImplicitFunction.",
}
METHODS = {
    "add_coordinate_labels": "add_coordinates",
    "get_graph": "plot",
    "plot_function": "plot",
    "get_parametric_curve": "plot_parametric_curve",
    "plot_parametric": "plot_parametric_curve",
    "set_points_smoothly_from": "set_points_smoothly",
    "to_center": "center",
    "set_camera_orientation_to": "set_camera_orientation",
    "begin_camera_rotation": "begin_ambient_camera_rotation",
    "add_to_front": "bring_to_front",
    "scale_by": "scale",
    "set_colour": "set_color",
}
# Only the method that lives on the class is replaced; others are hinted at.
METHOD_HINTS = {
    "bottom_left": "Use get_corner(DL).",
    "bottom_right": "Use get_corner(DR).",
    "top_left": "Use get_corner(UL).",
    "top_right": "Use get_corner(UR).",
    "reorient": "Use set_camera_orientation of a ThreeDScene.",
    "recenter": "Use self.camera.frame.animate.move_to of a MovingCameraScene.",
    "to_graph": "Use axes.plot.",
    "rotate_camera": "Use begin_ambient_camera_rotation of a ThreeDScene.",
    "embed": "Remove it: there is no window.",
    "fade_to_color": "Use animate.set_color.",
    "setup_axes": "Use Axes and self.add.",
    "get_area_under_graph": "Use axes.get_area.",
    "center_x": "Use set_x(0).",
    "center_y": "Use set_y(0).",
    "wait_for": "Use self.wait.",
    "fix_in_frame": "Use self.add_fixed_in_frame_mobjects of a ThreeDScene.",
    "set_backstroke": "Use set_stroke(background=True).",
    "value": "Use get_value().",
}
ARGUMENTS = {
    "opacity": "Use fill_opacity or stroke_opacity.",
    "alignment": "Place the lines with arrange(aligned_edge=LEFT).",
    "weight": "Only Text has a weight; in Tex use \\textbf.",
    "size": "Use font_size, radius or side_length.",
    "dash_length": "Use DashedLine.",
    "label": "Add a Text with next_to.",
    "grid_step": "Use x_range and y_range.",
    "x_min": "Use x_range=[min, max, step].",
    "x_max": "Use x_range=[min, max, step].",
    "y_min": "Use y_range=[min, max, step].",
    "y_max": "Use y_range=[min, max, step].",
    "thickness": "Use stroke_width.",
    "line_width": "Use stroke_width.",
    "text": "Add a Text with next_to.",
    "position": "Call move_to.",
    "align": "Call arrange or to_edge.",
    "rotation": "Call rotate.",
    "side": "Use side_length.",
    "include_numbers": "Put it into axis_config.",
    "duration": "Use run_time.",
}
SAFE_ARGUMENTS = {("Square", "side"): "side_length", ("Cube", "side"): "side_length", ("Rotating", "radians"): "angle"}
# What people call the arguments of animations, without capitals and underscores.
TIMES = {
    "runtime": "run_time",
    "duration": "run_time",
    "time": "run_time",
    "ratefunc": "rate_func",
    "ratefunction": "rate_func",
    "easing": "rate_func",
    "lagratio": "lag_ratio",
}


def time_argument(name: str) -> str | None:
    """The argument of an animation that is surely meant, None where it is not sure."""
    return TIMES.get(name.lower().replace("_", ""))
