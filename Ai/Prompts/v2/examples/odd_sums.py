# title: Por qué los impares suman cuadrados
from manim import *


class ImparesYCuadrados(Lesson):
    def construct(self):
        self.begin("1 + 3 + 5 + 7 es un cuadrado")
        side, colours = 4, [AMBER, AQUA, ROSE, LIME]
        tiles = VGroup()
        for row in range(side):
            for column in range(side):
                tile = Square(side_length=0.9, stroke_color=BACK, stroke_width=3, fill_opacity=1)
                tile.set_fill(colours[max(row, column)]).move_to([column, row, 0])
                tiles.add(tile)
        self.place(tiles)

        def layer(k):
            """The tiles that make a square of side k into one of side k + 1."""
            return VGroup(*[tiles[side * r + c] for r in range(side) for c in range(side) if max(r, c) == k])

        self.say("Empezamos con una ficha: un cuadrado de lado 1.", GrowFromCenter(layer(0)))
        self.step("1 = 1^2", "una ficha")
        sums = [r"1 + 3 = 2^2", r"1 + 3 + 5 = 3^2", r"1 + 3 + 5 + 7 = 4^2"]
        for k, total in enumerate(sums, start=1):
            grow = LaggedStart(*[FadeIn(tile, scale=0.5) for tile in layer(k)], lag_ratio=0.15)
            self.say(f"Para el lado {k + 1} faltan {2 * k + 1} fichas, en forma de L.", grow, run_time=1.5)
            self.step(total, f"{k} arriba, {k} al lado y 1 en la esquina")
        self.wipe("steps")
        self.say("Cada L tiene dos fichas más que la anterior.", Indicate(layer(3), color=INK))
        self.result(MathTex(r"1 + 3 + \dots + (2n - 1) = n^2", color=LIME))
