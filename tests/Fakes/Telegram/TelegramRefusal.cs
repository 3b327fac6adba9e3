namespace ObsidianVault.Fakes.Telegram;

/// <summary>The Bot API rejects a call.</summary>
/// <param name="Description">The Bot API's own wording.</param>
/// <param name="MigrateToChatId">The chat id to use instead, or null.</param>
internal sealed record TelegramRefusal(int Status, string Description, long? MigrateToChatId = null)
{
    public static TelegramRefusal BadRequest(string what) => new(400, $"Bad Request: {what}");

    public IResult Answer() => MigrateToChatId is { } chat
        ? TelegramJson.Of(
            new { ok = false, error_code = Status, description = Description, parameters = new { migrate_to_chat_id = chat } }, Status)
        : TelegramJson.Of(new { ok = false, error_code = Status, description = Description }, Status);
}
