using ObsidianVault.Grains.Interfaces.Visuals;

namespace ObsidianVault.Unit.Visuals;

public sealed class VisualTextTests
{
    [Theory]
    [InlineData("sin(x), x^2 from -5 to 5", "sin(x)|x^2", -5, 5)]
    [InlineData("1/x", "1/x", -10, 10)]
    [InlineData("cos(x) from -pi to pi", "cos(x)", -3.14159265358979, 3.14159265358979)]
    [InlineData("x^3 from 2..7", "x^3", 2, 7)]
    public void A_plot_is_formulas_and_a_range(string text, string formulas, double low, double high)
    {
        var spec = VisualText.Plot(text).ShouldNotBeNull();
        (string.Join('|', spec.Expressions), spec.XMin, spec.XMax).ShouldBe((formulas, low, high));
        VisualRules.Check(spec).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("bar Mon=3 Tue=5.5", VisualKind.Bar, "Mon|Tue", "3|5.5")]
    [InlineData("pie 30 50 20", VisualKind.Pie, "", "30|50|20")]
    [InlineData("line 1,4,9", VisualKind.Line, "", "1|4|9")]
    [InlineData("bar day,rain\nMon,3\nTue,5", VisualKind.Bar, "Mon|Tue", "3|5")]
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
        VisualText.Draw("polygon 0,0 4,0 (0,3)").ShouldNotBeNull().Polygons.Single().Length.ShouldBe(3);
        VisualText.Draw("circle 1,2 3").ShouldNotBeNull().Circles.ShouldBe([new VisualCircle(1, 2, 3)]);
    }

    [Theory]
    [InlineData("cake 1 2")]
    [InlineData("bar one two")]
    [InlineData("bar")]
    [InlineData("graph nothing")]
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
