using System.Collections.Immutable;
using System.Text;

namespace ObsidianVault.Knowledge.Answers.Quotes;

/// <summary>
/// Text in which whitespace and typography do not count: one kind of quotation mark, of apostrophe, of dash and of space. All that
/// bears meaning stays: case, digits, signs, accents, superscripts.
/// </summary>
internal sealed class FoldedText
{
    private static readonly string[] s_ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    private readonly ImmutableArray<int> _origins;

    private FoldedText(string text, ImmutableArray<int> origins) => (Text, _origins) = (text, origins);

    public string Text { get; }

    public static FoldedText Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        var origins = ImmutableArray.CreateBuilder<int>(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsWhiteSpace(c))
            {
                if (folded.Length == 0 || folded[^1] != ' ') Add(' ', i);
                continue;
            }

            if (IsUnseen(c)) continue;
            switch (c)
            {
                case '“' or '”' or '„' or '‟' or '«' or '»' or '″' or '〝' or '〞' or '＂':
                    Add('"', i);
                    break;
                case '‘' or '’' or '‚' or '‛' or '′' or 'ʼ' or '´' or '`' or '＇':
                    Add('\'', i);
                    break;
                case '‐' or '‑' or '‒' or '–' or '—' or '―' or '−' or '﹣' or '－':
                    Add('-', i);
                    break;
                case '…':
                    for (var dot = 0; dot < 3; dot++) Add('.', i);
                    break;
                case >= 'ﬀ' and <= 'ﬆ':
                    foreach (var letter in s_ligatures[c - 'ﬀ']) Add(letter, i);
                    break;
                case >= '！' and <= '～':
                    Add((char)(c - '！' + '!'), i);
                    break;
                default:
                    Add(c, i);
                    break;
            }
        }

        return new FoldedText(folded.ToString(), origins.DrainToImmutable());

        void Add(char c, int origin)
        {
            folded.Append(c);
            origins.Add(origin);
        }
    }

    /// <summary>Where the character stood in the text that was folded.</summary>
    public int Origin(int index) => _origins[index];

    /// <summary>The first character that comes from the given place or from behind it.</summary>
    public int FirstFrom(int origin)
    {
        var found = _origins.BinarySearch(origin);
        if (found < 0) return ~found;
        while (found > 0 && _origins[found - 1] == origin) found--;
        return found;
    }

    /// <summary>Soft hyphens, joiners, marks of direction, the Arabic stretch.</summary>
    private static bool IsUnseen(char c) =>
        c is '\u00AD' or '\u0640' || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;
}
