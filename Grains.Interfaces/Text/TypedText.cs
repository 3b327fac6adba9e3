using System.Collections.Frozen;
using System.Text;
using System.Text.RegularExpressions;

namespace ObsidianVault.Grains.Interfaces.Text;

/// <summary>
/// Reads what people typed as the plain signs they meant. It is for what the program reads: commands, ids, numbers, formulas.
/// Text that is shown or that goes to a model stays as it was written.
/// </summary>
public static partial class TypedText
{
    private static readonly FrozenSet<SignKind> s_unseen =
        [SignKind.Invisible, SignKind.InvisibleTimes, SignKind.Joiner, SignKind.Direction];

    private static readonly FrozenSet<SignKind> s_blank = [SignKind.Space, SignKind.LineEnd];

    private static readonly FrozenSet<SignKind> s_quotes =
        [SignKind.DoubleQuote, SignKind.Guillemet, SignKind.CornerQuote, SignKind.SingleQuote, SignKind.AngleQuote];

    /// <summary>What separates words and numbers: nothing that a name or a label is made of.</summary>
    private static readonly FrozenSet<SignKind> s_separators =
    [
        SignKind.Invisible, SignKind.Direction, SignKind.Space, SignKind.LineEnd, SignKind.Hyphen, SignKind.Dash, SignKind.Minus,
        SignKind.Plus, SignKind.FullWidth, SignKind.Punctuation, SignKind.Arrow, SignKind.Ellipsis, SignKind.DecimalPoint,
    ];

    private static readonly FrozenSet<SignKind> s_word =
    [
        .. s_unseen, .. s_blank, .. s_quotes, SignKind.Hyphen, SignKind.Dash, SignKind.Minus, SignKind.FullWidth, SignKind.Punctuation,
        SignKind.Digit, SignKind.Circled, SignKind.Letter,
    ];

    private static readonly FrozenSet<SignKind> s_number =
    [
        .. s_separators, SignKind.InvisibleTimes, SignKind.Joiner, SignKind.ThousandsSeparator, SignKind.Digit, SignKind.Letter,
    ];

    private static readonly FrozenSet<SignKind> s_formula =
        [.. s_number, SignKind.Times, SignKind.InvisibleTimes, SignKind.Divide, SignKind.Relation, SignKind.Constant, SignKind.Lookalike];

    /// <summary>
    /// A word that a program reads: an id, a language, a code. Without quotes and marks of code around it, and without a full stop.
    /// </summary>
    public static string Word(string text) =>
        Signs.Replace(text, s_word).Trim().TrimStart('"', '\'', '`', '*', '_').TrimEnd('"', '\'', '`', '*', '_', '.', ',', '!', ';', ' ');

    /// <summary>A word in which letters of other alphabets stand for the Latin ones that they look like.</summary>
    public static string Lookalike(string text) => Signs.Replace(Word(text), s_lookalike);

    private static readonly FrozenSet<SignKind> s_lookalike = [SignKind.Lookalike];

    /// <summary>A name that is shown: only without quotes and white space around it.</summary>
    public static string Label(string text) =>
        text.Trim().Trim('"', '\'', '“', '”', '„', '‟', '‘', '’', '‚', '«', '»', '‹', '›', '＂').Trim()
            is { Length: > 0 } label ? label : text;

    /// <summary>
    /// Names and numbers in a list, without what shows nothing; still as it was written. <see cref="Aligned"/> is the same text
    /// with plain separators, sign by sign, so that a name found in one can be taken from the other.
    /// </summary>
    public static string Listed(string text) => Signs.Replace(GroupedDigits().Replace(text, ""), s_unseenInLists);

    /// <inheritdoc cref="Listed"/>
    public static string Aligned(string text) => string.Create(text.Length, text, static (to, from) =>
    {
        for (var i = 0; i < to.Length; i++)
            to[i] = Rune.TryCreate(from[i], out var rune) && Signs.Of(rune) is { } sign && s_separators.Contains(sign.Kind)
                ? sign.Kind == SignKind.Arrow ? Arrows[sign.Plain] : sign.Plain is [var one] ? one : from[i]
                : from[i];
    });

    private static readonly FrozenDictionary<string, char> Arrows =
        new Dictionary<string, char> { ["->"] = '→', ["<-"] = '←', ["<->"] = '↔' }.ToFrozenDictionary();

    private static readonly FrozenSet<SignKind> s_unseenInLists = [SignKind.Invisible, SignKind.Direction];

    /// <summary>A number, a range or a pair of coordinates.</summary>
    public static string Number(string text) => Mixed(Signs.Replace(GroupedDigits().Replace(text, ""), s_number));

    /// <summary>A formula: powers are written with ^, fractions with a slash; names of functions are not read.</summary>
    public static string Formula(string text) =>
        Signs.Replace(Powers().Replace(Number(text), power => $"^({Signs.Replace(power.Value, s_powers)})"), s_formula);

    private static readonly FrozenSet<SignKind> s_powers = [SignKind.Superscript];

    /// <summary>Code, only to see whether it is some: what it shows is changed too.</summary>
    public static string Code(string text) => Signs.Replace(text, s_code);

    private static readonly FrozenSet<SignKind> s_code = [.. s_unseen, .. s_blank, .. s_quotes, SignKind.FullWidth, SignKind.Punctuation];

    /// <summary>Whether the rune shows nothing.</summary>
    public static bool IsUnseen(Rune rune) => Signs.Of(rune) is { } sign && s_unseen.Contains(sign.Kind);

    /// <summary>Whether the rune is white space, of whatever width.</summary>
    public static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || (Signs.Of(rune) is { } sign && s_blank.Contains(sign.Kind));

    /// <summary>Whether the rune is a quote of any form.</summary>
    public static bool IsQuote(Rune rune) =>
        rune.Value is '"' or '\'' or '`' || (Signs.Of(rune) is { } sign && s_quotes.Contains(sign.Kind));

    /// <summary>2½ is 2 and a half, ½ alone is a half.</summary>
    private static string Mixed(string text) => Fractions().Replace(text, found =>
    {
        var fraction = Signs.Of(Rune.GetRuneAt(found.Value, found.Value.Length - 1))!.Value.Plain;
        return found.Groups["whole"].Success ? $"({found.Groups["whole"].Value}+{fraction})" : $"({fraction})";
    });

    // A no-break space, an apostrophe or an Arabic sign between groups of three digits.
    [GeneratedRegex(@"(?<=(?<!\d)\d{1,3}(?:[\u00A0\u2009\u202F'’٬]\d{3})*)[\u00A0\u2009\u202F'’٬](?=\d{3}(?!\d))")]
    private static partial Regex GroupedDigits();

    [GeneratedRegex(@"(?<whole>\d+)?\s?[¼-¾⅐-⅞↉]")]
    private static partial Regex Fractions();

    [GeneratedRegex(@"[²³¹⁰-ⁿᵃ-ᵿʰ-ʸˡ-ˣᶜᶠᶻ]+")]
    private static partial Regex Powers();
}
