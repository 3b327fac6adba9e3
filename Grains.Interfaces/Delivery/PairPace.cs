namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>The rate limit per recipient: a burst, which regains one message per period.</summary>
/// <param name="Period">The time that one message costs.</param>
/// <param name="Burst">How many messages may be sent at once, 1 or more.</param>
public sealed record PairPace(TimeSpan Period, int Burst)
{
    /// <summary>When the next message may be sent, given the times of earlier ones in order.</summary>
    public DateTimeOffset NextAt(IEnumerable<DateTimeOffset> sent)
    {
        var paid = DateTimeOffset.MinValue;
        foreach (var at in sent) paid = (paid > at ? paid : at) + Period;
        var credit = (Burst - 1) * Period;
        return paid - DateTimeOffset.MinValue > credit ? paid - credit : DateTimeOffset.MinValue;
    }
}
