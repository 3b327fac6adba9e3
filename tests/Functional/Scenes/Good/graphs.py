from manim import *
import networkx as nx

class Nets(Scene):
    def construct(self):
        vertices = [1, 2, 3, 4, 5, 6]
        edges = [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6), (6, 1), (1, 4)]
        g = Graph(vertices, edges, layout="circular", layout_scale=2, labels=True,
                  vertex_config={"radius": 0.3, 1: {"fill_color": RED}}, edge_config={(1, 4): {"stroke_color": YELLOW}, "stroke_width": 3})
        self.play(Create(g))
        self.play(g.animate.change_layout("spring", layout_config={"seed": 3}))
        self.play(g[1].animate.move_to([1, 1, 0]), g.vertices[2].animate.set_color(GREEN), g.edges[(1, 2)].animate.set_stroke(width=6))
        self.play(g.animate.add_vertices(7))
        tree = Graph.from_networkx(nx.balanced_tree(2, 2), layout="tree", root_vertex=0, layout_config={"vertex_spacing": (1.5, 1)})
        d = DiGraph([1, 2, 3], [(1, 2), (2, 3)], layout={1: LEFT, 2: UP, 3: RIGHT}, edge_config={"tip_config": {"tip_shape": ArrowCircleFilledTip}})
        bip = Graph([1, 2, 3, 4], [(1, 3), (2, 4)], layout="partite", partitions=[[1, 2]])
        self.play(FadeOut(g))
        for x in (tree, d, bip):
            self.play(FadeIn(x), run_time=0.3)
            self.remove(x)
