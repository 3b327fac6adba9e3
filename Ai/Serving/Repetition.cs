namespace ObsidianVault.Ai.Serving;

/// <summary>Detects an answer that is stuck repeating itself at its end.</summary>
internal static class Repetition
{
    private const int LongestPeriod = 400;
    private const int FewestRepeats = 8;
    private const int ShortestRun = 600;

    /// <summary>Whether at least half of the text, and 600 characters, are one piece repeated 8 times or more at its end.</summary>
    public static bool Dominates(ReadOnlySpan<char> text)
    {
        text = text.TrimEnd();
        var need = Math.Max(ShortestRun, text.Length / 2);
        if (text.Length < need) return false;
        for (var period = 1; period <= LongestPeriod && period * FewestRepeats <= text.Length; period++)
        {
            var run = period;
            while (run < text.Length && text[^(run + 1)] == text[^(run + 1 - period)]) run++;
            if (run >= need && run >= period * FewestRepeats) return true;
        }

        return false;
    }
}
