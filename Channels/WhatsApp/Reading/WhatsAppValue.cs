using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>The content of one change of a webhook, about one of our phone numbers.</summary>
/// <param name="At">The time of items that carry none of their own.</param>
internal sealed record WhatsAppValue(JsonElement Json, string Account, DateTimeOffset At, Action<WhatsAppLeft> Leave)
{
    public WhatsAppPeople People { get; } = new(Json, Account);

    public DateTimeOffset TimeOf(JsonElement item) => item.UnixTime("timestamp") ?? At;

    /// <summary>Our own number, digits only, or null.</summary>
    public string? OurNumber => Json.Get("metadata").Text("display_phone_number") is { } shown
        ? string.Concat(shown.Where(char.IsAsciiDigit))
        : null;

    /// <summary>Skips the item and counts it as ignored.</summary>
    /// <returns>Null, for readers to return.</returns>
    public ChannelEvent? Ignore(string kind)
    {
        Leave(new WhatsAppLeft(kind, WhatsAppOutcomes.Ignored));
        return null;
    }

    /// <summary>Skips the item because required fields are missing, and counts it as malformed.</summary>
    /// <returns>Null, for readers to return.</returns>
    public ChannelEvent? Malformed(string kind)
    {
        Leave(new WhatsAppLeft(kind, WhatsAppOutcomes.Malformed));
        return null;
    }

    public IEnumerable<ChannelEvent> Each(string name, string kind, Func<JsonElement, WhatsAppValue, ChannelEvent?> read)
    {
        foreach (var item in Json.Items(name))
        {
            if (item.ValueKind != JsonValueKind.Object) Malformed(kind);
            else if (read(item, this) is { } happened) yield return happened;
        }
    }
}
