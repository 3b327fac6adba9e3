using System.Text;
using System.Text.Json;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Reads a completed form (a Flow), whose answers arrive as JSON in a string.</summary>
internal static class WhatsAppFlow
{
    public static WhatsAppContent Of(JsonElement form, string? words)
    {
        using var answers = form.Text("response_json") is { } json ? WhatsAppBody.TryParse(Encoding.UTF8.GetBytes(json)) : null;
        return new WhatsAppContent(WhatsAppKinds.Flow)
        {
            Text = words,
            Payload = answers?.RootElement.Text("flow_token"),
            Summary = answers is null ? null : SummaryOf(answers.RootElement),
        };
    }

    private static string? SummaryOf(JsonElement answers)
    {
        if (answers.ValueKind != JsonValueKind.Object) return null;

        var lines = new List<string>();
        foreach (var answer in answers.EnumerateObject())
        {
            if (answer.NameEquals("flow_token")) continue;
            if (lines.Count == WhatsAppBounds.Line / 4) break; // no room for more
            lines.Add($"{answer.Name}: {answer.Value}");
        }

        return WhatsAppBounds.OneLine(string.Join("; ", lines), WhatsAppBounds.Line);
    }
}
