using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>
/// What a backend's models refused lately, by name. A member without which the answer stays the same is left out for an hour, so that
/// a request fails for it once and nobody notices. Everything else is the caller's to know.
/// </summary>
internal sealed partial class RefusedMembers(TimeProvider time)
{
    private static readonly TimeSpan s_memory = TimeSpan.FromHours(1);

    /// <summary>Members that may be left out, besides those that <see cref="RequestMembers"/> says are optional or a provider's.</summary>
    private static readonly ImmutableHashSet<string> s_mayGo =
    [
        "stream_options", "parallel_tool_calls", "strict", "name", "seed", "max_tokens", "max_completion_tokens", "reasoning_effort",
        "thinking", "enable_thinking", "output_config", "verbosity", "cache_control",
    ];

    private readonly ConcurrentDictionary<string, (ImmutableHashSet<string> Members, DateTimeOffset Until)> _all = new();

    public IReadOnlySet<string> Of(string model) =>
        _all.TryGetValue(model, out var known) && known.Until > time.GetUtcNow() ? known.Members : ImmutableHashSet<string>.Empty;

    /// <summary>Whether the error names a member of the request that may go; it is left out from now on.</summary>
    /// <param name="request">The request, as JSON.</param>
    public bool Learn(string model, ProviderHttpException error, ReadOnlySpan<byte> request)
    {
        if (error.Error.Status is not (400 or 422)) return false;
        var known = Of(model);
        if ((Named(error.Error.Message) ?? Named(error.Body)) is not { } member || known.Contains(member)) return false;
        if (request.IndexOf(Encoding.UTF8.GetBytes($"\"{member}\":")) < 0) return false;
        _all[model] = ([.. known, member], time.GetUtcNow() + s_memory);
        return true;
    }

    /// <summary>Sends a request; again, at most so often, without a member that was refused.</summary>
    /// <param name="write">Writes the request, as JSON, without these members.</param>
    public async Task<ProviderAnswer> SendAsync(
        string model,
        int mostLessons,
        Func<IReadOnlySet<string>, ReadOnlyMemory<byte>> write,
        Func<ReadOnlyMemory<byte>, Task<ProviderAnswer>> send)
    {
        for (var lessons = 0; ; lessons++)
        {
            var body = write(Of(model));
            try
            {
                return await send(body).ConfigureAwait(false);
            }
            catch (ProviderHttpException exception) when (lessons < mostLessons && Learn(model, exception, body.Span))
            {
                // The same request without that member.
            }
        }
    }

    /// <summary>The member that a message refuses; null if it is none that may go.</summary>
    internal static string? Named(string message)
    {
        foreach (Match match in Refusal().Matches(message))
        {
            var path = match.Groups["name"].Value;
            // The innermost name that is known: "messages.2.assistant.reasoning_content", "tools[0].function.strict".
            foreach (var part in path.Split(['.', '[', ']', '\'', '"', '/', ',', ' '], StringSplitOptions.RemoveEmptyEntries).Reverse())
                if (MayGo(part)) return part;
        }

        return null;
    }

    private static bool MayGo(string member) =>
        s_mayGo.Contains(member) || RequestMembers.Optional.Contains(member) || RequestMembers.Own.Contains(member);

    // No match timeout: the texts are short, and a timeout would also fire when a busy machine delays the thread.
    [GeneratedRegex(
        """
        (?:property|parameter|argument|field|name|key|supplied|option|input)s?[:\s]*['"`]?(?<name>[\w.\[\]]+)['"`]?[^.]{0,40}?
          (?:unsupported|not\ (?:supported|allowed|permitted|recognized)|unknown|unrecognized|unexpected)
        |(?:unsupported|unknown|unrecognized|unexpected|extra|invalid|additional)\ (?:request\ )?
          (?:parameters?|arguments?|fields?|names?|keys?|propert(?:y|ies)|options?|inputs?)(?:\ supplied)?[:\s(]*['"`]?(?<name>[\w.\[\]]+)
        |"loc"\s*:\s*\[(?<name>[^\]]{1,200})\][^}]{0,200}(?:extra_forbidden|not\ permitted)
        |(?<name>[\w.\[\]]+)['"`]?:?\s(?:is\ )?(?:not\ (?:supported|allowed|permitted)|unsupported|Extra\ inputs\ are\ not\ permitted)
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Refusal();
}
