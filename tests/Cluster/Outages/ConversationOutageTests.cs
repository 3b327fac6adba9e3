using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Outages;

/// <summary>A conversation that ends, or becomes part of another, while somebody writes.</summary>
public sealed class ConversationOutageTests(SqliteStorage storage) : OutageTest(storage)
{
    [Fact]
    public async Task A_message_that_comes_while_its_conversation_expires_is_answered()
    {
        await ReceiveAsync(Message("one"));
        await AnsweredAsync("one");
        var session = await SessionOfAsync(Alice);
        await UntilAsync(async () => (await session.GetAsync()).PendingOut == 0, "nothing waits");
        using var clearing = Vault.Faults.OnClear("chat-session", FaultKind.HangBefore);
        using var forgetting = Vault.Faults.OnWrite("chat-session", FaultKind.HangBefore, times: 1);
        Vault.Clock.Advance(TimeSpan.FromDays(8));
        var sweeping = Vault.SweepAsync();
        await UntilAsync(() => clearing.HasStruck || forgetting.HasStruck, "the conversation is being deleted");
        var receiving = ReceiveAsync(Message("two"));
        // It reaches the session before the deletion ends.
        await Task.Delay(TimeSpan.FromSeconds(1), Cancel);
        clearing.Lift();
        forgetting.Lift();
        await receiving;
        await sweeping;
        await PassAsync(TimeSpan.FromMinutes(1));
        await AnsweredAsync("two");
        (await (await SessionOfAsync(Alice)).GetAsync()).History.Select(t => t.Text).ShouldContain("two");
    }

    [Fact]
    public async Task A_silo_that_could_not_read_the_reminders_takes_messages()
    {
        await ReceiveAsync(Message("one"));
        await AnsweredAsync("one");
        using var away = Vault.Faults.OnPort(nameof(IReminderTable), FaultKind.FailBefore, nameof(IReminderTable.ReadRows));
        var fresh = await Vault.AddSiloAsync();
        await UntilAsync(() => away.HasStruck, "it reads the reminders");
        foreach (var other in Vault.Silos.Where(silo => silo != fresh)) await Vault.StopAsync(other);
        await Vault.SettleAsync();
        (await TryReceiveAsync(Message("two"))).ShouldBeTrue();
        await AnsweredAsync("two");
    }

    [Fact]
    public async Task A_message_that_is_delivered_again_while_two_conversations_join_is_answered_once()
    {
        await ReceiveAsync(Message("one"));
        await AnsweredAsync("one");
        var moved = Message("two", Phone);
        await ReceiveAsync(moved);
        await UntilAsync(() => Vault.Assistant.Asked.Contains("two"), "it is answered");
        var absorbed = new TaskCompletionSource();
        Vault.Calls.Before = call => call.MethodName == nameof(ISessionGrain.AbsorbAsync) ? absorbed.Task : Task.CompletedTask;
        // Both are told that they are one person; whichever moves is held on its way.
        var session = await SessionOfAsync(Alice);
        var other = (await SessionOfAsync(Phone)).GetPrimaryKeyString()[GrainKeys.SessionPrefix.Length..];
        var joining = session.JoinAsync(other);
        const string absorb = $"{Counters.Calls}{nameof(ISessionGrain)}.{nameof(ISessionGrain.AbsorbAsync)}";
        await UntilAsync(() => Vault.Counters[absorb] > 0, "they are joining");
        await TryReceiveAsync(moved);
        absorbed.SetResult();
        Vault.Calls.Before = null;
        await joining;
        await ReceiveAsync(moved);
        await ReceiveAsync(Message("three", Phone));
        await UntilAsync(() => Vault.Assistant.Asked.Contains("three"), "the next one is answered");
        Vault.Assistant.Asked.Count(q => q == "two").ShouldBe(1);
    }

    [Fact]
    public async Task A_web_session_that_was_linked_still_lists_its_new_jobs_and_makes_codes()
    {
        var (web, target) = await TwoSessionsAsync();
        await web.OpenWebAsync();
        var before = await web.SubmitJobAsync(new JobRequest { Prompt = "before" }, "1");
        await web.JoinAsync(target);
        await UntilAsync(
            async () => await web.EndAsync() == target && (await web.GetAsync()).JobIds.Contains(before.Job.JobId), "they are one");

        var after = await web.SubmitJobAsync(new JobRequest { Prompt = "after" }, "2");
        (await web.GetAsync()).JobIds.ShouldContain(after.Job.JobId);
        var code = await web.CreateLinkCodeAsync();
        // The first 26 characters name the session that redeems it.
        var redeems = Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(code[..26]));
        (await redeems.RedeemLinkCodeAsync(code[26..], GrainKeys.NewId())).ShouldBeTrue();
    }

    /// <summary>A session, and the id of one that it becomes part of: the smaller one.</summary>
    private async Task<(ISessionGrain Greater, string Smaller)> TwoSessionsAsync()
    {
        var ids = new[] { GrainKeys.NewId(), GrainKeys.NewId() }.Order(StringComparer.Ordinal).ToArray();
        await Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(ids[0])).OpenWebAsync();
        return (Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(ids[1])), ids[0]);
    }
}
