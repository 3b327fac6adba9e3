using System.Globalization;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// The fields <c>RateLimit-Policy</c> and <c>RateLimit</c> of draft-ietf-httpapi-ratelimit-headers-10, for the limits of one class.
/// The draft may change.
/// </summary>
internal sealed class LimitHeaders(ClassLimit limit)
{
    private const string PolicyName = "RateLimit-Policy";
    private const string StateName = "RateLimit";

    private readonly string _policy = string.Join(", ", new[] { ("minute", limit.PerMinute, 60), ("hour", limit.PerHour, 3_600) }
        .Where(window => window.Item2 > 0)
        .Select(window => string.Create(CultureInfo.InvariantCulture, $"\"{window.Item1}\";q={window.Item2};w={window.Item3}")));

    /// <summary>Tells the policy, and how much is left of the window that is nearer to its end.</summary>
    public void Write(HttpResponse response, LimitVerdict verdict)
    {
        if (_policy.Length == 0) return;
        response.Headers[PolicyName] = _policy;
        var isHour = limit.PerMinute == 0
            || (limit.PerHour > 0 && (long)verdict.Hour.Remaining * limit.PerMinute < (long)verdict.Minute.Remaining * limit.PerHour);
        var state = isHour ? verdict.Hour : verdict.Minute;
        response.Headers[StateName] = string.Create(
            CultureInfo.InvariantCulture, $"\"{(isHour ? "hour" : "minute")}\";r={state.Remaining};t={Seconds(state.Reset)}");
    }

    public static int Seconds(TimeSpan time) => (int)Math.Ceiling(Math.Max(time.TotalSeconds, 1));
}
