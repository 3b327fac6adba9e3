using System.Globalization;

namespace ObsidianVault.Fakes.Demo;

/// <summary>The demo's command-line arguments.</summary>
public sealed record DemoArguments(
    string Prompt, Uri Api, int TelegramPort, string Secret, string BotToken, string Out, TimeSpan Timeout)
{
    public const string Usage =
        """
        Usage: ObsidianVault.Fakes demo "PROMPT" --api http://127.0.0.1:PORT --telegram-port N --secret S --bot-token T --out FILE
               [--timeout SECONDS]
        Exit codes: 0 a video was delivered, 1 it failed, 2 timeout, 64 invalid arguments.
        """;

    /// <summary>The arguments, or null if they are incomplete.</summary>
    public static DemoArguments? Parse(string[] args)
    {
        if (args is not [{ Length: > 0 } prompt, .. var rest] || rest.Length % 2 != 0) return null;

        var named = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in rest.Chunk(2)) named[pair[0]] = pair[1];
        return Uri.TryCreate(named.GetValueOrDefault("--api"), UriKind.Absolute, out var api)
            && int.TryParse(named.GetValueOrDefault("--telegram-port"), CultureInfo.InvariantCulture, out var port)
            && named.TryGetValue("--secret", out var secret)
            && named.TryGetValue("--bot-token", out var token)
            && named.TryGetValue("--out", out var path)
            && int.TryParse(named.GetValueOrDefault("--timeout", "300"), CultureInfo.InvariantCulture, out var timeout)
            ? new DemoArguments(prompt, api, port, secret, token, path, TimeSpan.FromSeconds(timeout))
            : null;
    }
}
