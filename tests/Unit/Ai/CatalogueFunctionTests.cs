using ObsidianVault.Ai.Catalogue.Functions;
using ObsidianVault.Ai.Catalogue;

namespace ObsidianVault.Unit.Ai;

public sealed class CatalogueFunctionTests
{
    [Theory]
    [InlineData("3x^2 + 2x - 1", 2, 15)]
    [InlineData("2sin(x)cos(x)", 0.5, 0.8414709848)]
    [InlineData("sin 2x", 0.5, 0.8414709848)]
    [InlineData("-x^2", 3, -9)]
    [InlineData("2^x", 3, 8)]
    [InlineData("x(x+1)", 2, 6)]
    [InlineData("sin^2 x", 0.5, 0.2298488470)]
    public void It_reads_a_function(string text, double x, double expected) =>
        ExprParser.TryParse(text)!.At(x).ShouldBe(expected, 1e-9);

    [Theory]
    [InlineData("x +")]
    [InlineData("foo(x)")]
    [InlineData("(x")]
    [InlineData("9^9^9")]
    [InlineData("x^9999")]
    [InlineData("1/0 + x")]
    [InlineData("import os")]
    public void It_refuses_what_is_not_one(string text) => ExprParser.TryParse(text).ShouldBeNull();

    [Fact]
    public void Depth_is_bounded() => ExprParser.TryParse(new string('(', 39) + "x" + new string(')', 39)).ShouldBeNull();

    [Theory]
    [InlineData("x^2", "2x")]
    [InlineData("x^3 - 3x", "3x^2 - 3")]
    [InlineData("sin(2x)", "2cos(2x)")]
    [InlineData("ln(x)", "1/x")]
    [InlineData("5", "0")]
    public void It_differentiates(string text, string expected) =>
        ExprParser.TryParse(text)!.Derivative().ToPlain().ShouldBe(expected);

    [Theory]
    [InlineData("x^2/2", @"\frac{{x}^{2}}{2}")]
    [InlineData("2sin(x)", @"2\,\sin\left(x\right)")]
    [InlineData("sqrt(x)", @"\sqrt{x}")]
    public void It_prints_LaTeX(string text, string expected) => ExprParser.TryParse(text)!.ToTex().ShouldBe(expected);

    [Theory]
    [InlineData("plot x squared between -2 and 3", "x^2", -2.0, 3.0)]
    [InlineData("graph of 2x + 1 on [0, 4]", "2x + 1", 0.0, 4.0)]
    [InlineData("plot x² – 3·x between –2 and 3", "x^2 - 3x", -2.0, 3.0)]
    [InlineData("plot x^2 — 3x between −2 and 3", "x^2 - 3x", -2.0, 3.0)]
    [InlineData("plot\u00A0x^2\u00A0−\u00A03x between −2\u202Fand\u200B 3", "x^2 - 3x", -2.0, 3.0)]
    [InlineData("graph of ２ｘ＋１ on ［0，4］", "2x + 1", 0.0, 4.0)]
    [InlineData("graph of 2х + 1 on [٠, ٤]", "2x + 1", 0.0, 4.0)]
    [InlineData("graph of 𝑥³ on [0, 4]", "x^3", 0.0, 4.0)]
    [InlineData("graph of ½x on [0, 4]", "1/2x", 0.0, 4.0)]
    public void It_finds_function_and_range(string prompt, string function, double from, double to)
    {
        var facts = PromptFacts.Of(prompt);

        facts.Function!.ToPlain().ShouldBe(function);
        facts.Range.ShouldBe((from, to));
    }
}
