using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Grains.Sessions;

/// <summary>Section <c>Sessions</c>.</summary>
public sealed class SessionOptions
{
    public const string Section = "Sessions";

    public const int MaxPrompt = 5_000;
    public const int MaxCode = 50_000;

    /// <summary>The address under which people reach the Api, without a trailing slash; links begin with it.</summary>
    [Required, Url]
    public string PublicUrl { get; set; } = "http://127.0.0.1:8080";

    /// <summary>The shortest time between two edits of a progress message. Default 1.5 seconds, 0 to 1 minute.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan ProgressInterval { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How often a channel may refuse a message with a retryable error before it is given up. A channel that is unreachable or
    /// too busy does not count. Default 12, 1 to 100.
    /// </summary>
    [Range(1, 100)]
    public int MaxSendAttempts { get; set; } = 12;

    /// <summary>
    /// How long a message waits in the outbox for an unreachable channel before it is given up. Default 1 day, 1 minute to 7
    /// days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan OutboxLifetime { get; set; } = TimeSpan.FromDays(1);

    /// <summary>
    /// The age, by the channel's clock, from which a message is kept and shown but no longer answered by the assistant:
    /// after an outage channels deliver messages that are days old. Default 30 minutes, 1 minute to 7 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "7.00:00:00")]
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>
    /// How long a message waits for an AI that says when it has capacity again, before the person is told that there is no
    /// answer. Default 3 minutes, 0 to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan AnswerPatience { get; set; } = TimeSpan.FromMinutes(3);

    /// <summary>
    /// How many messages of one person on Telegram or WhatsApp are answered in a minute. More are shown and not answered, and the person is
    /// told so once. Default 60, 0 to 100,000; 0 is no limit.
    /// </summary>
    [Range(0, 100_000)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>The same in an hour. Default 1,000, 0 to 100,000; 0 is no limit.</summary>
    [Range(0, 100_000)]
    public int MessagesPerHour { get; set; } = 1_000;

    /// <summary>How long a /link code is valid. Default 10 minutes, 1 minute to 1 day.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "1.00:00:00")]
    public TimeSpan LinkLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long to wait for the channel's receipt before a message is sent again, once the conversation is awake after a crash
    /// and it is unknown whether the message was sent. Only on channels that repeat our id. Default 20 seconds, 0 to 10 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:10:00")]
    public TimeSpan ReceiptWait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>How long one send to a channel may take. Default 90 seconds, 1 second to 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan SendDeadline { get; set; } = TimeSpan.FromSeconds(90);
}
