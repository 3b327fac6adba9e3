using System.Collections.Frozen;

namespace ObsidianVault.Knowledge.Terms;

/// <summary>Words that say nothing about what a text is about.</summary>
internal static class StopWords
{
    private static readonly FrozenSet<string> s_english = Set(
        """
        a about above after again against all am an and any are as at be because been before being below between both but by can cannot
        could did do does doing don down during each few for from further had has have having he her here hers herself him himself his
        how i if in into is it its itself just me more most my myself no nor not now of off on once only or other our ours ourselves out
        over own same she should so some such than that the their theirs them themselves then there these they this those through to too
        under until up upon us very was we were what when where which while who whom why will with would you your yours yourself
        """);

    private static readonly FrozenSet<string> s_asking = Set(
        """
        tell explain describe define show give find list mean means meaning please help want need know question answer example examples
        note notes say says said definition summarize summarise summary understand
        """);

    /// <summary>Words that are neither indexed nor looked for.</summary>
    public static bool Contains(string word) => s_english.Contains(word);

    /// <summary>Words that a question has and its answer need not have.</summary>
    public static bool IsAsking(string word) => s_asking.Contains(word);

    private static FrozenSet<string> Set(string words) =>
        words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}
