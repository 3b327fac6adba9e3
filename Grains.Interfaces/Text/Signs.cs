using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ObsidianVault.Grains.Interfaces.Text;

/// <summary>What a typographic sign is, and the plain text that it stands for.</summary>
public readonly record struct Sign(SignKind Kind, string Plain);

/// <summary>
/// The table of signs that keyboards, word processors and messengers put where plain ones are meant. It is one file,
/// Renderer/Runtime/signs/signs.tsv, which the renderer's Python reads too.
/// </summary>
public static class Signs
{
    private static readonly FrozenDictionary<int, Sign> s_signs = Read();

    /// <summary>All signs by their code points.</summary>
    public static IReadOnlyDictionary<int, Sign> All => s_signs;

    /// <summary>The sign, or null for one that stands for itself.</summary>
    public static Sign? Of(Rune rune) => !rune.IsAscii && s_signs.TryGetValue(rune.Value, out var sign) ? sign : null;

    /// <summary>The text with the plain form of every sign of these kinds.</summary>
    public static string Replace(string text, IReadOnlySet<SignKind> kinds)
    {
        if (Ascii.IsValid(text)) return text;
        var plain = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            // Half a surrogate pair stays as it is.
            if (!Rune.TryGetRuneAt(text, at, out var rune))
            {
                plain.Append(text[at++]);
                continue;
            }

            if (Of(rune) is { } sign && kinds.Contains(sign.Kind)) plain.Append(sign.Plain);
            else plain.Append(text, at, rune.Utf16SequenceLength);
            at += rune.Utf16SequenceLength;
        }

        return plain.ToString();
    }

    private static FrozenDictionary<int, Sign> Read()
    {
        using var stream = typeof(Signs).Assembly.GetManifestResourceStream("signs.tsv")
            ?? throw new InvalidOperationException("The table of signs is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var signs = new Dictionary<int, Sign>();
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#')) AddRow(signs, line);
        }

        return signs.ToFrozenDictionary();
    }

    private static void AddRow(Dictionary<int, Sign> signs, string line)
    {
        if (line.Split('\t') is not [var codes, var name, var plain, _])
            throw new InvalidOperationException($"'{line}' is no row of the table of signs.");
        var kind = Enum.Parse<SignKind>(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
        var ends = codes.Split('-').Select(code => int.Parse(code, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToArray();
        var counts = ends.Length > 1 && plain.EndsWith("..", StringComparison.Ordinal);
        for (var code = ends[0]; code <= ends[^1]; code++)
        {
            signs.Add(code, new Sign(kind, counts
                ? ((char)(plain[0] + code - ends[0])).ToString()
                : plain.Replace("\\n", "\n", StringComparison.Ordinal)));
        }
    }
}
