namespace ObsidianVault.Knowledge.Search.Grades;

/// <summary>
/// Whether one way of ranking is better than another on the same questions, or only luckier (B. Efron, R. Tibshirani, "An
/// Introduction to the Bootstrap", 1993, chapter 13). The same scores always give the same answer.
/// </summary>
internal static class PairedBootstrap
{
    private const int Samples = 2_000;

    /// <summary>Of the confidence interval, at each end: 99 %, because several ways are tried on one set of questions.</summary>
    private const double Tail = 0.005;

    /// <returns>The interval in which the mean difference of the second to the first lies.</returns>
    public static (double Low, double High) Difference(IReadOnlyList<double> first, IReadOnlyList<double> second)
    {
        if (first.Count == 0) return (0, 0);
        var differences = first.Zip(second, (a, b) => b - a).ToArray();
        var random = new Random(differences.Length);
        var means = new double[Samples];
        for (var sample = 0; sample < Samples; sample++)
        {
            var sum = 0.0;
            for (var i = 0; i < differences.Length; i++) sum += differences[random.Next(differences.Length)];
            means[sample] = sum / differences.Length;
        }

        Array.Sort(means);
        return (means[(int)(Samples * Tail)], means[(int)(Samples * (1 - Tail))]);
    }
}
