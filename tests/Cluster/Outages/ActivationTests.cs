using System.Collections.Concurrent;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Cluster.Outages;

/// <summary>An activation that is told to go is gone within seconds, and what it did not finish is finished elsewhere.</summary>
public sealed class ActivationTests(SqliteStorage storage) : OutageTest(storage)
{
    [Fact]
    public async Task A_session_that_writes_an_answer_goes_at_once_when_told_and_answers_elsewhere()
    {
        await ReceiveAsync(Message("slow one"));
        await UntilAsync(() => Vault.Assistant.Asked.Contains("slow one"), "it is being answered");
        var session = await SessionOfAsync(Alice);
        await Vault.DeactivateAsync(session).WaitAsync(Soon, Cancel);
        Vault.Assistant.Gate.Release(10);
        await ReceiveAsync(Message("two"));
        await AnsweredAsync("two");
        Taken.Select(m => m.Text).ShouldBe(["answer to slow one", "answer to two"]);
    }

    [Fact]
    public async Task A_session_that_follows_a_job_goes_at_once_when_told()
    {
        Vault.Writer.PlansAfter = new TaskCompletionSource().Task;
        await ReceiveAsync(Message("/video Explain derivative"));
        await UntilAsync(() => Taken.Count == 1, "the job is acknowledged");
        var session = await SessionOfAsync(Alice);
        await Vault.DeactivateAsync(session).WaitAsync(Soon, Cancel);
        (await session.GetAsync()).JobIds.Length.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_write_that_failed_messages_are_taken_and_answered_within_seconds()
    {
        await ReceiveAsync(Message("slow one"));
        await UntilAsync(() => Vault.Assistant.Asked.Contains("slow one"), "it is being answered");
        using var failing = Vault.Faults.OnWrite("chat-session", FaultKind.FailBefore, times: 1);
        // The activation that failed may not keep the next one waiting until its model has answered.
        await ReceiveAsync(Message("two"));
        failing.HasStruck.ShouldBeTrue();
        Vault.Assistant.Gate.Release(10);
        await AnsweredAsync("slow one");
        await AnsweredAsync("two");
        Taken.Count(m => m.Text == "answer to slow one").ShouldBe(1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_second_activation_sends_what_the_first_is_still_sending(bool killed)
    {
        var (sending, release) = (new ConcurrentDictionary<string, int>(), new TaskCompletionSource());
        var overlaps = 0;
        Vault.Telegram.AfterTaking = async (message, token) =>
        {
            Taken.Enqueue(message);
            if (sending.AddOrUpdate(message.Id, 1, (_, n) => n + 1) > 1) Interlocked.Increment(ref overlaps);
            try
            {
                await release.Task.WaitAsync(token);
            }
            finally
            {
                sending.AddOrUpdate(message.Id, 0, (_, n) => n - 1);
            }
        };
        await ReceiveAsync(Message("one"));
        await UntilAsync(() => Taken.Count == 1, "the answer is being sent");
        var home = Vault.SiloOf(await SessionOfAsync(Alice))!;
        var leaving = killed ? Task.CompletedTask : Vault.StopAsync(home);
        if (killed) Vault.Kill(home);
        await UntilAsync(async () => await (await SessionOfAsync(Alice)).IsKeptAsync(), "the session lives elsewhere");
        await PassAsync(TimeSpan.FromMinutes(1));
        // A crash leaves nobody to stop: its send may be repeated, and that is all.
        if (!killed) overlaps.ShouldBe(0);
        release.SetResult();
        await leaving.WaitAsync(TimeSpan.FromMinutes(1), Cancel);
        var session = await SessionOfAsync(Alice);
        await UntilAsync(async () => (await session.GetAsync()) is { PendingOut: 0, PendingIn: 0 }, "nothing is left to send");
        Taken.Count.ShouldBeInRange(1, 2);
    }

    [Fact]
    public async Task A_silo_that_is_killed_while_it_answers_costs_no_answer_and_no_order()
    {
        await ReceiveAsync(Message("slow one"));
        await UntilAsync(() => Vault.Assistant.Asked.Contains("slow one"), "it is being answered");
        await ReceiveAsync(Message("two"));
        Vault.Kill(Vault.SiloOf(await SessionOfAsync(Alice))!);
        Vault.Assistant.Gate.Release(10);
        await UntilAsync(async () => await (await SessionOfAsync(Alice)).IsKeptAsync(), "the session lives elsewhere");
        await PassAsync(TimeSpan.FromMinutes(1));
        await AnsweredAsync("two");
        Taken.Select(m => m.Text).ShouldBe(["answer to slow one", "answer to two"]);
    }
}
