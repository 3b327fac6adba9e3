using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Writing;

/// <summary>The result of one step: an answer, a failure, or a request to try later.</summary>
internal abstract record WritingOutcome
{
    private WritingOutcome()
    {
    }

    public sealed record Scene(WrittenScene Written) : WritingOutcome;

    public sealed record Plan(WrittenPlan Written) : WritingOutcome;

    public sealed record Outline(WrittenOutline Written) : WritingOutcome;

    public sealed record Review(WrittenReview Written) : WritingOutcome;

    public sealed record Failed(WritingFailure Failure) : WritingOutcome;

    /// <param name="After">How long to wait before asking again.</param>
    /// <param name="Counts">Whether the attempt counts, because it may fail the same way again.</param>
    /// <param name="Cost">US dollars spent on fruitless attempts, already booked.</param>
    public sealed record Later(TimeSpan After, bool Counts, decimal Cost) : WritingOutcome;
}
