using ObsidianVault.Ai.Contract;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Cluster.Outages;

/// <summary>What fails on our side while the AI writes is never the user's failure, and leaves no job that nobody works on.</summary>
public sealed class WritingOutageTests(SqliteStorage storage) : OutageTest(storage)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task A_write_that_fails_while_code_is_written_strands_no_job(int which)
    {
        var writes = 0;
        await ReceiveAsync(Message("/video Explain derivative"));
        await UntilAsync(() => Taken.Count == 1, "the job is acknowledged");
        using var failing = Vault.Faults.Add(
            FaultKind.FailBefore,
            o => o.Method == Faults.Write && o.Key.StartsWith("render-job/", StringComparison.Ordinal)
                && Interlocked.Increment(ref writes) == which);
        var rendered = RenderAsync();
        for (var i = 0; i < 6 && !rendered.IsCompleted; i++)
        {
            await PassAsync(TimeSpan.FromMinutes(1));
            await Task.WhenAny(rendered, Task.Delay(TimeSpan.FromSeconds(5), Cancel));
        }

        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(await rendered));
        await UntilAsync(async () => (await job.GetAsync())!.State is JobState.Ready or JobState.Delivered, "the video is ready");
        await UntilAsync(() => Taken.Any(m => m.VideoKey is not null), "the person has the video");
    }

    [Fact]
    public async Task A_video_that_is_asked_for_while_its_job_cannot_be_stored_is_accepted_when_it_can()
    {
        // More than the attempts of a message that cannot be answered at all.
        using var failing = Vault.Faults.OnWrite("render-job", FaultKind.FailBefore, times: 4);
        await ReceiveAsync(Message("/video Explain derivative"));
        await UntilAsync(() => !Taken.IsEmpty, "it is answered");
        Taken.ShouldHaveSingleItem().JobId.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_provider_that_says_when_it_has_room_again_is_asked_then()
    {
        var faults = 1;
        Vault.Writer.FailsWith = _ => Interlocked.Decrement(ref faults) >= 0
            ? new AiException(AiCause.ProviderOverloaded, "Busy.") { RetryAfter = TimeSpan.FromSeconds(1) }
            : null;
        await ReceiveAsync(Message("/video Explain derivative"));
        var id = await RenderAsync();
        (await Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).GetAsync())!.Fault.ShouldBe(JobFault.None);
        Vault.Writer.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_question_that_is_asked_again_is_booked_under_an_id_of_its_own()
    {
        var faults = 2;
        Vault.Assistant.FailsWith = _ => Interlocked.Decrement(ref faults) >= 0
            ? new AiException(AiCause.ProviderMalformed, "Broken off.") { RetryAfter = TimeSpan.FromMilliseconds(100), Cost = 0.01m }
            : null;
        await ReceiveAsync(Message("one"));
        await AnsweredAsync("one");
        Vault.Assistant.RequestIds.Count.ShouldBe(3);
        Vault.Assistant.RequestIds.Distinct().Count().ShouldBe(3);
    }

    [Fact]
    public async Task A_silo_that_is_killed_while_code_is_written_costs_no_job()
    {
        Vault.Writer.WritesAfter = new TaskCompletionSource().Task;
        await ReceiveAsync(Message("/video Explain derivative"));
        await UntilAsync(() => Taken.Count == 1, "the job is acknowledged");
        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(Taken.Single().JobId!));
        var rendered = RenderAsync();
        await UntilAsync(() => !Vault.Writer.Asked.IsEmpty, "the code is being written");
        Vault.Writer.WritesAfter = Task.CompletedTask;
        Vault.Kill(Vault.SiloOf(job)!);
        for (var i = 0; i < 10 && !rendered.IsCompleted; i++)
        {
            await PassAsync(TimeSpan.FromSeconds(30));
            await Task.WhenAny(rendered, Task.Delay(TimeSpan.FromSeconds(3), Cancel));
        }

        await rendered;
        await PassAsync(TimeSpan.FromMinutes(1));
        await UntilAsync(() => Taken.Count(m => m.VideoKey is not null) == 1, "the person has the video");
    }

    /// <summary>A renderer that comes back after every fault, as the real one does.</summary>
    private async Task<string> RenderAsync()
    {
        var renderer = new TestRenderer(Vault);
        string? id = null;
        await UntilAsync(async () =>
        {
            try
            {
                id = await renderer.RenderOneAsync();
                return true;
            }
            catch (Exception fault) when (fault is OrleansException or TimeoutException or SiloKilledException)
            {
                return false;
            }
        }, "it is rendered");
        return id!;
    }
}
