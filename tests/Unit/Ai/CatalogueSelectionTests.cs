using ObsidianVault.Ai.Catalogue;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Unit.Ai;

public sealed class CatalogueSelectionTests
{
    [Theory]
    [InlineData("Explain derivative", "derivative")]
    [InlineData("why is the sum of the angles of a triangle 180", "angle_sum")]
    [InlineData("why does a negative times a negative give a positive", "negative_product")]
    [InlineData("prove that sqrt 2 is irrational", "irrational_root")]
    [InlineData("prove that there are infinitely many primes", "endless_primes")]
    [InlineData("monty hall problem why switch", "monty_hall")]
    [InlineData("help me with fractions", "fraction")]
    [InlineData("what is a fraction", "fraction")]
    [InlineData("simple harmonic motion explained", "harmonic_motion")]
    [InlineData("fundamental theorem of calculus", "fundamental_theorem")]
    [InlineData("central limit theorem", "central_limit")]
    [InlineData("what is proof by induction", "induction")]
    [InlineData("logarithms explained simply pls", "exponential")]
    [InlineData("prime numbers", "primes")]
    [InlineData("show me the derivative of x^3 - 3x", "derivative")]
    [InlineData("explain dervative", "derivative")]
    [InlineData("differentiate sin(x)", "derivative")]
    [InlineData("integral of x^2 from 0 to 3", "integral")]
    [InlineData("Riemann sums please", "integral")]
    [InlineData("area under the curve y = x^2", "integral")]
    [InlineData("limit of sin(x)/x as x -> 0", "limit")]
    [InlineData("Explain limits", "limit")]
    [InlineData("Taylor series of cos(x)", "taylor")]
    [InlineData("fourier series", "fourier")]
    [InlineData("square wave from sines", "fourier")]
    [InlineData("unit circle", "unit_circle")]
    [InlineData("sine and cosine", "unit_circle")]
    [InlineData("Pythagoras theorem", "pythagoras")]
    [InlineData("pythagorean theorem with 5 and 12", "pythagoras")]
    [InlineData("pythagorus", "pythagoras")]
    [InlineData("linear transformation [[2,1],[1,2]]", "linear_map")]
    [InlineData("what is a determinant", "linear_map")]
    [InlineData("vector addition", "vectors")]
    [InlineData("solve the quadratic equation x^2 - 5x + 6 = 0", "quadratic")]
    [InlineData("parabola y = x^2 + 1", "quadratic")]
    [InlineData("complex numbers", "complex")]
    [InlineData("geometric series", "geometric_series")]
    [InlineData("normal distribution", "normal")]
    [InlineData("the bell curve", "normal")]
    [InlineData("binomial distribution", "binomial")]
    [InlineData("Bayes' theorem", "bayes")]
    [InlineData("bubble sort 5, 3, 8, 1", "bubble_sort")]
    [InlineData("breadth first search", "bfs")]
    [InlineData("plot y = x^2 from -2 to 2", "plot")]
    [InlineData("y = sin(x)", "plot")]
    [InlineData("Newton's method", "newton")]
    [InlineData("Fibonacci sequence", "fibonacci")]
    [InlineData("golden ratio", "fibonacci")]
    [InlineData("law of large numbers", "large_numbers")]
    [InlineData("area of a circle", "circle_area")]
    [InlineData("binary search", "binary_search")]
    [InlineData("Pascal's triangle", "pascal")]
    [InlineData("slope of a line", "line_slope")]
    [InlineData("Explain eigenvectors", "eigenvectors")]
    [InlineData("what are eigen values", "eigenvectors")]
    [InlineData("eigenvalues of a matrix", "eigenvectors")]
    [InlineData("expalin egenvectors please", "eigenvectors")]
    [InlineData("Explain dot product", "dot_product")]
    [InlineData("the scalar product of two vectors", "dot_product")]
    [InlineData("angle between vectors (1,2) and (3,1)", "dot_product")]
    [InlineData("dotproduct", "dot_product")]
    [InlineData("Explain conic sections", "conics")]
    [InlineData("draw an ellipse", "conics")]
    [InlineData("hyperbola", "conics")]
    [InlineData("elipse with its foci", "conics")]
    [InlineData("Explain exponential functions", "exponential")]
    [InlineData("what is a logarithm", "exponential")]
    [InlineData("natural logarithm", "exponential")]
    [InlineData("exponential growth", "exponential")]
    [InlineData("lograithm", "exponential")]
    [InlineData("Explain chain rule", "chain_rule")]
    [InlineData("derivative with the chain rule of sin(x^2)", "chain_rule")]
    [InlineData("chainrule", "chain_rule")]
    [InlineData("composite functions", "chain_rule")]
    [InlineData("Explain matrix multiplication", "matrix_product")]
    [InlineData("multiply two matrices", "matrix_product")]
    [InlineData("how do I multiply matrices", "matrix_product")]
    [InlineData("matrix multiplicaton", "matrix_product")]
    [InlineData("Explain systems of linear equations", "linear_system")]
    [InlineData("simultaneous equations", "linear_system")]
    [InlineData("solve x + y = 3 and x - y = 1", "linear_system")]
    [InlineData("2 linear equations with two unknowns", "linear_system")]
    [InlineData("Explain trig identities", "trig_identities")]
    [InlineData("trigonometric identities", "trig_identities")]
    [InlineData("double angle formula", "trig_identities")]
    [InlineData("sin(a+b) addition formula", "trig_identities")]
    [InlineData("Explain Dijkstra", "dijkstra")]
    [InlineData("dijkstra's algorithm", "dijkstra")]
    [InlineData("djikstra shortest path", "dijkstra")]
    [InlineData("shortest path in a weighted graph", "dijkstra")]
    [InlineData("shortest path in a graph", "bfs")]
    [InlineData("Explain  binomial", "binomial")]
    [InlineData("binomial theorem", "pascal")]
    [InlineData("unitcircle", "unit_circle")]
    [InlineData("deri vative of x^2", "derivative")]
    [InlineData("bubblesort 3 1 2", "bubble_sort")]
    [InlineData("(1+2i)(3-i)", "complex")]
    [InlineData("ln x", "plot")]
    [InlineData("y = 5", "plot")]
    [InlineData("system of a down concert", null)]
    [InlineData("how do I get stronger growth of my hair", null)]
    [InlineData("chain restaurants in town", null)]
    [InlineData("what is the exponent of luxury fashion in Milan this year", null)]
    [InlineData("log in to my account", null)]
    [InlineData("my girlfriend is a product manager in the matrix movie", null)]
    [InlineData("what time does the graph shop open tomorrow morning", null)]
    [InlineData("12345", null)]
    [InlineData("!!! ???", null)]
    [InlineData("write me a poem about cats", null)]
    [InlineData("capital of France", null)]
    [InlineData("what are the limits of free speech", null)]
    [InlineData("give me the root cause of world war 1", null)]
    [InlineData("what is the function of the liver", null)]
    [InlineData("my irrational fear of small spiders at night", null)]
    [InlineData("how does an induction cooker heat water", null)]
    [InlineData("what fraction of people in europe like tea", null)]
    [InlineData("how many doors does the town hall have", null)]
    [InlineData("a poem about prime numbers", null)]
    [InlineData("what is the speed limit in Germany", null)]
    [InlineData("my normal day at the office", null)]
    [InlineData("how do I bake bread", null)]
    [InlineData("is the riemann hypothesis true", null)]
    [InlineData("The heights of 5 kids are 120, 125, 130, 135, 140. find the standard deviation", null)]
    [InlineData("normal distribution mean 100 sd 15 what percentage is above 120", null)]
    [InlineData("", null)]
    public void The_topic_is_the_one_asked_for(string prompt, string? expected) =>
        (TopicSelector.Select(prompt, PromptFacts.Of(prompt))?.Id).ShouldBe(expected);

    [Fact]
    public void A_refused_prompt_says_what_would_help()
    {
        var refusal = Should.Throw<NoTopicException>(() => CatalogueCode.Answer("capital of France"));

        refusal.Message.ShouldContain("offline catalogue");
        refusal.Message.ShouldContain("Ai__BaseUrl, Ai__ApiKey and Ai__Model");
    }

    [Theory]
    [InlineData("derivative of f(x) = __import__('os').system('id')")]
    [InlineData("derivative of x^2\"); import os #")]
    [InlineData("plot y = x\nimport os\n__import__(\"os\")")]
    [InlineData("derivative of f(x) = {{NOTE}} import os `id` \\write18")]
    [InlineData("derivative of f(x) = x^2\"\"\" + open('/etc/passwd').read() + \"\"\" import os")]
    [InlineData("derivative of f(x) = \\x41 '; __import__('os') #")]
    [InlineData("linear map [[1,2],[3,4]]\"]); __import__('os').system('id') #")]
    [InlineData("bubble sort [3, 1, __import__('os'), 2]\r\nimport os")]
    [InlineData("geometric series ratio {{TITLE}} {{ 1/3 }} import os")]
    [InlineData("chain rule for sin(x^2)\u2028import os\u0000")]
    [InlineData("solve 2x + 3y = 12 and x - y = 1; exec('import os') {{NOTE}}")]
    [InlineData("(1+2i)(3-i) \\input{/etc/passwd} `import os`")]
    public void Text_of_the_user_never_reaches_the_code(string prompt)
    {
        var code = CatalogueCode.Answer(prompt);

        code.ShouldNotContain("__import__");
        code.ShouldNotContain("import os");
        code.ShouldNotContain("write18");
        code.ShouldNotContain("passwd");
        code.ShouldNotContain("exec(");
        code.ShouldNotContain("{{");
    }

    [Fact]
    public void What_the_prompt_says_fills_the_scene()
    {
        CatalogueCode.Answer("derivative of x^3 - 3x").ShouldContain("# title: The derivative of f(x) = x³ - 3x");
        CatalogueCode.Answer("bubble sort 9, 4, 7").ShouldContain("numbers = [9, 4, 7]");
        CatalogueCode.Answer("integral of x^2 from 1 to 2").ShouldContain("a, b, low, high = 1, 2,");
        CatalogueCode.Answer("linear map 2x2 matrix [[2, 1], [0, 3]]").ShouldContain("[[2, 1], [0, 3]]");
        CatalogueCode.Answer("derivative of f(x) = x^9999").ShouldContain("could not be read");
    }
}
