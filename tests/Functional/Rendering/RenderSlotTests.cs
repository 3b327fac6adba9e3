using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Functional.Scenes;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Renderer;
using ObsidianVault.Renderer.Storage;
using ObsidianVault.Renderer.Joining;
using ObsidianVault.Renderer.Maths;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;
using ObsidianVault.Renderer.Turns;
using ObsidianVault.Renderer.Validation;

namespace ObsidianVault.Functional.Rendering;

/// <summary>A slot with its validator and its sandbox, under one lease from a queue whose network fails on demand.</summary>
[Collection<SceneCollection>]
public sealed class RenderSlotTests(SandboxFixture fixture) : IDisposable
{
    private const string Head = "from manim import *\nclass A(Scene):\n    def construct(self):\n        ";
    private readonly SandboxLauncher _launcher = new();
    private readonly ServiceProvider _metrics = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentQueue<string> _calls = [];

    public void Dispose()
    {
        _launcher.Dispose();
        _metrics.Dispose();
    }

    [Fact]
    public async Task A_lost_report_keeps_no_slot_from_hearing_that_its_job_was_cancelled()
    {
        var rendering = 0;
        var job = ScriptedGrain.Create<IJobGrain>((method, arguments) => Called(method) switch
        {
            nameof(IJobGrain.BeginAsync) => Task.FromResult(
                new WorkOrder(WorkOrderKind.Render, Head + "self.wait(0.2)\n        n = 0\n        while n < 1: pass\n", Quality.Low)),
            nameof(IJobGrain.ReportAsync) when arguments[1] is JobState.Rendering => ++rendering switch
            {
                1 => Task.FromResult(true),
                2 => Task.FromException<bool>(new TimeoutException("lost")),
                _ => Task.FromResult(false),
            },
            nameof(IJobGrain.ReportAsync) => Task.FromResult(true),
            nameof(IJobGrain.FailAsync) => Task.FromResult(false),
            nameof(IJobGrain.DropAsync) => Task.CompletedTask,
            _ => throw new InvalidOperationException(method),
        });
        await RunAsync(job, lease => Task.FromResult<WorkLease?>(lease), new MemoryStore(), TimeProvider.System);
        _calls.ShouldContain(nameof(IJobGrain.DropAsync));
        _calls.ShouldNotContain(nameof(IJobGrain.FailAsync));
    }

    [Fact]
    public async Task A_video_is_kept_for_the_next_who_asks_though_its_job_has_left_the_queue()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var (asked, left) = (new TaskCompletionSource(), new TaskCompletionSource<WorkLease?>());
        var job = ScriptedGrain.Create<IJobGrain>((method, _) => Called(method) switch
        {
            nameof(IJobGrain.BeginAsync) => Task.FromResult(new WorkOrder(WorkOrderKind.Render, Head + "self.wait(0.2)\n", Quality.Low)),
            _ => Task.FromResult(true),
        });
        var store = new MemoryStore
        {
            Putting = async key =>
            {
                if (!_calls.Contains(nameof(IJobGrain.CompleteAsync)) || left.Task.IsCompleted) return;
                // The heartbeat arrives while this is being stored, and learns that the job has left the queue.
                key.ShouldStartWith("videos/render-");
                time.Advance(TimeSpan.FromSeconds(5));
                await asked.Task;
                left.SetResult(null);
            },
        };
        await RunAsync(
            job,
            _ =>
            {
                asked.TrySetResult();
                return left.Task;
            },
            store,
            time);
        left.Task.IsCompleted.ShouldBeTrue();
        store.Keys.Where(key => key.StartsWith("videos/render-", StringComparison.Ordinal)).Select(Path.GetExtension).Order()
            .ShouldBe([".json", ".mp4"]);
    }

    [Fact]
    public async Task What_its_formulas_take_for_later_jobs_is_booked_with_the_job()
    {
        var booked = new TaskCompletionSource<double>();
        var job = ScriptedGrain.Create<IJobGrain>((method, arguments) =>
        {
            if (method == nameof(IJobGrain.BookFormulasAsync)) booked.SetResult((double)arguments[1]!);
            return Called(method) switch
            {
                nameof(IJobGrain.BeginAsync) => Task.FromResult(
                    new WorkOrder(WorkOrderKind.Render, Head + "self.add(MathTex('8 + booked'))\n        self.wait(0.2)\n", Quality.Low)),
                nameof(IJobGrain.BookFormulasAsync) => Task.CompletedTask,
                _ => Task.FromResult(true),
            };
        });
        var setter = Renderer().Setter;
        await setter.StartAsync(TestContext.Current.CancellationToken);
        await RunAsync(job, lease => Task.FromResult<WorkLease?>(lease), new MemoryStore(), TimeProvider.System);
        (await booked.Task.WaitAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0);
        await setter.StopAsync(TestContext.Current.CancellationToken);
        _calls.ShouldContain(nameof(IJobGrain.CompleteAsync));
    }

    [Fact]
    public async Task A_finished_video_is_kept_until_the_store_answers_again()
    {
        var refusals = 0;
        var store = new MemoryStore
        {
            Putting = key =>
                key == "videos/job.mp4" && ++refusals <= 3 ? throw new HttpRequestException("The store is away.") : Task.CompletedTask,
        };
        await RunAsync(Obedient(), lease => Task.FromResult<WorkLease?>(lease), store, TimeProvider.System);
        refusals.ShouldBe(4);
        store.Keys.ShouldContain("videos/job.mp4");
        _calls.Count(call => call == nameof(IJobGrain.BeginAsync)).ShouldBe(1);
        _calls.Count(call => call == nameof(IJobGrain.CompleteAsync)).ShouldBe(1);
        _calls.ShouldNotContain(nameof(IJobGrain.FailAsync));
    }

    [Fact]
    public async Task A_job_that_was_cancelled_keeps_no_slot_waiting_for_the_store()
    {
        var store = new MemoryStore
        {
            Putting = key => key == "videos/job.mp4" ? throw new HttpRequestException("The store is away.") : Task.CompletedTask,
        };
        var uploading = 0;
        var job = ScriptedGrain.Create<IJobGrain>((method, arguments) => Called(method) switch
        {
            nameof(IJobGrain.BeginAsync) => Task.FromResult(new WorkOrder(WorkOrderKind.Render, Head + "self.wait(0.2)\n", Quality.Low)),
            nameof(IJobGrain.ReportAsync) when arguments[1] is JobState.Uploading => Task.FromResult(++uploading < 3),
            nameof(IJobGrain.DropAsync) => Task.CompletedTask,
            _ => Task.FromResult(true),
        });
        await RunAsync(job, lease => Task.FromResult<WorkLease?>(lease), store, TimeProvider.System);
        _calls.ShouldContain(nameof(IJobGrain.DropAsync));
        _calls.ShouldNotContain(nameof(IJobGrain.CompleteAsync));
    }

    [Fact]
    public async Task Without_a_store_no_job_is_taken()
    {
        var store = ScriptedGrain.Create<IObjectStore>((_, _) => throw new HttpRequestException("The store is away."));
        var isTaken = await RunAsync(Obedient(), lease => Task.FromResult<WorkLease?>(lease), store, TimeProvider.System);
        isTaken.ShouldBeFalse();
        _calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_queue_that_is_away_for_longer_than_the_lease_stops_no_work()
    {
        var renewals = 0;
        await RunAsync(
            Obedient("self.wait(0.2)\n        import time\n        t = time.time()\n        while time.time() < t + 4: pass\n"),
            _ => Interlocked.Increment(ref renewals) > 0
                ? Task.FromException<WorkLease?>(new TimeoutException("The queue is away."))
                : null!,
            new MemoryStore(), TimeProvider.System, TimeSpan.FromSeconds(2));
        renewals.ShouldBeGreaterThan(2);
        _calls.ShouldContain(nameof(IJobGrain.CompleteAsync));
        _calls.ShouldNotContain(nameof(IJobGrain.DropAsync));
    }

    [Fact]
    public async Task A_lease_that_the_queue_says_is_lost_stops_the_work()
    {
        await RunAsync(
            Obedient("self.wait(0.2)\n        n = 0\n        while n < 1: pass\n"),
            _ => Task.FromResult<WorkLease?>(null), new MemoryStore(), TimeProvider.System, TimeSpan.FromSeconds(8));
        _calls.ShouldContain(nameof(IJobGrain.DropAsync));
        _calls.ShouldNotContain(nameof(IJobGrain.CompleteAsync));
        _calls.ShouldNotContain(nameof(IJobGrain.FailAsync));
    }

    [Fact]
    public async Task A_silo_that_dies_while_it_is_told_is_told_again()
    {
        var (begun, told) = (0, 0);
        var job = ScriptedGrain.Create<IJobGrain>((method, _) => Called(method) switch
        {
            nameof(IJobGrain.BeginAsync) when ++begun < 3 => Task.FromException<WorkOrder>(new TimeoutException("no answer")),
            nameof(IJobGrain.BeginAsync) => Task.FromResult(new WorkOrder(WorkOrderKind.Render, Head + "self.wait(0.2)\n", Quality.Low)),
            nameof(IJobGrain.CompleteAsync) when ++told < 3 => Task.FromException<bool>(new TimeoutException("no answer")),
            nameof(IJobGrain.DropAsync) => throw new InvalidOperationException("What was taken is not dropped."),
            _ => Task.FromResult(true),
        });
        await RunAsync(job, lease => Task.FromResult<WorkLease?>(lease), new MemoryStore(), TimeProvider.System);
        (begun, told).ShouldBe((3, 3));
    }

    [Fact]
    public async Task A_video_that_comes_under_a_lease_that_was_lost_is_told_once()
    {
        var job = ScriptedGrain.Create<IJobGrain>((method, _) => Called(method) switch
        {
            nameof(IJobGrain.BeginAsync) => Task.FromResult(new WorkOrder(WorkOrderKind.Render, Head + "self.wait(0.2)\n", Quality.Low)),
            nameof(IJobGrain.CompleteAsync) => Task.FromResult(false),
            nameof(IJobGrain.DropAsync) => Task.CompletedTask,
            _ => Task.FromResult(true),
        });
        await RunAsync(job, lease => Task.FromResult<WorkLease?>(lease), new MemoryStore(), TimeProvider.System);
        _calls.Count(call => call == nameof(IJobGrain.CompleteAsync)).ShouldBe(1);
        _calls.ShouldNotContain(nameof(IJobGrain.FailAsync));
        // The job compares the epoch and books nothing.
        _calls.ShouldContain(nameof(IJobGrain.DropAsync));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task False_mathematics_is_repaired_where_a_model_can_and_else_said(bool mayBeMended)
    {
        const string body = "self.add(MathTex('2 + 2 = 5'), MathTex('2 + 2 = 4').shift(DOWN))\n        self.wait(0.2)\n";
        object? told = null;
        var job = ScriptedGrain.Create<IJobGrain>((method, arguments) =>
        {
            told = arguments.LastOrDefault(argument => argument is RenderFailure or RenderArtefact) ?? told;
            return Called(method) switch
            {
                nameof(IJobGrain.BeginAsync) => Task.FromResult(
                    new WorkOrder(WorkOrderKind.Render, Head + body, Quality.Low) { MayBeMended = mayBeMended }),
                _ => Task.FromResult(true),
            };
        });
        await RunAsync(job, lease => Task.FromResult<WorkLease?>(lease), new MemoryStore(), TimeProvider.System);
        if (mayBeMended)
        {
            var failure = told.ShouldBeOfType<RenderFailure>();
            failure.Cause.ShouldBe(JobCause.Mathematics);
            failure.Message.ShouldContain("2 + 2 = 5 is false");
            return;
        }

        var check = told.ShouldBeOfType<RenderArtefact>().Mathematics.ShouldNotBeNull();
        (check.Held, check.Open, check.False.Length).ShouldBe((1, 0, 1));
    }

    /// <summary>A job that accepts every report.</summary>
    private IJobGrain Obedient(string body = "self.wait(0.2)\n") => ScriptedGrain.Create<IJobGrain>((method, _) => Called(method) switch
    {
        nameof(IJobGrain.BeginAsync) => Task.FromResult(new WorkOrder(WorkOrderKind.Render, Head + body, Quality.Low)),
        nameof(IJobGrain.DropAsync) => Task.CompletedTask,
        _ => Task.FromResult(true),
    });

    private SandboxFixture.Renderer Renderer() => fixture.Of(options => options.TimeLimit = TimeSpan.FromSeconds(15));

    private string Called(string method)
    {
        _calls.Enqueue(method);
        return method;
    }

    private async Task<bool> RunAsync(
        IJobGrain job, Func<WorkLease, Task<WorkLease?>> renew, IObjectStore store, TimeProvider time, TimeSpan? holds = null)
    {
        var lease = new WorkLease("job", WorkKind.Render, 1, time.GetUtcNow() + (holds ?? TimeSpan.FromMinutes(1)));
        var queue = ScriptedGrain.Create<IWorkQueue>((method, arguments) => method switch
        {
            nameof(IWorkQueue.LeaseAsync) => Task.FromResult<WorkLease?>(lease),
            nameof(IWorkQueue.RenewAsync) => renew((WorkLease)arguments[0]!),
            nameof(IWorkQueue.ReleaseAsync) => Task.CompletedTask,
            _ => throw new InvalidOperationException(method),
        });
        var grains = ScriptedGrain.Create<IGrainFactory>((_, _) => job);
        var renderer = Renderer();
        var settings = new RendererOptions { Root = fixture.Options().Root, FirstUserId = 64_440, VideoCache = true };
        var options = new OptionsWrapper<RendererOptions>(settings);
        var command = new SandboxCommand(settings);
        await using var checker = new CodeChecker(command, _launcher, options, NullLogger<CodeChecker>.Instance);
        using var telemetry = new RenderTelemetry(_metrics.GetRequiredService<IMeterFactory>(), time);
        using var patience = new StorePatience(store, time, NullLogger<StorePatience>.Instance);
        var turns = new RenderTurns(options, queue, time, NullLogger<RenderTurns>.Instance);
        using var turn = turns.Take();
        var slot = new RenderSlot(
            queue, grains, renderer.Sandbox, checker, new MathsEngine(renderer.Sandbox, options),
            new RenderCache(store, renderer.Formulas, options, NullLogger<RenderCache>.Instance),
            new VideoDelivery(store), patience,
            new VideoJoiner(command, _launcher, store, patience, options, time, NullLogger<VideoJoiner>.Instance), turns, telemetry, time,
            NullLogger<RenderSlot>.Instance);
        return await Task.Run(() => slot.RunOnceAsync(turn, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
