using System.Collections.Frozen;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Wording;

/// <summary>Guesses which of our languages a person speaks from their first messages.</summary>
internal static class Languages
{
    private static readonly (string Language, string[] Words)[] s_signs =
    [
        ("fr",
        [
            "le", "la", "les", "des", "une", "est", "et", "pour", "dans", "que",
            "qui", "expliquer", "explique", "bonjour", "vous", "je", "du", "comment", "pourquoi", "merci",
        ]),
        ("es",
        [
            "el", "los", "las", "una", "es", "y", "para", "por", "que",
            "explica", "explicar", "hola", "como", "cómo", "qué", "del", "gracias", "quiero", "un",
        ]),
        ("en", ["the", "is", "a", "an", "of", "what", "how", "explain", "and", "to", "please", "hello", "why", "for"]),
    ];

    private static readonly FrozenDictionary<string, string> s_names = new Dictionary<string, string>
    {
        ["english"] = "en", ["anglais"] = "en", ["inglés"] = "en", ["ingles"] = "en", ["الإنجليزية"] = "en", ["الانجليزية"] = "en",
        ["french"] = "fr", ["français"] = "fr", ["francais"] = "fr", ["francés"] = "fr", ["frances"] = "fr", ["الفرنسية"] = "fr",
        ["spanish"] = "es", ["español"] = "es", ["espanol"] = "es", ["espagnol"] = "es", ["الإسبانية"] = "es", ["الاسبانية"] = "es",
        ["arabic"] = "ar", ["arabe"] = "ar", ["árabe"] = "ar", ["العربية"] = "ar", ["عربي"] = "ar",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The code of one of <see cref="Texts.All"/> by itself, with a country, or by the language's name; otherwise null.</summary>
    public static string? Named(string language) =>
        s_names.TryGetValue(language, out var code) ? code
        : language.Split('-', '_')[0].ToLowerInvariant() is var first && Texts.All.ContainsKey(first) ? first : null;

    /// <summary>The ISO 639-1 code of one of <see cref="Texts.All"/>, or null if it cannot be told yet.</summary>
    public static string? Of(InboundMessage message)
    {
        if (message.Language is { Length: >= 2 } said && Texts.All.ContainsKey(said[..2].ToLowerInvariant()))
            return said[..2].ToLowerInvariant();
        if (message.Text is not { Length: > 0 } text || text.StartsWith('/') && !text.Contains(' ')) return null;
        if (text.Count(c => c is >= '\u0600' and <= '\u06FF') > text.Length / 4) return "ar";

        char[] separators = [' ', ',', '.', '?', '!', '\n', '\'', '’', ':', ';', '¿', '¡'];
        var words = text.ToLowerInvariant().Split(separators, StringSplitOptions.RemoveEmptyEntries);
        var best = s_signs.Select(s => (s.Language, Hits: words.Count(w => s.Words.Contains(w)))).OrderByDescending(s => s.Hits).ToArray();
        return best[0].Hits >= 2 && best[0].Hits > best[1].Hits ? best[0].Language : null;
    }
}
