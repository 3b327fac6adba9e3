namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>
/// The rate of one of our accounts on a channel, a bot or a phone number, which all conversations share. Key:
/// <see cref="GrainKeys.Line"/>. It remembers nothing over a restart: the channel's next answer says the same again.
/// </summary>
[Alias("vault.ILineGrain")]
public interface ILineGrain : IGrainWithStringKey
{
    /// <summary>Asks to send one message.</summary>
    /// <param name="messagesPerSecond">What the channel allows the account; null where it sets no limit.</param>
    /// <param name="campaign">A message that nobody waits for: it yields to replies.</param>
    [Alias("Reserve")]
    Task<LinePass> ReserveAsync(double? messagesPerSecond, bool campaign);

    /// <summary>Tells what a send's answer said of the account.</summary>
    /// <param name="wait">How long the channel asked to wait, or null.</param>
    /// <param name="detail">The channel's words, for the operator; no secrets.</param>
    [Alias("Report")]
    Task ReportAsync(LineFault fault, TimeSpan? wait, string? detail);

    [Alias("Get")]
    Task<LineStatus> GetAsync();
}

/// <param name="Granted">Whether the message has a place; else ask again after <paramref name="Wait"/>.</param>
/// <param name="Wait">When the place comes, from now.</param>
/// <param name="Probe">Whether this one message tries if the account works again: report what became of it.</param>
[GenerateSerializer, Immutable, Alias("vault.LinePass")]
public sealed record LinePass([property: Id(0)] bool Granted, [property: Id(1)] TimeSpan Wait, [property: Id(2)] bool Probe = false);

/// <summary>What a channel's error says of the account and not of the message.</summary>
[GenerateSerializer, Alias("vault.LineFault")]
public enum LineFault
{
    None,
    /// <summary>Too many messages: slower, campaigns above all.</summary>
    TooFast,
    /// <summary>People complain about what the account sends: no campaigns for now.</summary>
    Spam,
    /// <summary>Token, permission, payment or policy: nothing goes until the operator has mended it.</summary>
    Stopped,
}

/// <param name="Fault">What holds now.</param>
/// <param name="Until">When it is tried again, or null where nothing waits.</param>
/// <param name="Detail">The channel's words, or null.</param>
[GenerateSerializer, Immutable, Alias("vault.LineStatus")]
public sealed record LineStatus([property: Id(0)] LineFault Fault, [property: Id(1)] DateTimeOffset? Until, [property: Id(2)] string? Detail);
