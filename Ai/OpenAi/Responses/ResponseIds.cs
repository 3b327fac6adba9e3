namespace ObsidianVault.Ai.OpenAi.Responses;

/// <summary>
/// The ids of a response and of its items. Each item's id, and each call's, contains the response's: so a client that sends an
/// item back, or only its id, leads to the response that it came from.
/// </summary>
public static class ResponseIds
{
    public const string Prefix = "resp_";
    private const int Length = 26;

    /// <summary>The response's key in <c>resp_…</c>; null if it is not one of ours.</summary>
    public static string? KeyOf(string? responseId) =>
        responseId?.StartsWith(Prefix, StringComparison.Ordinal) == true && IsKey(responseId.AsSpan(Prefix.Length))
            ? responseId[Prefix.Length..]
            : null;

    /// <summary>The key of the response that made this item or call; null if none of ours did.</summary>
    public static string? MakerOf(string? itemId)
    {
        if (itemId is null) return null;
        var start = itemId.IndexOf('_', StringComparison.Ordinal);
        if (start < 0) return null;
        var rest = itemId.AsSpan(start + 1);
        var end = rest.IndexOf('_');
        return end == Length && IsKey(rest[..end]) ? rest[..end].ToString() : null;
    }

    /// <param name="kind">Such as <c>msg</c>, <c>rs</c>, <c>fc</c>, <c>ctc</c> or <c>call</c>.</param>
    public static string Item(string kind, string key, int number) => $"{kind}_{key}_{number}";

    private static bool IsKey(ReadOnlySpan<char> text)
    {
        if (text.Length != Length) return false;
        foreach (var letter in text)
            if (letter is not (>= 'a' and <= 'z' or >= '2' and <= '7')) return false;
        return true;
    }
}
