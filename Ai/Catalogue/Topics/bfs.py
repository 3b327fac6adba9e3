#: name: Breadth-first search, shortest paths in a graph
#: title: Breadth-first search
#: strong: bfs, breadth first search, breadth first, shortest path, graph theory, graph traversal, graph search
class BreadthFirst(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        places = {
            "A": (-5, 0), "B": (-2.6, 1.6), "C": (-2.6, -1.6), "D": (0, 1.9), "E": (0, 0), "F": (0.2, -1.9),
            "G": (2.7, 1.2), "H": (2.7, -1.2), "I": (5, 0)
        }
        ties = ["AB", "AC", "BD", "BE", "CE", "CF", "DG", "EH", "FH", "GI", "HI"]
        spots = {k: np.array([x, y, 0]) for k, (x, y) in places.items()}
        lines = {t: Line(spots[t[0]], spots[t[1]], color=DIM, stroke_width=3) for t in ties}
        nodes = {
            k: VGroup(Circle(0.36, color=DIM, fill_color="#1d2638", fill_opacity=1), words(k, 26)).move_to(p)
            for k, p in spots.items()
        }
        self.play(*[Create(line) for line in lines.values()], *[FadeIn(node) for node in nodes.values()], run_time=0.6)
        note = say(self, "Start at A and visit all neighbours, then their neighbours, level by level")
        level, parent, step = ["A"], {"A": ""}, 0
        while level:
            color = (AMBER, AQUA, VIOLET, ROSE, LIME)[step]
            tags = [words(str(step), 20, color).next_to(nodes[k], UP, buff=0.08) for k in level]
            trail = [lines[t].animate.set_color(color) for k in level for t in ties if parent[k] and set(t) == {k, parent[k]}]
            self.play(*trail, *[nodes[k][0].animate.set_stroke(color, 6) for k in level], *[FadeIn(tag) for tag in tags], run_time=0.6)
            self.wait(0.4)
            fresh = []
            for k in level:
                for t in ties:
                    other = t.replace(k, "") if k in t else ""
                    if other and other not in parent:
                        parent[other] = k
                        fresh.append(other)
            level, step = fresh, step + 1
        path, k = [], "I"
        while parent[k]:
            path.append(next(t for t in ties if set(t) == {k, parent[k]}))
            k = parent[k]
        note = say(self, "The level is the distance; going back from I gives a shortest path", note)
        self.play(*[lines[t].animate.set_stroke(AMBER, 9) for t in path], run_time=1)
        self.wait(2)
