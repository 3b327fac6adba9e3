#: name: Bayes' theorem
#: title: Bayes' theorem with 1000 people
#: strong: bayes, bayes theorem, bayesian, conditional probability
#: slot: PRIOR 0.01 0.001 0.5 | prevalence, prior, ill, base rate, disease, sick
#: slot: SENSITIVITY 0.9 0.1 1 | sensitivity, sensitive, true positive, true positive rate, detection
#: slot: FALSE 0.09 0 0.9 | false positive, false positive rate, false alarm
#: slot: SPECIFICITY 0 0 1 | specificity
class BayesTheorem(Scene):
    def construct(self):
        prior, sensitivity, false, specificity = {{PRIOR}}, {{SENSITIVITY}}, {{FALSE}}, {{SPECIFICITY}}
        if specificity > 0:
            false = 1 - specificity
        ill = max(1, round(1000 * prior))
        hit, wrong = round(ill * sensitivity), round((1000 - ill) * false)
        begin(self, "{{TITLE}}", "{{NOTE}}")

        def crowd(first, last, color, opacity=1.0):
            """People first to last - 1 as one shape, column by column."""
            made = VMobject(stroke_width=0, fill_color=color, fill_opacity=opacity)
            for k in range(first, last):
                corner = np.array([-6.3 + 0.145 * (k // 20), 1.9 - 0.215 * (k % 20), 0])
                made.start_new_path(corner).add_points_as_corners(
                    [corner + 0.115 * RIGHT, corner + 0.115 * RIGHT + 0.165 * DOWN, corner + 0.165 * DOWN, corner]
                )
            return made

        note = say(
            self,
            f"1000 people, {num(100 * prior)} % ill. The test finds {num(100 * sensitivity)} % of the ill "
            f"and alarms for {num(100 * false)} % of the healthy"
        )
        self.play(FadeIn(crowd(0, 1000, DIM, 0.45)), run_time=0.5)
        rows = VGroup(
            words(f"{ill} ill", 26, ROSE), words(f"{hit} ill and positive", 26, LIME), words(f"{wrong} healthy and positive", 26, AMBER),
        ).arrange(DOWN, buff=0.35, aligned_edge=LEFT).move_to(4 * RIGHT + 1.2 * UP)
        self.play(FadeIn(crowd(0, ill, ROSE)), FadeIn(rows[0]), run_time=0.6)
        self.wait(0.8)
        self.play(FadeIn(crowd(0, hit, LIME)), FadeIn(rows[1]), run_time=0.6)
        self.wait(0.8)
        if wrong > 0:
            self.play(FadeIn(crowd(ill, ill + wrong, AMBER)), FadeIn(rows[2]), run_time=0.6)
        note = say(self, "Many positives come from the large healthy group" if wrong > hit else "The positives are mostly ill people", note)
        self.wait(0.8)
        chance = 100 * hit / max(1, hit + wrong)
        law = formula(
            r"P(D \mid +) = \frac{" + f"{hit}" + "}{" + f"{hit} + {wrong}" + r"} \approx " + f"{chance:.0f}" + r"\,\%",
            38, INK, 5
        ).next_to(rows, DOWN, buff=0.6).set_x(4)
        self.play(FadeIn(law), run_time=0.5)
        note = say(self, f"A positive test changes the chance of being ill from {num(100 * prior)} % to about {chance:.0f} %", note)
        self.wait(2.2)
