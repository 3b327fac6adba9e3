namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>Why a file was not downloaded from Meta.</summary>
internal enum WhatsAppMediaFault
{
    /// <summary>Larger than its kind allows.</summary>
    TooLarge,

    /// <summary>The bytes do not match the announced digest.</summary>
    Corrupt,

    /// <summary>A fresh link had already expired again, or the response contained none.</summary>
    Unavailable,
}

/// <summary>A file was not downloaded from Meta. Only <see cref="WhatsAppMediaFault.Unavailable"/> is worth a retry.</summary>
internal sealed class WhatsAppMediaException(WhatsAppMediaFault fault, string message) : Exception(message)
{
    public WhatsAppMediaFault Fault => fault;
}
