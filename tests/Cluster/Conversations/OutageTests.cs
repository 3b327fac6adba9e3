using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Work;
using ObsidianVault.Grains.Sessions.Inbox;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>What waits, and for how long, while a channel or another grain does not respond.</summary>
public abstract class OutageTests(VaultStorage storage) : ConversationTest(storage)
{
    [Fact]
    public async Task A_message_survives_an_outage_of_its_channel_of_twenty_hours()
    {
        var tries = 0;
        using (Vault.Faults.Add(FaultKind.FailBefore, o => IsSend(o) && Interlocked.Increment(ref tries) > 0))
        {
            await StoreAsync(Message("one"));
            // Many more attempts than the limit for messages that a channel refuses.
            for (var hour = 0; hour < 20; hour++)
            {
                var before = tries;
                await Eventually.AssertAsync(() => Task.FromResult(tries > before), "it is tried again");
                Vault.Clock.Advance(TimeSpan.FromHours(1));
            }
        }

        Vault.Clock.Advance(TimeSpan.FromMinutes(5));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to one");
        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(Alice)).GetAsync()).PendingOut == 0, "the send is recorded");
        Vault.Sender.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_message_that_waited_for_a_day_is_given_up_and_the_next_goes()
    {
        var session = await SessionOfAsync(Alice);
        using (var away = Vault.Faults.Add(FaultKind.FailBefore, IsSend))
        {
            await StoreAsync(Message("one"));
            await away.Reached;
            Vault.Clock.Advance(new TimeSpan(25, 0, 0));
            await Vault.SweepAsync();
            await Eventually.AssertAsync(
                async () => await session.GetAsync() is { PendingOut: 0, Sent: [{ Status: DeliveryStatus.Failed }] }, "it is given up");
        }

        await StoreAsync(Message("two"));
        (await Vault.Sender.NextAsync()).Text.ShouldBe("answer to two");
    }

    [Fact]
    public async Task A_job_that_does_not_hear_of_its_delivery_brings_the_video_once()
    {
        var deaf = 0;
        Vault.Calls.Before = call => call.MethodName == nameof(IJobGrain.MarkDeliveredAsync) && ++deaf < 3
            ? throw new TimeoutException("The test makes this fail.")
            : Task.CompletedTask;
        await StoreAsync(Message("/video the derivative"));
        var jobId = (await Vault.Sender.NextAsync()).JobId!;
        await RenderAsync(jobId);
        (await Vault.Sender.NextAsync()).VideoKey.ShouldBe("videos/one.mp4");
        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId));
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.State == JobState.Delivered, "the job hears of it");
        deaf.ShouldBe(3);
        Vault.Sender.IsEmpty.ShouldBeTrue();
        (await (await SessionOfAsync(Alice)).GetAsync()).PendingOut.ShouldBe(0);
    }

    [Fact]
    public async Task Who_opts_out_while_a_job_cannot_be_reached_still_cancels_it()
    {
        await StoreAsync(Message("/video the derivative"));
        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job((await Vault.Sender.NextAsync()).JobId!));
        var deaf = 0;
        Vault.Calls.Before = call => call.MethodName == nameof(IJobGrain.CancelAsync) && ++deaf < 2
            ? throw new TimeoutException("The test makes this fail.")
            : Task.CompletedTask;
        await StoreAsync(Message("stop"));
        await Eventually.AssertAsync(async () => (await job.GetAsync())!.State == JobState.Cancelled, "the job is cancelled");
    }

    [Fact]
    public async Task What_is_said_again_after_its_wake_up_could_not_be_set_is_sent()
    {
        await StoreAsync(Message("one"));
        await Vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        await Eventually.AssertAsync(async () => (await session.GetAsync()).PendingOut == 0, "the send is recorded");
        // So that the next wake-up is days away.
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Vault.SweepAsync();
        using (var away = Vault.Faults.OnPort(nameof(IDueStore), FaultKind.FailBefore, nameof(IDueStore.ScheduleAsync), times: 1))
        {
            await Should.ThrowAsync<Exception>(() => SayAsync(session, "Hello", "1"));
            away.HasStruck.ShouldBeTrue();
        }

        (await SayAsync(session, "Hello", "1")).ShouldNotBeNull();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("Hello");
    }

    [Fact]
    public async Task A_conversation_that_began_when_no_wake_up_could_be_set_expires_all_the_same()
    {
        using var away = Vault.Faults.OnPort(nameof(IDueStore), FaultKind.FailBefore, nameof(IDueStore.ScheduleAsync), times: 1);
        await StoreAsync(Message("👍") with { Kind = MessageKinds.Reaction });
        away.HasStruck.ShouldBeTrue();
        var session = await SessionOfAsync(Alice);
        (await session.IsKeptAsync()).ShouldBeTrue();
        Vault.Clock.Advance(TimeSpan.FromDays(8));
        await Eventually.AssertAsync(
            async () =>
            {
                await Vault.SweepAsync();
                return !await session.IsKeptAsync();
            },
            "it is over");
    }

    [Fact]
    public async Task A_request_waits_for_a_job_that_cannot_be_reached()
    {
        var (tries, isAway) = (0, true);
        Vault.Calls.Before = call => call.MethodName == nameof(IJobGrain.SubmitAsync) && Interlocked.Increment(ref tries) > 0 && isAway
            ? throw new TimeoutException("The test makes this fail.")
            : Task.CompletedTask;
        await StoreAsync(Message("/video the derivative"));
        await Eventually.AssertAsync(() => Task.FromResult(tries > 4), "it is tried for longer than a moment");
        isAway = false;
        (await Vault.Sender.NextAsync()).JobId.ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_opts_out_while_their_request_becomes_a_job_cancels_it()
    {
        var (reached, lifted) = (new TaskCompletionSource<string>(), new TaskCompletionSource());
        Vault.Calls.Before = async call =>
        {
            if (call.MethodName != nameof(IJobGrain.SubmitAsync)) return;
            reached.TrySetResult(call.TargetId.Key.ToString()!);
            await lifted.Task;
        };
        await StoreAsync(Message("/video the derivative"));
        var job = Vault.Grains.GetGrain<IJobGrain>(
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        await StoreAsync(Message("stop"));
        lifted.SetResult();
        await Eventually.AssertAsync(async () => (await job.GetAsync())?.State == JobState.Cancelled, "the job is cancelled");
    }

    [Fact]
    public async Task A_cancel_that_could_not_be_recorded_cancels_no_other_job()
    {
        await StoreAsync(Message("/video one"));
        var older = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job((await Vault.Sender.NextAsync()).JobId!));
        await StoreAsync(Message("/video two"));
        var newer = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job((await Vault.Sender.NextAsync()).JobId!));
        var isCancelled = false;
        Vault.Calls.Before = call =>
        {
            isCancelled |= call.MethodName == nameof(IJobGrain.CancelAsync);
            return Task.CompletedTask;
        };
        using var write = Vault.Faults.Add(
            FaultKind.FailBefore,
            o => isCancelled && o is { Port: Faults.Storage, Method: Faults.Write }
                && o.Key.StartsWith("chat-session", StringComparison.Ordinal),
            times: 1);
        // The silo is so busy that the answer is late, and the end of the job is known before.
        var starts = Vault.Services.GetRequiredService<AnswerStarts>();
        var busy = Enumerable.Range(0, 8 * Environment.ProcessorCount).Select(_ => starts.Store()).ToList();
        await StoreAsync(Message("/cancel"));
        await write.Reached;
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Vault.SweepAsync();
        var session = await SessionOfAsync(Alice);
        await Eventually.AssertAsync(
            async () => await session.GetAsync() is { PendingIn: 0, PendingOut: 0 }
                && (await newer.GetAsync())!.State == JobState.Cancelled,
            "the newer job is cancelled");
        (await older.GetAsync())!.State.ShouldNotBe(JobState.Cancelled);
        busy.ForEach(storing => storing.Dispose());
    }

    [Fact]
    public async Task The_result_of_a_job_comes_without_any_news_of_it()
    {
        Vault.Calls.Before = call => call.MethodName == "Enqueue"
            && call.InterfaceMethod.DeclaringType!.Name.Contains("MemoryStreamQueue", StringComparison.Ordinal)
            ? throw new TimeoutException("The test makes this fail.")
            : Task.CompletedTask;
        await StoreAsync(Message("/video the derivative"));
        await RenderAsync((await Vault.Sender.NextAsync()).JobId!);
        (await Vault.Sender.NextAsync(TimeSpan.FromMinutes(2))).VideoKey.ShouldBe("videos/one.mp4");
    }

    [Fact]
    public async Task What_we_say_does_not_make_a_conversation_live_longer()
    {
        await StoreAsync(Message("one"));
        await Vault.Sender.NextAsync();
        var session = await SessionOfAsync(Alice);
        var expires = (await session.GetAsync()).ExpiresAt;
        Vault.Clock.Advance(TimeSpan.FromDays(6));
        (await SayAsync(session, "Are you there?", "1")).ShouldNotBeNull();
        (await Vault.Sender.NextAsync()).Text.ShouldBe("Are you there?");
        await session.TakeOverAsync();
        (await session.GetAsync()).ExpiresAt.ShouldBe(expires);
    }

    private async Task RenderAsync(string jobId)
    {
        var job = Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId));
        var leased = await Vault.LeaseAsync();
        (await job.BeginAsync(leased)).Kind.ShouldBe(WorkOrderKind.Render);
        await job.ReportAsync(leased, JobState.Rendering, 40);
        await job.ReportAsync(leased, JobState.Uploading, 92);
        (await job.CompleteAsync(leased, new RenderArtefact("videos/one.mp4", 10, 6, 2))).ShouldBeTrue();
    }

    private static bool IsSend(Operation operation) =>
        operation is { Port: nameof(IChannelSender), Method: nameof(IChannelSender.SendAsync) };
}

public sealed class SqliteOutageTests(SqliteStorage storage) : OutageTests(storage);

public sealed class PostgreSqlOutageTests(PostgreSqlStorage storage) : OutageTests(storage);
