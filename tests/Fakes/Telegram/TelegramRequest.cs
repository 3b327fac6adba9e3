namespace ObsidianVault.Fakes.Telegram;

/// <summary>One call of the Bot API.</summary>
public abstract record TelegramRequest(string Token, string Method)
{
    /// <summary>The chat of the call, or 0.</summary>
    public long ChatId { get; init; }

    /// <summary>The buttons, as the JSON that came, or null.</summary>
    public string? ReplyMarkup { get; init; }

    /// <summary>The styles of the text or the caption, as the JSON that came, or null.</summary>
    public string? Entities { get; init; }
}

/// <summary>sendMessage.</summary>
public sealed record TelegramMessageSent(string Token, string Text, string? ParseMode) : TelegramRequest(Token, "sendMessage")
{
    /// <summary>The reply parameters, as the JSON that came, or null.</summary>
    public string? ReplyParameters { get; init; }
}

/// <summary>editMessageText.</summary>
public sealed record TelegramMessageEdited(string Token, int MessageId, string Text) : TelegramRequest(Token, "editMessageText");

/// <summary>sendVideo, with the bytes of the upload; none where a file that Telegram has is sent again.</summary>
public sealed record TelegramVideoSent(string Token, string? Caption, bool SupportsStreaming, string? FileName, byte[] Video)
    : TelegramRequest(Token, "sendVideo")
{
    /// <summary>The reply parameters, as the JSON that came, or null.</summary>
    public string? ReplyParameters { get; init; }

    /// <summary>The file that is sent again, or null for an upload.</summary>
    public string? FileId { get; init; }
}

/// <summary>sendPhoto, with the bytes of the upload.</summary>
public sealed record TelegramPhotoSent(string Token, string? Caption, string? FileName, byte[] Photo) : TelegramRequest(Token, "sendPhoto")
{
    /// <summary>The reply parameters, as the JSON that came, or null.</summary>
    public string? ReplyParameters { get; init; }
}

/// <summary>Any other method.</summary>
public sealed record TelegramOther(string Token, string Method, IReadOnlyDictionary<string, string> Fields) : TelegramRequest(Token, Method);
