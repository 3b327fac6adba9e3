using System.Text;
using System.Text.RegularExpressions;
using ObsidianVault.Ai.Catalogue.Functions;

namespace ObsidianVault.Ai.Catalogue;

/// <summary>
/// Fills a template with a prompt's values. Only numbers and printed expression trees go in, never the user's text.
/// </summary>
internal static partial class TopicFiller
{
    /// <summary>A complete scene file whose first line is "# title: ...".</summary>
    public static string Fill(Topic topic, PromptFacts facts, string language = "en")
    {
        var translation = topic.Translations.GetValueOrDefault(language);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var note = topic.Function is { } fallback ? FillFunction(topic, fallback, facts, values) : null;
        note ??= topic.List is { } list ? SlotFiller.FillList(list, topic, facts, values) : SlotFiller.FillSlots(topic, facts, values);

        var title = Replace(translation?.Title ?? topic.Title, values);
        values["TITLE"] = title;
        values["NOTE"] = note is null ? "" : new CatalogueTexts(language)[note];
        var scene = Replace(translation?.Apply(topic.Template) ?? topic.Template, values);
        return $"# title: {title}\n{TopicLibrary.PreludeIn(language)}\n\n{scene}";
    }

    private static string? FillFunction(Topic topic, string fallback, PromptFacts facts, Dictionary<string, string> values)
    {
        var range = facts.Range ?? (topic.RangeFrom, topic.RangeTo);
        var suits = facts.Function is { } f && (!topic.Quadratic || IsQuadratic(f)) && (!topic.Chain || ExprChain.Of(f) is not null);
        var asked = suits ? facts.Function : null;
        var window = asked is null ? null : PlotWindow.Of(asked, range.Item1, range.Item2);
        if (asked is null || window is null)
        {
            asked = ExprParser.TryParse(fallback)!;
            var keepsRange = facts.Function is null && !facts.FunctionUnreadable;
            window = PlotWindow.Of(asked, keepsRange ? range.Item1 : topic.RangeFrom, keepsRange ? range.Item2 : topic.RangeTo)
                ?? PlotWindow.Of(asked, topic.RangeFrom, topic.RangeTo)!;
            if (facts.Function is not null || facts.FunctionUnreadable)
                FillFunctionValues(topic, asked, window, null, values);
            if (facts.Function is not null || facts.FunctionUnreadable)
                return "example";
        }

        FillFunctionValues(topic, asked, window, facts.Point, values);
        return null;
    }

    private static void FillFunctionValues(Topic topic, Expr f, PlotWindow window, double? asked, Dictionary<string, string> values)
    {
        var df = f.Derivative();
        var point = asked ?? topic.Point;
        if (point <= window.A || point >= window.B)
            point = (window.A + window.B) / 2;
        values["F_PY"] = f.ToPython();
        values["F_TEX"] = f.ToTex();
        values["F_TEXT"] = f.ToPlain().Length <= 40 ? Powers().Replace(f.ToPlain(), Raised) : "f(x)";
        values["DF_PY"] = df.ToPython();
        values["DF_TEX"] = df.ToTex();
        values["A"] = ExprText.Number(window.A);
        values["B"] = ExprText.Number(window.B);
        values["LOW"] = ExprText.Number(window.Low);
        values["HIGH"] = ExprText.Number(window.High);
        values["FROM"] = ExprText.Number(window.From);
        values["TO"] = ExprText.Number(window.To);
        values["POINT"] = ExprText.Number(point);
        if (topic.Chain && ExprChain.Of(f) is { } chain)
            FillChain(chain, values);
        if (!topic.Quadratic)
            return;
        var c = f.At(0);
        values["QA"] = ExprText.Number(((f.At(1) + f.At(-1)) / 2) - c);
        values["QB"] = ExprText.Number((f.At(1) - f.At(-1)) / 2);
        values["QC"] = ExprText.Number(c);
    }

    private static void FillChain(ExprChain chain, Dictionary<string, string> values)
    {
        values["INNER_PY"] = chain.Inner.ToPython();
        values["OUTER_PY"] = chain.Outer.ToPython();
        values["DINNER_PY"] = chain.Inner.Derivative().ToPython();
        values["DOUTER_PY"] = chain.Outer.Derivative().ToPython();
        values["INNER_TEX"] = chain.Inner.ToTex();
        values["OUTER_TEX"] = chain.Outer.ToTex().Replace('x', 'u');
    }

    private static string Raised(Match match) => string.Concat(match.Groups[1].Value.Select(digit => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit - '0']));

    [GeneratedRegex(@"\^(\d+)(?![\d.(])")]
    private static partial Regex Powers();

    private static bool IsQuadratic(Expr f)
    {
        var c = f.At(0);
        var a = ((f.At(1) + f.At(-1)) / 2) - c;
        var b = (f.At(1) - f.At(-1)) / 2;
        return Math.Abs(a) is > 1e-6 and < 1000
            && new[] { 2.0, -3.0, 0.37 }.All(x => Math.Abs(f.At(x) - ((a * x * x) + (b * x) + c)) < 1e-6 * (1 + Math.Abs(f.At(x))));
    }

    private static string Replace(string template, Dictionary<string, string> values)
    {
        var text = new StringBuilder(template);
        foreach (var (name, value) in values)
            text.Replace("{{" + name + "}}", value);
        return text.ToString();
    }
}
