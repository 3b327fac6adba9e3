using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>The notes that a request for a video names: <c>[[Chain rule]]</c>, or "my notes on Fourier" in the chat's languages.</summary>
/// <param name="Prompt">The request with the names in place of the links.</param>
/// <param name="Links">What stands in the brackets, without alias: at most 10.</param>
/// <param name="Topic">What the notes are to be about; null if it names none so.</param>
public sealed partial record NoteWish(string Prompt, ImmutableArray<string> Links, string? Topic)
{
    private const int MaxLinks = 10;
    private const int MaxTopic = 200;
    private const int Patience = 200;

    public bool IsNone => Links.IsEmpty && Topic is null;

    public static NoteWish Of(string prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        var words = new StringBuilder(prompt.Length);
        var links = ImmutableArray.CreateBuilder<string>();
        for (var i = 0; i < prompt.Length;)
        {
            if (LinkAt(prompt, i) is { } link && links.Count < MaxLinks)
            {
                words.Append(link.Shown);
                if (!links.Contains(link.Target)) links.Add(link.Target);
                i += link.Length;
            }
            else
            {
                words.Append(prompt[i++]);
            }
        }

        var plain = words.ToString();
        var topic = Topics().Match(plain) is { Success: true } match
            ? match.Groups["topic"].Value.Trim().TrimEnd('.', '!', '?', '؟', '"', '”', '»') : "";
        return new NoteWish(plain, links.ToImmutable(), topic.Length is > 1 and <= MaxTopic ? topic : null);
    }

    /// <summary>Whether a plain message asks for a video of notes: "make a video of my notes on Fourier".</summary>
    public static bool AsksForVideo(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= 500 && Video().IsMatch(text) && Of(text).Topic is not null;
    }

    /// <summary>A matrix, [[1, 2], [3, 4]] or [[5]], is none.</summary>
    private static (string Target, string Shown, int Length)? LinkAt(string text, int at)
    {
        if (!text.AsSpan(at).StartsWith("[[", StringComparison.Ordinal)) return null;
        var end = text.IndexOf("]]", at, StringComparison.Ordinal);
        if (end < 0 || end - at > 300) return null;
        var inner = text[(at + 2)..end];
        if (inner.AsSpan().IndexOfAny('[', ']', '\n') >= 0 || !inner.Any(char.IsLetter)) return null;
        var parts = inner.Split('|', 2);
        var target = parts[0].TrimEnd('\\').Trim();
        return target.Length == 0 ? null : (target, parts.Length > 1 ? parts[1].Trim() : target.Split('/')[^1], end + 2 - at);
    }

    [GeneratedRegex(
        """
        (?ix) \b(?:my|our)\s+(?:own\s+)?notes\s+(?:on|about|of|regarding)\s+(?<topic>[^\n]+)
        | \b(?:mes|nos)\s+notes\s+(?:sur|à\s+propos\s+d[e'’]|de\s|d['’])\s*(?<topic>[^\n]+)
        | \b(?:mis|nuestr[ao]s)\s+(?:notas|apuntes)\s+(?:sobre|acerca\s+de|de)\s+(?<topic>[^\n]+)
        | \b(?:meine[nr]?|unsere[nr]?)\s+(?:Notizen|Aufzeichnungen)\s+(?:über|zu[mr]?|von)\s+(?<topic>[^\n]+)
        | \b(?:minhas|meus)\s+(?:notas|anotações|apontamentos)\s+(?:sobre|d[eoa])\s+(?<topic>[^\n]+)
        | \b(?:i\s+miei\s+appunti|le\s+mie\s+note|miei\s+appunti|mie\s+note)\s+(?:su(?:l|llo|lla|i|gli|lle)?|di)\s+(?<topic>[^\n]+)
        | ملاحظاتي\s+(?:عن|حول|في)\s+(?<topic>[^\n]+)
        """,
        RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Topics();

    [GeneratedRegex(
        @"(?i)\b(?:video|vidéo|vídeo|film|animation|animación|animação)\b|فيديو", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Video();
}
