using System.Text.RegularExpressions;

namespace ObsidianVault.Ai.Errors;

/// <summary>
/// What a provider says about a request, for the caller who has to mend it: without keys, hosts and addresses, which are the operator's.
/// </summary>
internal static partial class ProviderReason
{
    private const int MaxLength = 600;

    /// <summary>Null if it says nothing that a caller could use.</summary>
    /// <param name="secrets">Texts that must not be in it, whatever they look like: the key, the base URL.</param>
    public static string? Of(string message, params ReadOnlySpan<string> secrets)
    {
        var text = message.Trim();
        // A page of a proxy.
        if (text.Length == 0 || text[0] == '<') return null;
        foreach (var secret in secrets)
            if (secret.Length >= 4) text = text.Replace(secret, "[…]", StringComparison.OrdinalIgnoreCase);
        text = Address().Replace(text, "[…]");
        text = Key().Replace(text, "[…]");
        text = Host().Replace(text, "[…]");
        text = Control().Replace(text, " ").Trim();
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    // No match timeouts: the texts are short, and a timeout would also fire when a busy machine delays the thread.
    [GeneratedRegex(
        """\b[a-z][a-z0-9+.-]{1,15}://[^\s"'<>)\]}]+|\bwww\.[^\s"'<>)\]}]+""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    /// <summary>Keys by their beginnings, what follows "Bearer" or "API key", organisations, long words with digits.</summary>
    [GeneratedRegex(
        """
        \b(?:sk|gsk|hf|xai|csk|nvapi|pplx|tgp)[-_][\w*.-]{6,}
        |\b(?:pk|rk|fw|r8|ak|key|api|org|proj|user|team|acct)[-_](?=[\w*.-]*[\d*])[\w*.-]{6,}
        |\bAIza[\w-]{10,}
        |(?<=\bBearer\s)\S+
        |(?<=\b(?:api[\s_-]?key|access[\s_-]token|authorization|password|secret)(?:\s+provided)?\s*[:=]\s*["']?)[^\s"',}]{4,}
        |(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{32,}(?![\w-])
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Key();

    /// <summary>Addresses and names of machines. A name has to end like one: "messages.0.content" and "gpt-4.1" are none.</summary>
    [GeneratedRegex(
        """
        (?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?![\w.])
        |\[?(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}\]?(?::\d+)?
        |\blocalhost(?::\d+)?
        |(?<![\w.-])(?:[a-z0-9_-]+\.)+(?:com|net|org|io|ai|dev|app|cloud|cn|de|eu|uk|fr|co|us|xyz|so|me|tech|run
           |internal|local|lan|svc|corp|intranet|home|test|example)(?::\d+)?(?:/[^\s"']*)?(?![\w-])
        |\b[\w.+-]+@[\w-]+\.[\w.-]+
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Host();

    [GeneratedRegex("""[\p{C}\s]+""", RegexOptions.CultureInvariant)]
    private static partial Regex Control();
}
