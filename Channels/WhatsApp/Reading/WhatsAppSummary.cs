using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>Describes content without text in one line that a person and a language model can read.</summary>
internal static class WhatsAppSummary
{
    // More do not fit into the line.
    private const int MaxItems = 100;

    public static string? OfLocation(JsonElement place)
    {
        var point = Number(place, "latitude") is { } latitude && Number(place, "longitude") is { } longitude
            ? $"({latitude}, {longitude})"
            : null;
        return WhatsAppBounds.Join(", ", place.Text("name"), place.Text("address"), point, place.Text("url"));
    }

    public static string? OfContacts(IEnumerable<JsonElement> contacts) => WhatsAppBounds.OneLine(
        string.Join("; ", contacts.Take(MaxItems).Select(OfContact).OfType<string>()), WhatsAppBounds.Line);

    public static string? OfOrder(JsonElement order) => WhatsAppBounds.OneLine(
        string.Join(", ", order.Items("product_items").Take(MaxItems).Select(OfProduct).OfType<string>()), WhatsAppBounds.Line);

    /// <summary>Why the channel could not deliver something, in its own words.</summary>
    public static string? OfErrors(JsonElement holder) =>
        holder.Items("errors").Select(DetailOf).OfType<string>().FirstOrDefault();

    public static string? DetailOf(JsonElement error) => WhatsAppBounds.OneLine(
        error.Get("error_data").Text("details") ?? error.Text("details") ?? error.Text("message") ?? error.Text("title"),
        WhatsAppBounds.Line);

    /// <summary>Without the phone numbers: they are another person's, and no model needs them.</summary>
    private static string? OfContact(JsonElement contact)
    {
        var name = contact.Get("name");
        return WhatsAppBounds.Join(
            ", ", Named(name.Text("formatted_name") ?? name.Text("first_name")), contact.Get("org").Text("company"));
    }

    /// <summary>A contact without a name has its number there.</summary>
    private static string? Named(string? name) => name?.Any(char.IsLetter) == true ? name : "somebody";

    private static string? OfProduct(JsonElement item)
    {
        var price = WhatsAppBounds.Join(" ", Number(item, "item_price"), item.Text("currency"));
        return WhatsAppBounds.Join(" x ", Number(item, "quantity"), item.Text("product_retailer_id")) is { } product
            ? price is null ? product : $"{product} ({price})"
            : null;
    }

    private static string? Number(JsonElement element, string name)
    {
        var value = element.Get(name);
        if (value.ValueKind != JsonValueKind.Number) return element.Text(name);
        return value.TryGetDouble(out var number) && double.IsFinite(number) ? number.ToString(CultureInfo.InvariantCulture) : null;
    }
}
