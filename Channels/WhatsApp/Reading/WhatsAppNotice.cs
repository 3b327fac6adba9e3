using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads changes that no session acts on. Those that matter to an operator get a note made of Meta's code words.</summary>
internal static partial class WhatsAppNotice
{
    private static readonly string[] s_words =
    [
        "event", "decision", "alert_type", "alert_severity", "new_quality_score", "new_category", "current_limit", "reason",
        "message_template_name", "message_template_language",
    ];

    public static WhatsAppLeft Of(string field, JsonElement value)
    {
        var kind = WhatsAppKinds.OfField(field);
        return new WhatsAppLeft(kind, WhatsAppOutcomes.Ignored, kind switch
        {
            WhatsAppKinds.Account or WhatsAppKinds.Alert or WhatsAppKinds.Template or WhatsAppKinds.Quality => NoteOf(field, value),
            _ => null,
        });
    }

    /// <summary>An error reported beside the messages: only its code, because the text may name a person.</summary>
    public static WhatsAppLeft OfError(JsonElement error) =>
        new(WhatsAppKinds.Error, WhatsAppOutcomes.Ignored, $"error {error.WholeNumber("code")}");

    private static string NoteOf(string field, JsonElement value)
    {
        var words = s_words.Select(name => Pair(name, value.Text(name)))
            .Append(Pair("violation", value.Get("violation_info").Text("violation_type")))
            .Append(Pair("ban", value.Get("ban_info").Text("waba_ban_state")))
            .Concat(value.Items("restriction_info").Take(5)
                .Select(restriction => Pair("restriction", restriction.Text("restriction_type"))));
        return string.Join(' ', words.OfType<string>().Prepend(field));
    }

    // Only code words: any other content of a field might be personal data or forge a log line.
    private static string? Pair(string name, string? word) =>
        word is not null && CodeWord().IsMatch(word) ? $"{name}={word}" : null;

    [GeneratedRegex(@"\A[A-Za-z0-9_.:-]{1,128}\z")]
    private static partial Regex CodeWord();
}
