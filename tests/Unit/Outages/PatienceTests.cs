using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Grains.Interfaces.Outages;

namespace ObsidianVault.Unit.Outages;

public sealed class PatienceTests
{
    private static readonly TimeSpan AtMost = TimeSpan.FromSeconds(45);
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch) { AutoAdvanceAmount = TimeSpan.Zero };
    private int _calls;
    private DateTimeOffset _last;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_is_tried_for_longer_than_a_failover_takes()
    {
        var back = _time.GetUtcNow().AddSeconds(30);
        var waiting = new Patience(_time).RunAsync(
            () => _time.GetUtcNow() < back ? Fails(new TimeoutException("away")) : Task.FromResult(7), AtMost, Cancel);
        await AdvanceAsync(waiting);
        (await waiting).ShouldBe(7);
        (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).ShouldBeInRange(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(36));
        // Retries are spaced out: about a dozen calls, not a hundred.
        _calls.ShouldBeInRange(5, 30);
    }

    [Fact]
    public async Task When_the_time_is_over_the_last_fault_is_told()
    {
        var waiting = new Patience(_time).RunAsync(() => Fails(new OrleansException("away")), AtMost, Cancel);
        await AdvanceAsync(waiting);
        var error = await Should.ThrowAsync<TimeoutException>(() => waiting);
        error.Message.ShouldBe("There was no answer within 45 seconds.");
        error.InnerException.ShouldBeOfType<OrleansException>().Message.ShouldBe("away");
        _last.ShouldBeLessThanOrEqualTo(DateTimeOffset.UnixEpoch + AtMost);
    }

    [Fact]
    public async Task A_call_that_hangs_is_not_waited_for()
    {
        var waiting = new Patience(_time).RunAsync(() => new TaskCompletionSource<int>().Task, AtMost, Cancel);
        await AdvanceAsync(waiting);
        await Should.ThrowAsync<TimeoutException>(() => waiting);
    }

    [Fact]
    public async Task A_call_that_a_stopping_silo_cancelled_is_tried_again()
    {
        var waiting = new Patience(_time).RunAsync(
            () => _calls == 0 ? Fails(new TaskCanceledException()) : Task.FromResult(7), AtMost, Cancel);
        await AdvanceAsync(waiting);
        (await waiting).ShouldBe(7);
    }

    [Fact]
    public async Task A_fault_of_the_request_is_not_tried_again()
    {
        await Should.ThrowAsync<ArgumentException>(
            () => new Patience(_time).RunAsync(() => Fails(new ArgumentException("no")), AtMost, Cancel));
        _calls.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_leaves_ends_it()
    {
        using var leaving = new CancellationTokenSource();
        var waiting = new Patience(_time).RunAsync(() => Fails(new TimeoutException()), AtMost, leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
    }

    private Task<int> Fails(Exception exception)
    {
        _calls++;
        _last = _time.GetUtcNow();
        return Task.FromException<int>(exception);
    }

    private async Task AdvanceAsync(Task waiting)
    {
        for (var i = 0; i < 100 && !waiting.IsCompleted; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(0.5));
            // Lets the continuations run before the clock moves on.
            for (var turn = 0; turn < 20 && !waiting.IsCompleted; turn++) await Task.Yield();
        }
    }
}
