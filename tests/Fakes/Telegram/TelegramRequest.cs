namespace ObsidianVault.Fakes.Telegram;

/// <summary>One call to the Bot API.</summary>
public abstract record TelegramRequest(string Token, string Method)
{
    /// <summary>The call's chat, or 0.</summary>
    public long ChatId { get; init; }

    /// <summary>The topic of a forum or a private chat, or null.</summary>
    public long? Thread { get; init; }

    /// <summary>The topic of a channel's direct messages, or null.</summary>
    public long? DirectTopic { get; init; }

    /// <summary>The business connection whose chat it is, or null.</summary>
    public string? Connection { get; init; }

    /// <summary>The buttons as received JSON, or null.</summary>
    public string? ReplyMarkup { get; init; }

    /// <summary>The styles of the text or caption as received JSON, or null.</summary>
    public string? Entities { get; init; }
}

/// <summary>sendMessage.</summary>
public sealed record TelegramMessageSent(string Token, string Text, string? ParseMode) : TelegramRequest(Token, "sendMessage")
{
    /// <summary>The reply parameters as received JSON, or null.</summary>
    public string? ReplyParameters { get; init; }
}

/// <summary>editMessageText.</summary>
public sealed record TelegramMessageEdited(string Token, int MessageId, string Text) : TelegramRequest(Token, "editMessageText");

/// <summary>sendVideo, with the uploaded bytes; none if a file that Telegram already has is sent again.</summary>
public sealed record TelegramVideoSent(string Token, string? Caption, bool SupportsStreaming, string? FileName, byte[] Video)
    : TelegramRequest(Token, "sendVideo")
{
    /// <summary>The reply parameters as received JSON, or null.</summary>
    public string? ReplyParameters { get; init; }

    /// <summary>The file that is sent again, or null for an upload.</summary>
    public string? FileId { get; init; }
}

/// <summary>sendPhoto, with the uploaded bytes.</summary>
public sealed record TelegramPhotoSent(string Token, string? Caption, string? FileName, byte[] Photo) : TelegramRequest(Token, "sendPhoto")
{
    /// <summary>The reply parameters as received JSON, or null.</summary>
    public string? ReplyParameters { get; init; }
}

/// <summary>Any other method.</summary>
public sealed record TelegramOther(string Token, string Method, IReadOnlyDictionary<string, string> Fields)
    : TelegramRequest(Token, Method);
