using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// How much a person has written in the running minute and hour, on channels that deliver whatever is written. Kept with the conversation,
/// so that it is right on every silo.
/// </summary>
/// <param name="Minute">When the running minute began.</param>
/// <param name="InMinute">Messages in it that are answered.</param>
/// <param name="Hour">When the running hour began.</param>
/// <param name="InHour">Messages in it that are answered.</param>
/// <param name="IsTold">Whether the person was told that it is too much, since it was.</param>
[GenerateSerializer, Immutable, Alias("vault.MessageRate")]
public sealed record MessageRate(
    [property: Id(0)] DateTimeOffset Minute, [property: Id(1)] int InMinute, [property: Id(2)] DateTimeOffset Hour,
    [property: Id(3)] int InHour, [property: Id(4)] bool IsTold)
{
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>Whether messages of the channel are counted here. Those of the page are requests, and are limited as such.</summary>
    public static bool Counts(ChannelAddress from) => from.Channel != ChannelNames.Web;

    /// <summary>With the windows that run now.</summary>
    public static MessageRate At(MessageRate? rate, DateTimeOffset now)
    {
        rate ??= new MessageRate(now, 0, now, 0, false);
        if (now - rate.Minute >= s_minute) rate = rate with { Minute = now, InMinute = 0 };
        if (now - rate.Hour >= s_hour) rate = rate with { Hour = now, InHour = 0 };
        return rate;
    }

    /// <summary>One message more, which is answered.</summary>
    public MessageRate Take() => this with { InMinute = InMinute + 1, InHour = InHour + 1, IsTold = false };

    /// <summary>Whether one more is answered.</summary>
    public bool HasRoom(SessionOptions options) => (options.MessagesPerMinute == 0 || InMinute < options.MessagesPerMinute)
        && (options.MessagesPerHour == 0 || InHour < options.MessagesPerHour);
}
