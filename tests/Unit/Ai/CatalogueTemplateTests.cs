using ObsidianVault.Ai.Catalogue;

namespace ObsidianVault.Unit.Ai;

/// <summary>Every topic fills into a complete file. CATALOGUE_OUT names a folder to keep the files in, for rendering them.</summary>
public sealed class CatalogueTemplateTests
{
    public static TheoryData<string> Ids => [.. TopicLibrary.Topics.Select(topic => topic.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_topic_fills_with_its_defaults(string id)
    {
        var topic = TopicLibrary.Topics.Single(topic => topic.Id == id);

        var code = TopicFiller.Fill(topic, PromptFacts.Of(""));

        code.ShouldStartWith("# title: ");
        code.ShouldNotContain("{{");
        code.ShouldContain("from manim import *");
        code.Split('\n').Count(line => line.StartsWith("class ", StringComparison.Ordinal) && line != "class Lesson(Scene):").ShouldBe(1);
        Keep(id, code);
    }

    [Theory]
    [InlineData("p_recip", "plot y = 1/x", "return (1 / x) + 0 * x", false)]
    [InlineData("p_tan", "plot tan x from -3 to 3", "return np.tan(x) + 0 * x", false)]
    [InlineData("p_ln", "ln x", "return np.log(x) + 0 * x", false)]
    [InlineData("p_const", "y = 5", "return 5 + 0 * x", false)]
    [InlineData("p_steep", "steep quadratic 40x^2-3x-9", "qa, qb, qc = 40, -3, -9", false)]
    [InlineData("p_matrix", "matrix [[2,1],[0,3]]", "np.array([[2, 1], [0, 3]], dtype=float)", false)]
    [InlineData("p_sort", "sort 5 3 9 1 7", "numbers = [5, 3, 9, 1, 7]", false)]
    [InlineData("p_sin", "integral of sin x from 0 to pi", "a, b, low, high = 0, 3.141593,", false)]
    [InlineData("p_taylor", "taylor of e^x", "return (np.e ** x) + 0 * x", false)]
    [InlineData("p_limit", "limit sin(x)/x at 0", "return (np.sin(x) / x) + 0 * x", false)]
    [InlineData("p_binomial", "Explain binomial with n=6 p=0.3", "n, p = 6, 0.3", false)]
    [InlineData("p_bayes", "bayes: prevalence 1%, sensitivity 99%", "prior, sensitivity, false, specificity = 0.01, 0.99, 0.09, 0", false)]
    [InlineData("p_bayes2", "bayes: prevalence 2 %, sensitivity of 95 percent, specificity 98%", "= 0.02, 0.95, 0.09, 0.98", false)]
    [InlineData("p_complex", "(1+2i)(3-i)", "z, w = complex(1, 2), complex(3, -1)", false)]
    [InlineData("p_series", "geometric series ratio 1/3", "q = 0.333333", false)]
    [InlineData("p_fibonacci", "Fibonacci first 12 numbers", "count = 12", false)]
    [InlineData("p_primes", "primes up to 60", "limit = 60", false)]
    [InlineData("p_primes2", "primes below 100", "limit = 100", false)]
    [InlineData("p_search", "binary search 42 in 3 8 15 23 42 57", "target, data = 42, sorted(set([3, 8, 15, 23, 42, 57]))", false)]
    [InlineData("p_search7", "binary search for 7 in [1, 3, 7, 9]", "target, data = 7, sorted(set([1, 3, 7, 9]))", false)]
    [InlineData("p_unreadable", "plot y = foo(x) + 1", "return ((x ** 3) - (3 * x)) + 0 * x", true)]
    [InlineData("p_chain", "chain rule for (x^2 + 1)^3", "return (x ** 3) + 0 * x", false)]
    [InlineData("p_chain2", "chain rule for x^2", "return np.sin(x) + 0 * x", true)]
    [InlineData("p_eigen", "eigenvectors of [[3,1],[0,2]]", "np.array([[3, 1], [0, 2]], dtype=float)", false)]
    [InlineData("p_eigen_turn", "eigenvalues of [[0,-1],[1,0]]", "np.array([[0, -1], [1, 0]], dtype=float)", false)]
    [InlineData("p_dot", "dot product of (1, 2) and (-3, 4)", "np.array([1, 2], dtype=float), np.array([-3, 4], dtype=float)", false)]
    [InlineData("p_product", "multiply matrices [[1,0],[2,1]] and [[0,1],[1,3]]", "np.array([[0, 1], [1, 3]], dtype=float)", false)]
    [InlineData("p_system", "solve the system of equations 2x + 3y = 12 and x - y = 1",
        "np.array([[2, 3], [1, -1]], dtype=float), np.array([12, 1], dtype=float)", false)]
    [InlineData("p_system2", "system of equations y = 2x + 1, y = -x + 4",
        "np.array([[-2, 1], [1, 1]], dtype=float), np.array([1, 4], dtype=float)", false)]
    [InlineData("p_ellipse", "ellipse with a = 4 and b = 2", "pa, pb = 4, 2", false)]
    [InlineData("p_log", "logarithm base 3", "base = 3", false)]
    [InlineData("p_line", "slope of the line y = 2x - 1", "m0, c0 = 2, -1", false)]
    [InlineData("p_normal", "normal distribution with mean 100 and standard deviation 15", "mean, sigma = 100, 15", false)]
    [InlineData("p_huge", "linear map [[500, 1], [2, 3]]", "np.array([[1, 1], [0, 1.5]], dtype=float)", true)]
    public void A_prompt_fills_its_topic(string folder, string prompt, string line, bool apologises)
    {
        var code = CatalogueCode.Answer(prompt).Split("```")[1]["python\n".Length..];

        code.ShouldContain(line);
        code.Contains("so this is the usual example", StringComparison.Ordinal).ShouldBe(apologises);
        code.ShouldNotContain("{{");
        Keep(folder, code);
    }

    [Fact]
    public void There_are_at_least_35_topics_with_distinct_names() =>
        TopicLibrary.Topics.Select(topic => topic.Name).Distinct().Count().ShouldBeGreaterThanOrEqualTo(35);

    internal static void Keep(string folder, string code)
    {
        if (Environment.GetEnvironmentVariable("CATALOGUE_OUT") is { Length: > 0 } root)
            File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(root, folder)).FullName, "scene.py"), code);
    }
}
