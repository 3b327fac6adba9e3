using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>One readable line for each kind of content without text.</summary>
internal static class TelegramSummaries
{
    private const int MaxListed = 12;

    public static string Location(JsonElement location) =>
        $"{(location.Has("live_period") ? "Live location" : "Location")} {Coordinates(location)}".TrimEnd();

    public static string Venue(JsonElement venue) =>
        $"Place: {Joined(", ", venue.Text("title"), venue.Text("address"))} {Coordinates(venue.Get("location"))}".TrimEnd();

    /// <summary>Without the phone number: it is another person's, and no model needs it.</summary>
    public static string Contact(JsonElement contact) => $"Contact: {contact.NameOf()}".TrimEnd();

    public static string Poll(JsonElement poll) => Listed($"Poll: {poll.Text("question")}", poll.Items("options"));

    public static string Checklist(JsonElement checklist) => Listed($"Checklist: {checklist.Text("title")}", checklist.Items("tasks"));

    public static string Dice(JsonElement dice) =>
        Joined(" ", "Dice", dice.Text("emoji"), dice.WholeNumber("value")?.ToString(CultureInfo.InvariantCulture));

    public static string Sticker(JsonElement sticker) => Joined(" ", "Sticker", sticker.Text("emoji"));

    public static string PaidMedia(JsonElement info) =>
        string.Create(CultureInfo.InvariantCulture, $"Paid media for {info.WholeNumber("star_count") ?? 0} Stars");

    public static string Titled(string what, JsonElement content) => $"{what}: {content.Text("title")}";

    private static string Listed(string head, IEnumerable<JsonElement> items) =>
        string.Join(" · ", items.Take(MaxListed).Select(item => item.Text("text")).OfType<string>().Prepend(head));

    private static string Joined(string separator, params string?[] parts) => string.Join(separator, parts.OfType<string>());

    private static string Coordinates(JsonElement location) =>
        Number(location, "latitude") is { } latitude && Number(location, "longitude") is { } longitude
            ? string.Create(CultureInfo.InvariantCulture, $"({latitude:0.######}, {longitude:0.######})")
            : "";

    private static double? Number(JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) && Math.Abs(number) <= 180
            ? number
            : null;
}
