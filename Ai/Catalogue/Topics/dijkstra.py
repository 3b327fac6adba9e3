#: name: Dijkstra's algorithm, shortest path with weights
#: title: Dijkstra's algorithm
#: strong: dijkstra, dijkstra shortest path, shortest path with weight, shortest path in weighted graph
#: strong: shortest path in a weighted graph, dijkstra algorithm, shortest path algorithm, weighted graph, shortest route
#: strong: shortest weighted path, weighted shortest path, cheapest path, cheapest route, route planning
class Dijkstra(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        places = {"A": (-5, 0.1), "B": (-2.2, 1.8), "C": (-2.2, -1.6), "D": (1.2, 1.8), "E": (1.2, -1.6), "F": (4.2, 0.1)}
        costs = {"AB": 4, "AC": 2, "CB": 1, "BD": 5, "CE": 8, "CD": 7, "DE": 2, "DF": 6, "EF": 3}
        spots = {k: np.array([x, y, 0]) for k, (x, y) in places.items()}
        lines, net, plates = {}, VMobject(color=DIM, stroke_width=3), VGroup()
        for tie, cost in costs.items():
            lines[tie] = Line(spots[tie[0]], spots[tie[1]], color=DIM, stroke_width=3)
            net.append_points(lines[tie].points)
            middle = lines[tie].point_from_proportion(0.42)
            plates.add(
                Circle(0.21, stroke_width=0, fill_color=BACK, fill_opacity=1).move_to(middle),
                number(str(cost), 22, INK).move_to(middle)
            )
        nodes = {k: VGroup(Circle(0.36, color=DIM, fill_color=PLATE, fill_opacity=1), words(k, 26)).move_to(p) for k, p in spots.items()}
        plates.set_z_index(1)
        for node in nodes.values():
            node.set_z_index(2)
        self.play(FadeIn(net), FadeIn(plates), *[FadeIn(node) for node in nodes.values()], run_time=0.6)
        note = say(self, "The number on a road is its length; how far is it from A to each place?")
        best, parent, done, tags = {"A": 0}, {}, [], {}

        def tag(k, color):
            side = UP if spots[k][1] > -1 else DOWN
            return number(str(best[k]), 26, color).next_to(nodes[k], side, buff=0.1).set_z_index(3)

        tags["A"] = tag("A", AMBER)
        self.play(FadeIn(tags["A"]), run_time=0.3)
        while len(done) < len(places):
            here = min((k for k in best if k not in done), key=best.get)
            done.append(here)
            moves = [nodes[here][0].animate.set_stroke(LIME, 6), tags[here].animate.set_color(LIME)]
            for tie, cost in costs.items():
                there = tie.replace(here, "") if here in tie else ""
                if not there or there in done or best[here] + cost >= best.get(there, 999):
                    continue
                best[there], parent[there] = best[here] + cost, tie
                if there in tags:
                    moves.append(FadeOut(tags[there]))
                tags[there] = tag(there, AMBER)
                moves.append(FadeIn(tags[there]))
            self.play(*moves, run_time=0.5)
            self.wait(0.4)
            if len(done) == 1:
                note = say(self, "Settle the nearest open place, then see if its roads shorten the way to others", note)
            elif len(done) == 2:
                note = say(self, "Through C the way to B drops from 4 to 3", note)
        path, k = [], "F"
        while k in parent:
            path.append(parent[k])
            k = parent[k].replace(k, "")
        note = say(self, f"Going back along the roads that gave each number: the shortest way to F is {best['F']} long", note)
        self.play(Create(VGroup(*[Line(spots[t[0]], spots[t[1]], color=AMBER, stroke_width=9) for t in path])), run_time=0.8)
        self.wait(2.2)
