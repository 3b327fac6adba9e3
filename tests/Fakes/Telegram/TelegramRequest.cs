namespace ObsidianVault.Fakes;

/// <summary>One call of the Bot API.</summary>
public abstract record TelegramRequest(string Token, string Method)
{
    /// <summary>The chat of the call, or 0.</summary>
    public long ChatId { get; init; }
}

/// <summary>sendMessage.</summary>
public sealed record TelegramMessageSent(string Token, string Text, string? ParseMode) : TelegramRequest(Token, "sendMessage");

/// <summary>editMessageText.</summary>
public sealed record TelegramMessageEdited(string Token, int MessageId, string Text) : TelegramRequest(Token, "editMessageText");

/// <summary>sendVideo, with the bytes of the upload.</summary>
public sealed record TelegramVideoSent(string Token, string? Caption, bool SupportsStreaming, string? FileName, byte[] Video)
    : TelegramRequest(Token, "sendVideo");

/// <summary>Any other method.</summary>
public sealed record TelegramOther(string Token, string Method, IReadOnlyDictionary<string, string> Fields) : TelegramRequest(Token, Method);
