from manim import *


class Truth(Scene):
    def construct(self):
        table = Table([["0", "1"], ["1", "0"]], row_labels=[Text("p"), Text("not p")], col_labels=[Text("first"), Text("second")], include_outer_lines=True)
        table.add_highlighted_cell((2, 2), color=GREEN)
        self.play(table.create(), run_time=1.5)
        self.play(Indicate(table.get_rows()[1]))
