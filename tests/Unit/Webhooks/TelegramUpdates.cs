using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Channels.Telegram;
using ObsidianVault.Channels.Telegram.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Reads updates in tests, and compares events by what is in them.</summary>
internal static class TelegramUpdates
{
    public static readonly TelegramBotIdentity Bot = new("first", 111111111, "foo_bot");
    public static readonly DateTimeOffset ReceivedAt = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static TelegramReading Read(string update, TelegramBotIdentity? bot = null)
    {
        using var json = JsonDocument.Parse(update);
        return TelegramUpdate.Read(json.RootElement, bot ?? Bot, ReceivedAt);
    }

    public static ChannelAddress Chat(long id) => new(ChannelNames.Telegram, "first", $"{id}");

    public static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    /// <summary>The update yields exactly this event.</summary>
    public static void ShouldHold(this TelegramReading reading, ChannelEvent expected, string? update = null)
    {
        reading.Outcome.ShouldBe(TelegramOutcomes.Stored, update);
        Describe(reading.Events.ShouldHaveSingleItem(update)).ShouldBe(Describe(expected), update);
    }

    /// <summary>The update yields no event, for this reason.</summary>
    public static void ShouldBeLeft(this TelegramReading reading, string outcome, string? update = null)
    {
        reading.Events.ShouldBeEmpty(update);
        reading.Outcome.ShouldBe(outcome, update);
    }

    private static string Describe(ChannelEvent e) => $"{e.GetType().Name} {JsonSerializer.Serialize(e, e.GetType(), s_json)}";
}
