using System.Collections.Immutable;
using System.Text;

namespace ObsidianVault.Channels.Telegram.Sending;

/// <summary>A button under a message: one that comes back to us with its payload, or one that opens a link.</summary>
/// <param name="Title">What the person reads.</param>
/// <param name="Payload">What comes back as <see cref="InboundMessage.Payload"/>: 1-64 bytes of UTF-8. Null for a link.</param>
/// <param name="Url">An address to open, http, https or tg. Null for a payload.</param>
public sealed record TelegramButton(string Title, string? Payload = null, string? Url = null)
{
    public const int MaxPayloadBytes = 64;

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Fault() => this switch
    {
        { Title: var title } when string.IsNullOrWhiteSpace(title) => "A button needs a title.",
        { Payload: null, Url: null } or { Payload: not null, Url: not null } => $"The button '{Title}' needs either a payload or an address.",
        { Payload: { } payload } when Encoding.UTF8.GetByteCount(payload) is 0 or > MaxPayloadBytes =>
            $"The payload of the button '{Title}' must have 1-{MaxPayloadBytes} bytes.",
        { Url: { } url } when !TelegramLinks.IsAllowed(url) => $"The address of the button '{Title}' must be http, https or tg.",
        _ => null,
    };
}

/// <summary>Buttons under a message, row by row: at most 8 in a row and 100 in all.</summary>
public sealed record TelegramKeyboard(ImmutableArray<ImmutableArray<TelegramButton>> Rows)
{
    public const int MaxRow = 8;
    public const int MaxButtons = 100;

    /// <summary>One button a row.</summary>
    public static TelegramKeyboard Column(params IEnumerable<TelegramButton> buttons) =>
        new([.. buttons.Select(button => ImmutableArray.Create(button))]);

    /// <summary>The first thing that is wrong with it, or null.</summary>
    internal string? Fault()
    {
        if (Rows.Any(row => row.IsDefaultOrEmpty || row.Length > MaxRow)) return $"A row of buttons must have 1-{MaxRow}.";
        if (Rows.Sum(row => row.Length) > MaxButtons) return $"A keyboard must have at most {MaxButtons} buttons.";
        return Rows.SelectMany(row => row).Select(button => button.Fault()).FirstOrDefault(fault => fault is not null);
    }
}
