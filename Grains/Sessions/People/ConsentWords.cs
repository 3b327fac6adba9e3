using System.Collections.Frozen;
using System.Text;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Grains.Sessions.People;

/// <summary>The words with which people opt out or back in, as the whole message, in several languages.</summary>
internal static class ConsentWords
{
    private static readonly FrozenSet<string> s_stop = new[]
    {
        "stop", "stopall", "stop all", "unsubscribe", "opt out", "optout", "stop promotions", "end all", "end", "quit",
        "arret", "arreter", "arretez", "arrete", "desabonner", "desabonnement", "se desabonner", "desinscrire", "desinscription", "stopper",
        "alto", "parar", "baja", "cancelar suscripcion", "darse de baja", "detener",
        "stopp", "abmelden", "abbestellen",
        "sair", "cancelar inscricao", "basta", "disiscrivi",
        "توقف", "ايقاف", "إيقاف", "قف", "الغاء الاشتراك", "إلغاء الاشتراك",
    }.Select(Normal).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> s_start = new[]
    {
        "start", "unstop", "subscribe", "opt in", "commencer", "reprendre", "empezar", "iniciar", "comenzar", "alta", "anmelden",
        "ابدأ", "ابدا", "بدء", "اشتراك",
    }.Select(Normal).ToFrozenSet(StringComparer.Ordinal);

    public static bool MeansStop(string? text) => text is not null
        && (TypedText.Word(text[..Math.Min(text.Length, 20)]).StartsWith("/stop ", StringComparison.OrdinalIgnoreCase)
            || (text.Length <= 60 && s_stop.Contains(Normal(text))));

    public static bool MeansStart(string? text) => text is { Length: <= 60 } && s_start.Contains(Normal(text));

    // Lengthens a word of Arabic, and is no part of it.
    private const char Tatweel = '\u0640';

    /// <summary>Lower case, with plain signs, without accents, the slash of a command, and surrounding punctuation.</summary>
    private static string Normal(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in TypedText.Lookalike(text).ToLowerInvariant())
            if (c == Tatweel) continue;
            else if (char.IsLetterOrDigit(c)) plain.Append(WithoutAccent(c));
            else if (char.IsWhiteSpace(c) && plain.Length > 0 && plain[^1] != ' ') plain.Append(' ');
        return plain.ToString().Trim();
    }

    // Without the system's culture data, which this program does not load, String.Normalize leaves these as they are.
    private static char WithoutAccent(char c) => c switch
    {
        >= 'à' and <= 'å' => 'a',
        'ç' => 'c',
        >= 'è' and <= 'ë' => 'e',
        >= 'ì' and <= 'ï' => 'i',
        'ñ' => 'n',
        >= 'ò' and <= 'ö' => 'o',
        >= 'ù' and <= 'ü' => 'u',
        'أ' or 'إ' or 'آ' => 'ا',
        _ => c,
    };
}
