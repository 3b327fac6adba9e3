from manim import *

class Ar(Scene):
    def construct(self):
        things = VGroup(
            Arrow(LEFT, RIGHT, buff=0, stroke_width=3, max_tip_length_to_length_ratio=0.2, tip_shape=ArrowSquareTip),
            DoubleArrow(start=LEFT * 2, end=RIGHT * 2, tip_length=0.2),
            CurvedArrow(LEFT, RIGHT, angle=PI / 3, color=RED),
            CurvedDoubleArrow(LEFT, UP, radius=2),
            DashedLine(LEFT, RIGHT, dash_length=0.1, dashed_ratio=0.6),
            DashedVMobject(Circle(), num_dashes=20),
            Brace(Line(LEFT, RIGHT), direction=UP, buff=0.2),
            BraceBetweenPoints(LEFT, UP),
            ArcBrace(Arc(1)),
            BraceLabel(Square(), "a", brace_direction=LEFT),
            SurroundingRectangle(Dot(), Dot(RIGHT), color=YELLOW, buff=0.2, corner_radius=0.1),
            BackgroundRectangle(Text("x"), fill_opacity=0.5, color=BLACK),
            Underline(Text("y")), Cross(Square(), stroke_width=4, scale_factor=0.8),
            Angle(Line(ORIGIN, RIGHT), Line(ORIGIN, UP), radius=0.5, other_angle=False, dot=True, dot_color=RED, quadrant=(1, 1)),
            RightAngle(Line(ORIGIN, RIGHT), Line(ORIGIN, UP), length=0.3),
            Elbow(width=0.3, angle=PI), TangentLine(Circle(), alpha=0.3, length=2),
            AnnotationDot(), LabeledDot(Text("ii", font_size=20)), LabeledDot("A", radius=0.4),
            LabeledLine(label="0.5", label_position=0.8, start=LEFT, end=RIGHT), LabeledArrow("x", start=LEFT, end=RIGHT),
            ArcBetweenPoints(LEFT, RIGHT, angle=TAU / 8), ArcPolygon([0, 0, 0], [1, 0, 0], [0, 1, 0], radius=2),
            Sector(radius=2, angle=1), AnnularSector(inner_radius=1, outer_radius=2), Annulus(inner_radius=0.5, outer_radius=1),
            RegularPolygon(n=6), RegularPolygram(5), Polygram([[0, 0, 0], [1, 1, 0], [1, 0, 0]]), RoundedRectangle(corner_radius=0.2, height=1, width=2),
            Cutout(Square(), Circle(0.3), fill_opacity=1, color=BLUE), ConvexHull(LEFT, RIGHT, UP, [0.1, 0.4, 0]),
            CubicBezier(LEFT, LEFT + UP, RIGHT + UP, RIGHT), Vector(UP + RIGHT).coordinate_label(integer_labels=True),
            Arc(radius=2, start_angle=0, angle=PI, arc_center=[0, -1, 0]), Line().add_tip(tip_shape=StealthTip, at_start=True),
        )
        for thing in things:
            self.add(thing)
            self.wait(0.25)
            self.remove(thing)
