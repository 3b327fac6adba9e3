using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Serving;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>How long a call may take, and how long its provider may be silent.</summary>
public sealed class DeadlineTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly ProviderExchange _exchange = new();

    [Theory]
    [InlineData(59, false, false)]
    [InlineData(61, false, true)]
    [InlineData(61, true, false)]
    [InlineData(599, true, false)]
    [InlineData(601, true, true)]
    public void A_call_that_has_begun_is_ended_by_the_limit_of_the_whole(int seconds, bool accepted, bool isOver)
    {
        using var deadline = new CallDeadline(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(600), _clock, default);
        deadline.Follow(_exchange);
        _exchange.WasAccepted = accepted;
        // What was accepted once has begun, also if another provider is asked now.
        if (accepted) deadline.Follow(new ProviderExchange());

        for (var i = 0; i < seconds; i++) _clock.Advance(TimeSpan.FromSeconds(1));

        deadline.Token.IsCancellationRequested.ShouldBe(isOver);
        deadline.Remaining.ShouldBe(TimeSpan.FromSeconds(isOver ? 0 : (accepted ? 600 : 60) - seconds));
    }

    [Fact]
    public void A_call_that_nobody_waits_for_ends()
    {
        using var abandoned = new CancellationTokenSource();
        using var deadline = new CallDeadline(TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(600), _clock, abandoned.Token);
        abandoned.Cancel();
        deadline.Token.IsCancellationRequested.ShouldBeTrue();
    }

    [Theory]
    [InlineData(20, 120)]
    [InlineData(300, 10)]
    public void Before_the_first_byte_one_limit_holds_and_after_it_another(int first, int silence)
    {
        using var limit = new SilenceLimit(_exchange, TimeSpan.FromSeconds(first), TimeSpan.FromSeconds(silence), _clock, default);
        _clock.Advance(TimeSpan.FromSeconds(first - 1));
        limit.IsOver.ShouldBeFalse();

        for (var i = 0; i < 50; i++)
        {
            _exchange.LastByte = _clock.GetTimestamp();
            _clock.Advance(TimeSpan.FromSeconds(silence - 1));
            limit.IsOver.ShouldBeFalse("bytes come");
        }

        _clock.Advance(TimeSpan.FromSeconds(2));
        (limit.IsOver, limit.Token.IsCancellationRequested).ShouldBe((true, true));
    }

    [Fact]
    public void Nothing_at_all_ends_the_attempt_at_the_first_limit()
    {
        using var limit = new SilenceLimit(_exchange, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(120), _clock, default);
        _clock.Advance(TimeSpan.FromSeconds(20));
        limit.IsOver.ShouldBeTrue();
    }

    [Fact]
    public void A_model_that_speaks_may_pause_for_less_than_one_that_thinks()
    {
        using var limit = new SilenceLimit(_exchange, TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(120), _clock, default);
        _exchange.LastByte = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(90));
        _exchange.LastByte = _clock.GetTimestamp();
        limit.Set(TimeSpan.FromSeconds(30));
        _clock.Advance(TimeSpan.FromSeconds(29));
        limit.IsOver.ShouldBeFalse();
        _clock.Advance(TimeSpan.FromSeconds(1));
        limit.IsOver.ShouldBeTrue();
    }
}
