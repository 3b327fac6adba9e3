using System.Collections.Immutable;
using System.Text;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>A button under a message: it either sends its payload back to us or opens a link.</summary>
/// <param name="Title">The label.</param>
/// <param name="Payload">What comes back as <see cref="InboundMessage.Payload"/>: 1-64 bytes of UTF-8. Null for a link.</param>
/// <param name="Url">The http, https or tg URL to open. Null for a payload.</param>
public sealed record TelegramButton(string Title, string? Payload = null, string? Url = null)
{
    public const int MaxPayloadBytes = 64;

    /// <summary>What is wrong with the button, or null.</summary>
    internal string? Fault() => this switch
    {
        { Title: var title } when string.IsNullOrWhiteSpace(title) => "A button needs a title.",
        { Payload: null, Url: null } or { Payload: not null, Url: not null } =>
            $"The button '{Title}' needs either a payload or a URL.",
        { Payload: { } payload } when Encoding.UTF8.GetByteCount(payload) is 0 or > MaxPayloadBytes =>
            $"The payload of the button '{Title}' must have 1-{MaxPayloadBytes} bytes.",
        { Url: { } url } when !TelegramLinks.IsAllowed(url) =>
            $"The URL of the button '{Title}' must use http, https or tg and have at most {TelegramLinks.MaxLength} characters.",
        _ => null,
    };
}

/// <summary>Buttons under a message, row by row: at most 8 per row and 100 in total.</summary>
public sealed record TelegramKeyboard(ImmutableArray<ImmutableArray<TelegramButton>> Rows)
{
    public const int MaxRow = 8;
    public const int MaxButtons = 100;

    /// <summary>One button per row.</summary>
    public static TelegramKeyboard Column(params IEnumerable<TelegramButton> buttons) =>
        new([.. buttons.Select(button => ImmutableArray.Create(button))]);

    /// <summary>The first fault, or null.</summary>
    internal string? Fault()
    {
        if (Rows.Any(row => row.IsDefaultOrEmpty || row.Length > MaxRow)) return $"A row must have 1-{MaxRow} buttons.";
        if (Rows.Sum(row => row.Length) > MaxButtons) return $"A keyboard can have at most {MaxButtons} buttons.";
        return Rows.SelectMany(row => row).Select(button => button.Fault()).FirstOrDefault(fault => fault is not null);
    }
}
