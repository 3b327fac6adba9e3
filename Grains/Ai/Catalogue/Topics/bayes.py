#: name: Bayes' theorem
#: title: Bayes' theorem with 1000 people
#: strong: bayes, bayes theorem, bayesian, conditional probability
class BayesTheorem(Scene):
    def construct(self):
        begin(self, "{{TITLE}}", "{{NOTE}}")
        note = say(self, "1000 people; 1 % are ill. A test finds 90 % of the ill, and is wrong for 9 % of the healthy")
        dots = VGroup(*[Square(0.09, stroke_width=0, fill_color=DIM, fill_opacity=0.6).move_to(np.array([-6 + 0.135 * (k % 50), 1.6 - 0.19 * (k // 50), 0])) for k in range(1000)])
        self.play(FadeIn(dots), run_time=0.8)
        ill = VGroup(*dots[:10])
        text = VGroup(words("10 ill", 26, ROSE), words("9 ill and positive", 26, LIME), words("89 healthy and positive", 26, AMBER)).arrange(DOWN, buff=0.35, aligned_edge=LEFT).move_to(4.1 * RIGHT + 1.2 * UP)
        self.play(ill.animate.set_fill(ROSE, 1), FadeIn(text[0]), run_time=0.8)
        self.wait(0.8)
        self.play(VGroup(*dots[:9]).animate.set_fill(LIME, 1), FadeIn(text[1]), run_time=0.8)
        self.wait(0.6)
        self.play(VGroup(*dots[50:139]).animate.set_fill(AMBER, 1), FadeIn(text[2]), run_time=0.8)
        note = say(self, "Most positives come from the large healthy group", note)
        self.wait(0.8)
        law = formula(r"P(\text{ill} \mid +) = \frac{9}{9 + 89} \approx 9\%", 38, INK, 5).next_to(text, DOWN, buff=0.6)
        self.play(Write(law), run_time=0.8)
        note = say(self, "A positive test lifts the chance from 1 % to about 9 %", note)
        self.wait(2.2)
