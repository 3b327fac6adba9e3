using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Writing;

namespace ObsidianVault.Unit.Writing;

public sealed class WritingWaitsTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Theory]
    [InlineData(AiCause.ProviderRateLimited)]
    [InlineData(AiCause.ProviderOverloaded)]
    [InlineData(AiCause.ProviderQuotaExhausted)]
    [InlineData(AiCause.PolicyProviderBudget)]
    [InlineData(AiCause.OwnQueueFull)]
    [InlineData(AiCause.OwnUnavailable)]
    public void What_passes_is_waited_for(AiCause cause) => Of(cause, hint: 30).ShouldBe(TimeSpan.FromSeconds(30));

    [Theory]
    [InlineData(AiCause.ProviderServerError)]
    [InlineData(AiCause.ProviderTimeout)]
    [InlineData(AiCause.ProviderAuthFailed)]
    [InlineData(AiCause.ProviderAnswerInvalid)]
    [InlineData(AiCause.CallerContentRefused)]
    [InlineData(AiCause.OwnNotConfigured)]
    [InlineData(AiCause.OwnError)]
    public void What_nobody_says_passes_is_not(AiCause cause) => Of(cause, hint: 30).ShouldBeNull();

    [Fact]
    public void Without_a_hint_the_pause_doubles_up_to_a_minute() =>
        Enumerable.Range(1, 6).Select(runs => (int)Of(AiCause.OwnUnavailable, runs: runs)!.Value.TotalSeconds)
            .ShouldBe([5, 10, 20, 40, 60, 60]);

    [Fact]
    public void A_hint_below_the_pause_does_not_shorten_it() =>
        Of(AiCause.OwnUnavailable, hint: 1, runs: 3).ShouldBe(TimeSpan.FromSeconds(20));

    [Fact]
    public void A_wait_beyond_the_jobs_time_is_none() =>
        WritingWaits.Of(new AiException(AiCause.ProviderQuotaExhausted, "") { RetryAfter = Hour * 2 }, 1, Hour).ShouldBeNull();

    [Fact]
    public void A_budget_is_waited_for_where_calls_under_way_hold_it()
    {
        Of(AiCause.PolicyBudgetExceeded, hint: 5).ShouldNotBeNull();
        Of(AiCause.PolicyBudgetExceeded, hint: 7_200).ShouldBeNull();
        Of(AiCause.PolicyBudgetExceeded).ShouldBeNull();
    }

    private static TimeSpan? Of(AiCause cause, int? hint = null, int runs = 1) =>
        WritingWaits.Of(new AiException(cause, "") { RetryAfter = hint is { } seconds ? TimeSpan.FromSeconds(seconds) : null }, runs, Hour);
}
