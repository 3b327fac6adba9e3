from manim import *
import networkx as nx


class Tree(Scene):
    def construct(self):
        g = nx.balanced_tree(2, 2)
        tree = Graph(list(g.nodes), list(g.edges), layout="tree", root_vertex=0, layout_scale=2.5)
        self.play(Create(tree))
        for node in nx.bfs_tree(g, 0).nodes():
            tree.vertices[node].set_color(YELLOW)
        self.wait(0.3)
