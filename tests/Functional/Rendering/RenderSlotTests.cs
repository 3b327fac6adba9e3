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
using ObsidianVault.Renderer.Delivery;
using ObsidianVault.Renderer.Joining;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Validation;

namespace ObsidianVault.Functional.Rendering;

/// <summary>A slot with its validator and its sandbox, under one lease of a queue whose network fails as the test says.</summary>
[Collection<SandboxCollection>]
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
            nameof(IJobGrain.BeginAsync) => Task.FromResult(new WorkOrder(WorkOrderKind.Render, Head + "self.wait(0.2)\n        n = 0\n        while n < 1: pass\n", Quality.Low)),
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
                // The heartbeat comes while this is stored, and learns that the job is out of the queue.
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
        store.Keys.Where(key => key.StartsWith("videos/render-", StringComparison.Ordinal)).Select(Path.GetExtension).Order().ShouldBe([".json", ".mp4"]);
    }

    private string Called(string method)
    {
        _calls.Enqueue(method);
        return method;
    }

    private async Task RunAsync(IJobGrain job, Func<WorkLease, Task<WorkLease?>> renew, IObjectStore store, TimeProvider time)
    {
        var lease = new WorkLease("job", WorkKind.Render, 1, time.GetUtcNow().AddMinutes(1));
        var queue = ScriptedGrain.Create<IWorkQueue>((method, arguments) => method switch
        {
            nameof(IWorkQueue.LeaseAsync) => Task.FromResult<WorkLease?>(lease),
            nameof(IWorkQueue.RenewAsync) => renew((WorkLease)arguments[0]!),
            nameof(IWorkQueue.ReleaseAsync) => Task.CompletedTask,
            _ => throw new InvalidOperationException(method),
        });
        var grains = ScriptedGrain.Create<IGrainFactory>((_, _) => job);
        var renderer = fixture.Of(options => options.TimeLimit = TimeSpan.FromSeconds(15));
        var settings = new RendererOptions { Root = fixture.Options().Root, FirstUserId = 64_440, VideoCache = true };
        var options = new OptionsWrapper<RendererOptions>(settings);
        var command = new SandboxCommand(settings);
        await using var checker = new CodeChecker(command, _launcher, options, NullLogger<CodeChecker>.Instance);
        using var telemetry = new RenderTelemetry(_metrics.GetRequiredService<IMeterFactory>(), time);
        using var patience = new StorePatience(store, time, NullLogger<StorePatience>.Instance);
        var slot = new RenderSlot(
            queue, grains, renderer.Sandbox, checker, new RenderCache(store, renderer.Formulas, options, NullLogger<RenderCache>.Instance), new VideoDelivery(store), patience,
            new VideoJoiner(command, _launcher, store, patience, options, time, NullLogger<VideoJoiner>.Instance), telemetry, time, NullLogger<RenderSlot>.Instance);
        await Task.Run(() => slot.RunOnceAsync(0, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);
    }
}
