namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>
/// The send rate of one of our accounts on a channel (a bot or a phone number), which all conversations share. Key:
/// <see cref="GrainKeys.Line"/>. Keeps nothing across restarts: the channel's next response says the same again.
/// </summary>
[Alias("vault.ILineGrain")]
public interface ILineGrain : IGrainWithStringKey
{
    /// <summary>Asks to send one message.</summary>
    /// <param name="messagesPerSecond">The channel's limit for the account; null if there is none.</param>
    /// <param name="campaign">A message that nobody is waiting for; it yields to replies.</param>
    [Alias("Reserve")]
    Task<LinePass> ReserveAsync(double? messagesPerSecond, bool campaign);

    /// <summary>Reports what the response to a send said about the account.</summary>
    /// <param name="wait">How long the channel asked us to wait, or null.</param>
    /// <param name="detail">The channel's text, for the operator; contains no secrets.</param>
    [Alias("Report")]
    Task ReportAsync(LineFault fault, TimeSpan? wait, string? detail);

    [Alias("Get")]
    Task<LineStatus> GetAsync();
}

/// <param name="Granted">Whether the message may be sent; otherwise ask again after <paramref name="Wait"/>.</param>
/// <param name="Wait">The time until the message's turn.</param>
/// <param name="Probe">Whether this message tests if the account works again; report the outcome.</param>
[GenerateSerializer, Immutable, Alias("vault.LinePass")]
public sealed record LinePass([property: Id(0)] bool Granted, [property: Id(1)] TimeSpan Wait, [property: Id(2)] bool Probe = false);

/// <summary>What a channel's error says about the account rather than the message.</summary>
[GenerateSerializer, Alias("vault.LineFault")]
public enum LineFault
{
    None,
    /// <summary>Too many messages: slow down, campaigns above all.</summary>
    TooFast,
    /// <summary>People report what the account sends as spam: no campaigns for now.</summary>
    Spam,
    /// <summary>Token, permission, payment or policy problem: nothing is sent until the operator has fixed it.</summary>
    Stopped,
}

/// <param name="Fault">The current state.</param>
/// <param name="Until">When sending is tried again, or null if nothing is paused.</param>
/// <param name="Detail">The channel's text, or null.</param>
[GenerateSerializer, Immutable, Alias("vault.LineStatus")]
public sealed record LineStatus(
    [property: Id(0)] LineFault Fault, [property: Id(1)] DateTimeOffset? Until, [property: Id(2)] string? Detail);
