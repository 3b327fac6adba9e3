using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Renderer.Settings;
using ObsidianVault.Renderer.Turns;

namespace ObsidianVault.Unit.Rendering;

public sealed class RenderTurnsTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly WaitingQueue _queue = new();
    private readonly RenderTurns _turns;

    public RenderTurnsTests()
    {
        var options = new RendererOptions { Slots = 1, LongRenders = 2 };
        _turns = new RenderTurns(new OptionsWrapper<RendererOptions>(options), _queue, _time, NullLogger<RenderTurns>.Instance);
    }

    [Fact]
    public async Task A_render_leaves_its_slot_after_its_first_share_and_no_earlier()
    {
        using var turn = Start("a");
        await AdvanceAsync(19);
        turn.IsAside.ShouldBeFalse();
        await AdvanceAsync(2);
        turn.IsAside.ShouldBeTrue();
        turn.Held!.Token.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task A_place_is_free_again_when_its_render_is_over()
    {
        var first = Start("a");
        using var second = Start("b");
        (first.Place, second.Place).ShouldBe((0, 1));
        first.Dispose();
        using var third = Start("c");
        third.Place.ShouldBe(0);
        await AdvanceAsync(21);
        third.IsAside.ShouldBeTrue();
    }

    [Fact]
    public async Task While_nobody_waits_nobody_gives_way()
    {
        using var turns = new Several(Start("a"), Start("b"), Start("c"));
        await AdvanceAsync(170);
        turns.All.Count(turn => turn.IsAside).ShouldBe(2);
        turns.All.ShouldAllBe(turn => !turn.GaveWay);
    }

    [Fact]
    public async Task The_longest_running_render_gives_way_to_others_once_it_has_had_its_crowded_share()
    {
        _queue.OthersWait = true;
        using var first = Start("a");
        await AdvanceAsync(21);
        using var second = Start("b");
        await AdvanceAsync(21);
        using var third = Start("c");
        await AdvanceAsync(16);
        first.GaveWay.ShouldBeFalse();
        await AdvanceAsync(8);
        (first.GaveWay, second.GaveWay, third.GaveWay).ShouldBe((true, false, false));
        first.Held!.Token.IsCancellationRequested.ShouldBeTrue();
        first.Dispose();
        await AdvanceAsync(3);
        third.IsAside.ShouldBeTrue();
    }

    [Fact]
    public async Task One_that_gave_way_twice_keeps_its_place()
    {
        _queue.OthersWait = true;
        using var first = Start("a", returned: 2);
        using var second = Start("b", returned: 2);
        await AdvanceAsync(21);
        using var third = Start("c");
        await AdvanceAsync(100);
        (first.GaveWay, second.GaveWay, third.GaveWay).ShouldBe((false, false, false));
    }

    [Fact]
    public async Task Of_one_persons_renders_the_newest_gives_way_before_anybody_elses()
    {
        _queue.OthersWait = true;
        using var first = Start("a");
        using var second = Start("b");
        await AdvanceAsync(61);
        using var third = Start("a");
        await AdvanceAsync(23);
        (first.GaveWay, second.GaveWay, third.GaveWay).ShouldBe((false, false, true));
    }

    [Fact]
    public async Task A_queue_that_does_not_answer_makes_nobody_give_way()
    {
        (_queue.OthersWait, _queue.IsAway) = (true, true);
        using var turns = new Several(Start("a"), Start("b"), Start("a"));
        await AdvanceAsync(100);
        turns.All.ShouldAllBe(turn => !turn.GaveWay);
        _queue.IsAway = false;
        await AdvanceAsync(3);
        turns.All.Count(turn => turn.GaveWay).ShouldBe(1);
    }

    private RenderTurn Start(string owner, int returned = 0)
    {
        var turn = _turns.Take();
        var lease = new WorkLease($"job-{turn.Place}", WorkKind.Render, 1, _time.GetUtcNow().AddHours(1)) { Returned = returned };
        _turns.Start(turn, new HeldLease(_queue, lease, _time, NullLogger.Instance, TestContext.Current.CancellationToken), owner);
        return turn;
    }

    /// <summary>Second by second, so that what a timer starts can start a timer.</summary>
    private async Task AdvanceAsync(int seconds)
    {
        for (var second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var turn = 0; turn < 20; turn++) await Task.Yield();
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    private sealed class Several(params RenderTurn[] turns) : IDisposable
    {
        public RenderTurn[] All => turns;

        public void Dispose()
        {
            foreach (var turn in turns) turn.Dispose();
        }
    }

    private sealed class WaitingQueue : IWorkQueue
    {
        public bool OthersWait { get; set; }

        public bool IsAway { get; set; }

        public Task<bool> IsAwaitedByOthersAsync(WorkLease lease, TimeSpan waited, CancellationToken cancellationToken) =>
            IsAway ? Task.FromException<bool>(new TimeoutException()) : Task.FromResult(OthersWait);

        public Task<WorkLease?> RenewAsync(WorkLease lease, CancellationToken cancellationToken) => Task.FromResult<WorkLease?>(lease);

        public Task EnqueueAsync(
            string jobId, string userId, WorkKind kind, JobPriority priority, DateTimeOffset? notBefore,
            CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<WorkLease?> LeaseAsync(WorkKind kind, string worker, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task ReleaseAsync(WorkLease lease, TimeSpan? after, bool isFault, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task RemoveAsync(string jobId, WorkKind? kind, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<WorkDepth> GetDepthAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();

        public Task<System.Collections.Immutable.ImmutableArray<QueuedWork>> ListAsync(int limit, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();
    }
}
