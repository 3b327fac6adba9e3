using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Hosting.Database.Work;

namespace ObsidianVault.Unit.Work;

/// <summary>When a process lets those who hold leases renew them first.</summary>
public sealed class QueueOutageTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 30, 0, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData(1, false)]
    [InlineData(10, true)]
    public async Task A_call_that_is_given_up_after_seconds_shows_an_outage(int seconds, bool isOutage)
    {
        var outage = new QueueOutage(_time);
        await Should.ThrowAsync<OperationCanceledException>(() => AfterAsync(outage, seconds, new OperationCanceledException()));
        (outage.IsOn, outage.HoldersGoFirst).ShouldBe((isOutage, isOutage));
        await AfterAsync(outage, seconds: 0, fault: null);
        (outage.IsOn, outage.HoldersGoFirst).ShouldBe((false, isOutage));
        _time.Advance(TimeSpan.FromSeconds(7));
        outage.HoldersGoFirst.ShouldBeFalse();
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(25, true)]
    public async Task After_an_answer_that_took_seconds_holders_go_first(int seconds, bool holdersGoFirst)
    {
        var outage = new QueueOutage(_time);
        await AfterAsync(outage, seconds, fault: null);
        (outage.IsOn, outage.HoldersGoFirst).ShouldBe((false, holdersGoFirst));
    }

    [Fact]
    public async Task A_call_that_fails_shows_an_outage_at_once()
    {
        var outage = new QueueOutage(_time);
        await Should.ThrowAsync<IOException>(() => AfterAsync(outage, seconds: 0, new IOException()));
        outage.IsOn.ShouldBeTrue();
    }

    private Task<bool> AfterAsync(QueueOutage outage, int seconds, Exception? fault)
    {
        var call = new TaskCompletionSource<bool>();
        var watched = outage.WatchAsync(call.Task);
        _time.Advance(TimeSpan.FromSeconds(seconds));
        if (fault is null) call.SetResult(true);
        else call.SetException(fault);
        return watched;
    }
}
