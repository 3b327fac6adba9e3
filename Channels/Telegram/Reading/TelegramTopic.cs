using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>
/// The topic of a message: the thread of a forum or of a private chat with topics (core.telegram.org/bots/api#message), as its
/// number, or the topic of a channel's direct messages, with a prefix. The two are sent back in different fields.
/// </summary>
internal static class TelegramTopic
{
    private const string Direct = "direct:";

    /// <summary>Null in the main thread. A chain of replies in an ordinary group has a thread id too, but is no topic.</summary>
    public static string? Of(JsonElement message) =>
        message.Get("direct_messages_topic").WholeNumber("topic_id") is { } direct
            ? string.Create(CultureInfo.InvariantCulture, $"{Direct}{direct}")
        : message.IsTrue("is_topic_message") && message.WholeNumber("message_thread_id") is > 0 and <= int.MaxValue and var thread
            ? thread.ToString(CultureInfo.InvariantCulture)
        : null;

    /// <summary>The topic of a channel's direct messages, or null.</summary>
    public static long? DirectOf(string? topic) =>
        topic?.StartsWith(Direct, StringComparison.Ordinal) == true
            && long.TryParse(topic.AsSpan(Direct.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}
