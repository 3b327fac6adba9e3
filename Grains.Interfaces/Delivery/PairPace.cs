namespace ObsidianVault.Grains.Interfaces.Delivery;

/// <summary>How fast one person may be written to: a burst, which each further period gives back one message of.</summary>
/// <param name="Period">The time that one message costs.</param>
/// <param name="Burst">How many messages may go at once, 1 or more.</param>
public sealed record PairPace(TimeSpan Period, int Burst)
{
    /// <summary>When the next message may go, from the times of those that went, in their order.</summary>
    public DateTimeOffset NextAt(IEnumerable<DateTimeOffset> sent)
    {
        var paid = DateTimeOffset.MinValue;
        foreach (var at in sent) paid = (paid > at ? paid : at) + Period;
        var credit = (Burst - 1) * Period;
        return paid - DateTimeOffset.MinValue > credit ? paid - credit : DateTimeOffset.MinValue;
    }
}
