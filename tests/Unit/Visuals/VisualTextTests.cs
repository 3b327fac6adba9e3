using ObsidianVault.Grains.Interfaces.Visuals;

namespace ObsidianVault.Unit.Visuals;

public sealed class VisualTextTests
{
    [Theory]
    [InlineData("sin(x), x^2 from -5 to 5", "sin(x)|x^2", -5, 5)]
    [InlineData("1/x", "1/x", -10, 10)]
    [InlineData("cos(x) from -pi to pi", "cos(x)", -3.14159265358979, 3.14159265358979)]
    [InlineData("x^3 from 2..7", "x^3", 2, 7)]
    [InlineData("x^2 – 3x from –2 to 5", "x^2 - 3x", -2, 5)]
    [InlineData("x² − 3·x von −2 bis 5", "x² - 3·x", -2, 5)]
    [InlineData("x² de -2 a 5", "x²", -2, 5)]
    [InlineData("x² de –2 à 5", "x²", -2, 5)]
    [InlineData("x² desde −2 hasta 5", "x²", -2, 5)]
    [InlineData("x² من -٢ إلى ٥", "x²", -2, 5)]
    [InlineData("x² 从-2到5", "x²", -2, 5)]
    [InlineData("x² between -2 and 5", "x²", -2, 5)]
    [InlineData("x² + x from −2 to 5", "x² + x", -2, 5)]
    [InlineData("y = sin(x), −π ≤ x ≤ π", "y = sin(x)", -3.14159265358979, 3.14159265358979)]
    [InlineData("sin(x), x ∈ [-2;5]", "sin(x)", -2, 5)]
    [InlineData("sin(x), x ∈ [-2, 5]", "sin(x)", -2, 5)]
    [InlineData("sin(x) on [0,5; 2,5]", "sin(x)", 0.5, 2.5)]
    [InlineData("sin(x) -2…5", "sin(x)", -2, 5)]
    [InlineData("sin(x), –2–5", "sin(x)", -2, 5)]
    [InlineData("sin(x) for x=-2:5", "sin(x)", -2, 5)]
    [InlineData("sin(x) for x in -2..5", "sin(x)", -2, 5)]
    [InlineData("sin(x) from 0 to 2π", "sin(x)", 0, 6.28318530717959)]
    [InlineData("sin(x) from −π/2 to π/2", "sin(x)", -1.5707963267949, 1.5707963267949)]
    [InlineData("sin(x) from 0 to 2*pi", "sin(x)", 0, 6.28318530717959)]
    [InlineData("sin(x) from -½ to 2½", "sin(x)", -0.5, 2.5)]
    [InlineData("sin(x) from 0 to 1\u00A0000", "sin(x)", 0, 1000)]
    [InlineData("sin(x) from 0 to 1’000", "sin(x)", 0, 1000)]
    [InlineData("sin(x) from 0 to 1e3", "sin(x)", 0, 1000)]
    [InlineData("sin(x) from ٠٫٥ to ٣٫٥", "sin(x)", 0.5, 3.5)]
    [InlineData("sin(x) from 5 to -2", "sin(x)", -2, 5)]
    [InlineData("sin(x)\u00A0from\u202F0\u2009to\u00A05\u200B", "sin(x)", 0, 5)]
    [InlineData("`x^2` from 0 to 1", "x^2", 0, 1)]
    [InlineData("```\nx^2\n```", "x^2", -10, 10)]
    [InlineData("0,5x + 1,5", "0.5x + 1.5", -10, 10)]
    [InlineData("1,5x, 2,5x from 0 to 1,5", "1.5x|2.5x", 0, 1.5)]
    [InlineData("x^2,2x", "x^2|2x", -10, 10)]
    [InlineData("x、2x；3x", "x|2x|3x", -10, 10)]
    [InlineData("log(x), sin(x),cos(x)", "log(x)|sin(x)|cos(x)", -10, 10)]
    [InlineData("1,5", "1.5", -10, 10)]
    [InlineData("x^2 (from 0 to 5)", "x^2", 0, 5)]
    [InlineData("x^2 and x^3 from 0 to 1", "x^2|x^3", 0, 1)]
    public void A_plot_is_formulas_and_a_range(string text, string formulas, double low, double high)
    {
        var spec = VisualText.Plot(text).ShouldNotBeNull();
        string.Join('|', spec.Expressions).ShouldBe(formulas);
        spec.XMin.ShouldBe(low, 1e-9);
        spec.XMax.ShouldBe(high, 1e-9);
        VisualRules.Check(spec).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bar Mon=3 Tue=5.5", VisualKind.Bar, "Mon|Tue", "3|5.5")]
    [InlineData("pie 30 50 20", VisualKind.Pie, "", "30|50|20")]
    [InlineData("line 1,4,9", VisualKind.Line, "", "1|4|9")]
    [InlineData("bar day,rain\nMon,3\nTue,5", VisualKind.Bar, "Mon|Tue", "3|5")]
    [InlineData("bar Mon＝3、Tue：5", VisualKind.Bar, "Mon|Tue", "3|5")]
    [InlineData("bar Mo–3 Di–5", VisualKind.Bar, "Mo|Di", "3|5")]
    [InlineData("bar “Mon”=3 «Mardi»=−5", VisualKind.Bar, "Mon|Mardi", "3|-5")]
    [InlineData("bar Q1–Q2=3,5 l’été=4,25", VisualKind.Bar, "Q1–Q2|l’été", "3.5|4.25")]
    [InlineData("bar 1=3,2=5", VisualKind.Bar, "1|2", "3|5")]
    [InlineData("bar Mon 3, Tue 5", VisualKind.Bar, "Mon|Tue", "3|5")]
    [InlineData("bar الإثنين=٣ الثلاثاء=٥", VisualKind.Bar, "الإثنين|الثلاثاء", "3|5")]
    [InlineData("bar सोम=३ मंगल=५", VisualKind.Bar, "सोम|मंगल", "3|5")]
    [InlineData("bar a=1e3 b=2", VisualKind.Bar, "a|b", "1000|2")]
    [InlineData("scatter 1,2 3,4", VisualKind.Scatter, "", "2|4")]
    [InlineData("pie 30 % 50 % 20 %", VisualKind.Pie, "", "30|50|20")]
    [InlineData("pie 30٪ 70٪", VisualKind.Pie, "", "30|70")]
    [InlineData("pie ½ ¼ ¼", VisualKind.Pie, "", "0.5|0.25|0.25")]
    [InlineData("line 1,5 2,5 3", VisualKind.Line, "", "1.5|2.5|3")]
    [InlineData("line 1, 4, 9", VisualKind.Line, "", "1|4|9")]
    [InlineData("line 1、4、9", VisualKind.Line, "", "1|4|9")]
    [InlineData("line −1\u00A0–4 1\u202F000", VisualKind.Line, "", "-1|-4|1000")]
    [InlineData("Line: 1 4", VisualKind.Line, "", "1|4")]
    [InlineData("bar day;rain\nMon – Tue;3,5\nWed;−5", VisualKind.Bar, "Mon – Tue|Wed", "3.5|-5")]
    public void A_chart_is_numbers_with_or_without_names(string text, VisualKind kind, string labels, string values)
    {
        var spec = VisualText.Draw(text).ShouldNotBeNull();
        (spec.Kind, string.Join('|', spec.Labels), string.Join('|', spec.Series.Single().Values)).ShouldBe((kind, labels, values));
        VisualRules.Check(spec).ShouldBeEmpty();
    }

    [Fact]
    public void A_graph_is_edges_and_a_polygon_is_corners()
    {
        var graph = VisualText.Draw("graph A->B B->C").ShouldNotBeNull();
        (graph.Directed, string.Join(' ', graph.Edges.Select(e => $"{e[0]}{e[1]}"))).ShouldBe((true, "AB BC"));
        var signs = VisualText.Draw("graph A→B, B—C, C⇒A, A - B, A ↔ B, D ← A").ShouldNotBeNull();
        string.Join(' ', signs.Edges.Select(e => $"{e[0]}{e[1]}")).ShouldBe("AB BC CA AB AB BA AD");
        VisualText.Draw("graph A–B B−C").ShouldNotBeNull().Directed.ShouldBeFalse();
        VisualText.Draw("graph Ａ—हिंदी").ShouldNotBeNull().Edges.Single().ShouldBe(["Ａ", "हिंदी"]);
        foreach (var typed in new[] { "（0，0） （4，0） （0，3）", "0;0 4;0 0;3", "(0|0) (4|0) (0|3)",
            "(0,0; 0,0) (4,0; 0,0) (0; 3)", "(٠،٠) (٤،٠) (٠،٣)" })
        {
            VisualText.Draw("polygon " + typed).ShouldNotBeNull().Polygons.Single().Select(p => (p[0], p[1]))
                .ShouldBe([(0, 0), (4, 0), (0, 3)], typed);
        }

        VisualText.Draw("polygon 0,0 4,0 (0,3)").ShouldNotBeNull().Polygons.Single().Length.ShouldBe(3);
        VisualText.Draw("circle 0;0 1,5").ShouldNotBeNull().Circles.ShouldBe([new VisualCircle(0, 0, 1.5)]);
        VisualText.Draw("circle 1,2 3").ShouldNotBeNull().Circles.ShouldBe([new VisualCircle(1, 2, 3)]);
    }

    [Theory]
    [InlineData("cake 1 2")]
    [InlineData("bar one two")]
    [InlineData("bar")]
    [InlineData("graph nothing")]
    [InlineData("bar Mon=3 Tue")]
    [InlineData("bar Mon=3 Tue=five")]
    [InlineData("polygon 1,1 2,2")]
    public void What_cannot_be_read_is_nothing(string text) => VisualText.Draw(text).ShouldBeNull();

    [Theory]
    [InlineData(VisualKind.Plot, "expressions")]
    [InlineData(VisualKind.Bar, "series")]
    [InlineData(VisualKind.Geometry, "points")]
    [InlineData(VisualKind.Graph, "edges")]
    [InlineData((VisualKind)99, "kind")]
    public void An_empty_picture_is_refused_by_its_field(VisualKind kind, string field) =>
        VisualRules.Check(new VisualSpec { Kind = kind }).Select(f => f.Field).ShouldContain(field);

    [Fact]
    public void Numbers_without_end_are_refused()
    {
        var many = new VisualSpec { Kind = VisualKind.Line, Series = [new VisualSeries(null, [.. Enumerable.Repeat(1d, 10_001)])] };
        VisualRules.Check(many).ShouldNotBeEmpty();
        VisualRules.Check(many with { Series = [new VisualSeries(null, [double.PositiveInfinity])] }).ShouldNotBeEmpty();
        VisualCsv.Read(new string('1', VisualCsv.MaxCharacters + 1), many).ShouldBeNull();
    }
}
