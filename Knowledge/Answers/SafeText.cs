using System.Buffers;
using System.Text;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// Takes out of an answer what could make a request leave the machine of whoever reads it: pictures, and links that neither the
/// question nor a source has. A note that tells a model to put other notes into an address gets nowhere with it.
/// </summary>
internal sealed class SafeText
{
    private static readonly SearchValues<char> s_ends = SearchValues.Create(" \t\r\n<>\"`)]}|");
    private const string Removed = "…";
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <param name="texts">Texts whose addresses may be repeated.</param>
    public SafeText(IEnumerable<string> texts)
    {
        foreach (var text in texts)
        {
            for (var i = 0; i < text.Length; i++)
            {
                if (Address(text, i) is not { } length) continue;
                _known.Add(text.Substring(i, length));
                i += length;
            }
        }
    }

    public string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length;)
        {
            var rest = text.AsSpan(i);
            if (rest[0] == '!' && rest.Length > 1 && rest[1] == '[')
            {
                // The words of a picture may stay; what would load it may not.
                i++;
                if (rest.StartsWith("![[", StringComparison.Ordinal) && rest.IndexOf("]]") is > 0 and var end) i += end + 1;
            }
            else if (rest[0] == '[' && Link(rest) is { } link)
            {
                safe.Append(Of(rest.Slice(1, link.Words).ToString()));
                var target = rest[(link.Words + 3)..(link.Length - 1)].Trim().ToString();
                if (_known.Contains(target)) safe.Append(" (").Append(target).Append(')');
                i += link.Length;
            }
            else if (rest[0] == '<' && rest.Length > 1 && (char.IsAsciiLetter(rest[1]) || rest[1] is '/' or '!')
                && rest.IndexOf('>') is > 0 and < 2_000 and var close && rest[..close].IndexOfAny('=', ':') > 0)
            {
                i += close + 1;
            }
            else if (Address(text, i) is { } length)
            {
                var address = text.Substring(i, length);
                safe.Append(_known.Contains(address) ? address : Removed);
                i += length;
            }
            else
            {
                safe.Append(text[i++]);
            }
        }

        return safe.ToString();
    }

    private static (int Words, int Length)? Link(ReadOnlySpan<char> rest)
    {
        var words = rest.IndexOf("](", StringComparison.Ordinal);
        if (words < 0 || rest[..words].Contains('\n')) return null;
        var (depth, i) = (0, words + 1);
        for (; i < rest.Length; i++)
        {
            if (rest[i] == '(') depth++;
            if (rest[i] == ')' && --depth == 0) return (words - 1, i + 1);
        }

        // The rest of a link that is not closed yet, or never.
        return (words - 1, rest.Length + 1) is var open && rest.Length > words + 2 ? (open.Item1, rest.Length) : null;
    }

    /// <summary>The length of an address that a program may open: with a scheme, or as the pages of the web are written.</summary>
    private static int? Address(string text, int at)
    {
        if (at > 0 && (char.IsLetterOrDigit(text[at - 1]) || text[at - 1] == '/')) return null;
        var rest = text.AsSpan(at);
        var scheme = rest.StartsWith("//", StringComparison.Ordinal) || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("data:", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase);
        if (!scheme)
        {
            var letters = rest.IndexOfAnyExceptInRange('A', 'z');
            if (letters is < 2 or > 20 || !rest[letters..].StartsWith("://", StringComparison.Ordinal)) return null;
        }

        var end = rest.IndexOfAny(s_ends);
        var length = end < 0 ? rest.Length : end;
        while (length > 0 && rest[length - 1] is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '*' or '_') length--;
        return length < 4 ? null : length;
    }
}
