using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace ObsidianVault.Knowledge.Unicode;

/// <summary>
/// Unicode's normalization forms C and D. This service runs without ICU, and then .NET's own normalization does nothing beyond
/// ASCII. Half of a surrogate pair becomes U+FFFD.
/// </summary>
public static class NormalForm
{
    private const int SyllableBase = 0xAC00;
    private const int LeadBase = 0x1100;
    private const int VowelBase = 0x1161;
    private const int TailBase = 0x11A7;
    private const int Leads = 19;
    private const int Vowels = 21;
    private const int Tails = 28;
    private const int Syllables = Leads * Vowels * Tails;

    private static readonly Lazy<Tables> s_tables = new(Tables.Read);

    /// <summary>Form C, in which an accented letter is one character where Unicode has one.</summary>
    public static string Compose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        // Below U+0300 nothing combines.
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u02FF')) return text;
        var runes = Decomposed(text);
        var kept = new List<int>(runes.Count);
        var (starter, lastClass) = (-1, -1);
        foreach (var rune in runes)
        {
            var combining = Class(rune);
            if (starter >= 0 && lastClass < combining && Pair(kept[starter], rune) is { } composed)
            {
                kept[starter] = composed;
                continue;
            }

            if (combining == 0)
            {
                if (starter == kept.Count - 1 && starter >= 0 && Pair(kept[starter], rune) is { } joined)
                {
                    kept[starter] = joined;
                    continue;
                }

                starter = kept.Count;
            }

            lastClass = combining == 0 ? -1 : combining;
            kept.Add(rune);
        }

        return Text(kept);
    }

    /// <summary>Form D, in which an accent is a character of its own after its letter.</summary>
    public static string Decompose(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.AsSpan().ContainsAnyExceptInRange('\0', '\u00BF') ? Text(Decomposed(text)) : text;
    }

    private static List<int> Decomposed(string text)
    {
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Expand(rune.Value, runes);
        // Marks after a letter are put in the order of their classes.
        for (var at = 0; at < runes.Count; at++)
        {
            if (Class(runes[at]) == 0) continue;
            var end = at + 1;
            while (end < runes.Count && Class(runes[end]) != 0) end++;
            if (end - at > 1)
            {
                var marks = runes.GetRange(at, end - at).OrderBy(Class).ToList();
                for (var i = 0; i < marks.Count; i++) runes[at + i] = marks[i];
            }

            at = end - 1;
        }

        return runes;
    }

    private static void Expand(int rune, List<int> into)
    {
        if (rune < 0xC0)
        {
            into.Add(rune);
        }
        else if (rune is >= SyllableBase and < SyllableBase + Syllables)
        {
            var index = rune - SyllableBase;
            into.Add(LeadBase + index / (Vowels * Tails));
            into.Add(VowelBase + index % (Vowels * Tails) / Tails);
            if (index % Tails > 0) into.Add(TailBase + index % Tails);
        }
        else if (s_tables.Value.Parts.TryGetValue(rune, out var parts))
        {
            Expand(parts.First, into);
            if (parts.Second > 0) into.Add(parts.Second);
        }
        else
        {
            into.Add(rune);
        }
    }

    private static int? Pair(int first, int second)
    {
        if (first is >= LeadBase and < LeadBase + Leads && second is >= VowelBase and < VowelBase + Vowels)
            return SyllableBase + ((first - LeadBase) * Vowels + second - VowelBase) * Tails;
        if (first is >= SyllableBase and < SyllableBase + Syllables && (first - SyllableBase) % Tails == 0
            && second is > TailBase and < TailBase + Tails)
        {
            return first + second - TailBase;
        }

        return s_tables.Value.Whole.TryGetValue((first, second), out var whole) ? whole : null;
    }

    private static int Class(int rune) => rune < 0x300 ? 0 : s_tables.Value.Classes.GetValueOrDefault(rune);

    private static string Text(List<int> runes)
    {
        var text = new StringBuilder(runes.Count);
        foreach (var rune in runes) text.Append(new Rune(rune));
        return text.ToString();
    }

    private sealed record Tables(
        FrozenDictionary<int, (int First, int Second)> Parts,
        FrozenDictionary<(int First, int Second), int> Whole,
        FrozenDictionary<int, int> Classes)
    {
        public static Tables Read()
        {
            var parts = new Dictionary<int, (int, int)>();
            var whole = new Dictionary<(int, int), int>();
            var classes = new Dictionary<int, int>();
            using var file = new StreamReader(typeof(NormalForm).Assembly.GetManifestResourceStream("canonical.txt")!);
            while (file.ReadLine() is { } line)
            {
                var fields = line.Split(' ');
                if (line[0] == '=')
                {
                    var range = fields[0][1..].Split('-');
                    for (var rune = Code(range[0]); rune <= Code(range[1]); rune++)
                        classes[rune] = int.Parse(fields[1], CultureInfo.InvariantCulture);
                }
                else if (line[0] != '#')
                {
                    var isPair = fields.Length > 2 && fields[2] != "!";
                    var pair = (Code(fields[1]), isPair ? Code(fields[2]) : 0);
                    parts[Code(fields[0])] = pair;
                    if (isPair && fields[^1] != "!") whole[pair] = Code(fields[0]);
                }
            }

            return new(parts.ToFrozenDictionary(), whole.ToFrozenDictionary(), classes.ToFrozenDictionary());
        }

        private static int Code(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    }
}
