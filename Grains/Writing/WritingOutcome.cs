using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Writing;

/// <summary>What came of one step: an answer, a failure, or that it has to be asked for later.</summary>
internal abstract record WritingOutcome
{
    private WritingOutcome()
    {
    }

    public sealed record Scene(WrittenScene Written) : WritingOutcome;

    public sealed record Plan(WrittenPlan Written) : WritingOutcome;

    public sealed record Failed(WritingFailure Failure) : WritingOutcome;

    /// <param name="After">How long nobody needs to ask.</param>
    /// <param name="Counts">Whether the attempt counts: where it may fail in the same way again.</param>
    /// <param name="Cost">US dollars of attempts that came to nothing, already booked.</param>
    public sealed record Later(TimeSpan After, bool Counts, decimal Cost) : WritingOutcome;
}
