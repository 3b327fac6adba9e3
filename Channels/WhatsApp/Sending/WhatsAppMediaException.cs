namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Why a file of Meta's was not taken.</summary>
internal enum WhatsAppMediaFault
{
    /// <summary>Larger than its kind may be.</summary>
    TooLarge,

    /// <summary>Not the bytes whose digest was announced.</summary>
    Corrupt,

    /// <summary>The link had expired again when it was used at once, or the answer held none.</summary>
    Unavailable,
}

/// <summary>A file of Meta's was not taken. Trying again helps for <see cref="WhatsAppMediaFault.Unavailable"/> alone.</summary>
internal sealed class WhatsAppMediaException(WhatsAppMediaFault fault, string message) : Exception(message)
{
    public WhatsAppMediaFault Fault => fault;
}
