using System.Globalization;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;

namespace ObsidianVault.Ai.Errors;

/// <summary>How long a provider asks us to wait: in headers, in Google's RetryInfo, or in the message. From 0 to 24 hours.</summary>
/// <param name="Header"><c>retry-after-ms</c> or <c>Retry-After</c>.</param>
/// <param name="Reset">
/// When an exhausted <c>x-ratelimit-remaining-*</c> or <c>anthropic-ratelimit-*-remaining</c> refills: the longest of them.
/// </param>
internal readonly partial record struct RetryHint(TimeSpan? Header, TimeSpan? Reset)
{
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    public static RetryHint Read(HttpResponseHeaders headers, TimeProvider time)
    {
        TimeSpan? header = null, reset = null;
        if (First(headers, "retry-after-ms") is { } ms && Number(ms) is { } milliseconds) header = Bounded(milliseconds / 1000);
        else if (First(headers, "Retry-After") is { } after)
        {
            header = Number(after) is { } seconds ? Bounded(seconds) : Until(after, time);
        }

        foreach (var kind in (ReadOnlySpan<string>)["requests", "tokens", "input-tokens", "output-tokens"])
        {
            if (First(headers, "x-ratelimit-remaining-" + kind) == "0")
                reset = Longer(reset, Words(First(headers, "x-ratelimit-reset-" + kind) ?? ""));
            if (First(headers, $"anthropic-ratelimit-{kind}-remaining") == "0")
                reset = Longer(reset, Until(First(headers, $"anthropic-ratelimit-{kind}-reset"), time));
        }

        return new RetryHint(header, reset);
    }

    /// <summary>In order of precision: the body's delay, the header, the message, the counters.</summary>
    public TimeSpan? Of(string? delay, string message) =>
        (delay is null ? null : Words(delay))
        ?? Header
        ?? (TryAgain().Match(Start(message)) is { Success: true } match ? Words(match.Groups[1].Value) : null)
        ?? Reset;

    /// <summary>"37s", "6m0s", "7m12.5s", "250ms", "1h2m", "2 minutes and 5 seconds".</summary>
    internal static TimeSpan? Words(string text)
    {
        if (text.Length > 40) return null;
        double seconds = 0;
        var found = false;
        foreach (Match part in Duration().Matches(text))
        {
            if (Number(part.Groups[1].Value) is not { } value) continue;
            found = true;
            seconds += value * part.Groups[2].Value switch { "ms" or "milli" => 0.001, "m" => 60, "h" => 3600, "d" => 86400, _ => 1 };
        }

        return found ? Bounded(seconds) : null;
    }

    private static string? First(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.FirstOrDefault()?.Trim() : null;

    /// <summary>An HTTP or RFC 3339 date.</summary>
    private static TimeSpan? Until(string? date, TimeProvider time) =>
        DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? Bounded((at - time.GetUtcNow()).TotalSeconds)
            : null;

    private static TimeSpan? Longer(TimeSpan? a, TimeSpan? b) => a is null || b > a ? b : a;

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static TimeSpan Bounded(double seconds) => TimeSpan.FromSeconds(Math.Clamp(seconds, 0, Longest.TotalSeconds));

    private static string Start(string message) => message.Length <= 1_000 ? message : message[..1_000];

    // No match timeout: the texts are short, and a timeout would also fire when a busy machine delays the thread.
    [GeneratedRegex(
        "(?:try again|retry|wait)(?: in| after)? ((?:\\d+(?:\\.\\d+)? ?(?:ms|[smhd])[a-z]* ?(?:and )?){1,4})",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex TryAgain();

    [GeneratedRegex("(\\d{1,9}(?:\\.\\d{1,9})?) ?(ms|milli|[smhd])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Duration();
}
