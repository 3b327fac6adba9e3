using System.Collections.Frozen;
using System.Text;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Channels.Formatting.Formulas;

/// <summary>Raised and lowered signs, where Unicode has them; the same table that reads them writes them.</summary>
internal static class Script
{
    private static readonly FrozenDictionary<char, string> s_above = Of(SignKind.Superscript);
    private static readonly FrozenDictionary<char, string> s_below = Of(SignKind.Subscript);

    /// <summary>x², xⁿ⁺¹; where a sign is missing ^x, ^(xy).</summary>
    public static string Above(string text) => text switch
    {
        "°" or "∘" => "°",
        "′" or "″" or "‴" => text,
        _ => Written(text, s_above, '^'),
    };

    /// <summary>x₁, x₍₁₂₎ is x₁₂; where a sign is missing _x, _(xy).</summary>
    public static string Below(string text) => Written(text, s_below, '_');

    private static string Written(string text, FrozenDictionary<char, string> signs, char mark)
    {
        var plain = text.Replace('−', '-').Replace(" ", "", StringComparison.Ordinal);
        if (plain.Length == 0) return "";
        return plain.All(signs.ContainsKey) ? string.Concat(plain.Select(c => signs[c]))
            : new System.Globalization.StringInfo(text).LengthInTextElements == 1 ? mark + text
            : $"{mark}({text})";
    }

    private static FrozenDictionary<char, string> Of(SignKind kind) => Signs.All
        .Where(sign => sign.Value.Kind == kind && sign.Value.Plain.Length == 1)
        .ToFrozenDictionary(sign => sign.Value.Plain[0], sign => new Rune(sign.Key).ToString());
}
