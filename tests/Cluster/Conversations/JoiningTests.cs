using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>Messages that arrive while two sessions are joined, and the joined session afterwards.</summary>
public abstract class JoiningTests(VaultStorage storage) : ConversationTest(storage)
{
    [Fact]
    public async Task What_comes_again_while_two_sessions_join_is_answered_once_and_in_order()
    {
        // The session with the greater id moves.
        var moving = string.CompareOrdinal(await SessionIdOfAsync(Phone), await SessionIdOfAsync(UserId)) > 0 ? Phone : UserId;
        var staying = moving == Phone ? UserId : Phone;
        await StoreAsync(Message("hello", staying));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to hello");
        var (one, slow, two) = (Message("one", moving), Message("slow three", moving), Message("two", moving));
        await StoreAsync(one);
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to one");
        await StoreAsync(slow, two);
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow three")), "it is being answered");

        var mine = await SessionOfAsync(moving);
        var (reached, lifted) = (new TaskCompletionSource(), new TaskCompletionSource());
        Vault.Calls.Before = async call =>
        {
            if (call.MethodName != nameof(ISessionGrain.AbsorbAsync)) return;
            reached.TrySetResult();
            await lifted.Task;
        };
        (await mine.JoinAsync(await SessionIdOfAsync(staying))).ShouldBe(await SessionIdOfAsync(staying));
        // While the session is still answering, redelivered and new messages are stored as before.
        await StoreAsync(one, slow);
        await StoreAsync(Message("four", moving));
        Vault.Assistant.Gate.Release();
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        var late = StoreAsync(one, two, slow, Message("five", moving));
        lifted.SetResult();
        await late;
        await StoreAsync(one, two, slow);

        var answers = new List<string>();
        for (var i = 0; i < 4; i++) answers.Add((await Vault.WhatsApp.NextAsync()).Text);
        answers.ShouldBe(["answer to slow three", "answer to two", "answer to four", "answer to five"]);
        await Eventually.AssertAsync(async () => await SessionIdOfAsync(moving) == await SessionIdOfAsync(staying), "they are one");
        // Redelivered through the new address, the messages are recognized there too.
        await StoreAsync(one, two, slow);
        var whole = await SessionOfAsync(staying);
        await Eventually.AssertAsync(async () => await whole.GetAsync() is { PendingIn: 0, PendingOut: 0 }, "nothing waits");
        Vault.WhatsApp.IsEmpty.ShouldBeTrue();
        Vault.Assistant.Asked.Count(a => a is "one" or "two").ShouldBe(2);
    }

    [Fact]
    public async Task What_is_about_a_topic_stays_in_it_through_a_restart_and_a_join()
    {
        await StoreAsync(Message("/video the derivative") with { Topic = "7" });
        var accepted = await Vault.Sender.NextAsync();
        accepted.Topic.ShouldBe("7");
        await StoreAsync(Message("slow one") with { Topic = "8" });
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "it is being answered");
        Vault = await Vault.RestartAsync();
        await Vault.SweepAsync();
        Vault.Assistant.Gate.Release();
        var other = Alice with { ExternalId = "43" };
        await (await SessionOfAsync(Alice)).JoinAsync(await SessionIdOfAsync(other));
        (await Vault.Sender.NextAsync()).Topic.ShouldBe("8");
        await Vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(accepted.JobId!)).CancelAsync();
        (await Vault.Sender.NextAsync()).Topic.ShouldBe("7");
        // One of our people goes on where the person last wrote.
        (await SayAsync(await SessionOfAsync(other), "Hello", "1")).ShouldNotBeNull();
        (await Vault.Sender.NextAsync()).Topic.ShouldBe("8");
        await StoreAsync(Message("stop") with { Topic = "9" });
        (await Vault.Sender.NextAsync()).Topic.ShouldBe("9");
    }

    [Fact]
    public async Task A_handover_that_fails_after_it_arrived_brings_nothing_twice()
    {
        var moving = string.CompareOrdinal(await SessionIdOfAsync(Phone), await SessionIdOfAsync(UserId)) > 0 ? Phone : UserId;
        var staying = moving == Phone ? UserId : Phone;
        await StoreAsync(Message("one", moving));
        await Vault.WhatsApp.NextAsync();
        await StoreAsync(Message("hello", staying));
        await Vault.WhatsApp.NextAsync();
        await Eventually.AssertAsync(async () => (await (await SessionOfAsync(moving)).GetAsync()).PendingOut == 0, "the send is recorded");
        var fails = true;
        Vault.Calls.Before = call => fails && call.MethodName == nameof(IAliasGrain.PointAsync)
            ? throw new TimeoutException("The test makes this fail.")
            : Task.CompletedTask;
        await (await SessionOfAsync(moving)).JoinAsync(await SessionIdOfAsync(staying));
        (await (await SessionOfAsync(staying)).GetAsync()).History.Length.ShouldBe(4);
        fails = false;
        await StoreAsync(Message("two", moving));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldBe("answer to two");
        (await (await SessionOfAsync(staying)).GetAsync()).History.Select(t => t.Text)
            .ShouldBe(["one", "answer to one", "hello", "answer to hello", "two", "answer to two"]);
    }

    [Fact]
    public async Task What_was_handed_over_when_no_wake_up_could_be_set_is_answered()
    {
        var moving = string.CompareOrdinal(await SessionIdOfAsync(Phone), await SessionIdOfAsync(UserId)) > 0 ? Phone : UserId;
        var staying = moving == Phone ? UserId : Phone;
        await StoreAsync(Message("hello", staying));
        await Vault.WhatsApp.NextAsync();
        var theirs = await SessionOfAsync(staying);
        await Eventually.AssertAsync(async () => (await theirs.GetAsync()).PendingOut == 0, "the send is recorded");
        // So that the next wake-up is days away.
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Vault.SweepAsync();
        await StoreAsync(Message("slow one", moving));
        await Eventually.AssertAsync(() => Task.FromResult(Vault.Assistant.Asked.Contains("slow one")), "it is being answered");
        await (await SessionOfAsync(moving)).JoinAsync(await SessionIdOfAsync(staying));
        await StoreAsync(Message("two", moving));
        var key = GrainKeys.Session(await SessionIdOfAsync(staying));
        using var away = Vault.Faults.Add(
            FaultKind.FailBefore, o => o is { Port: nameof(IDueStore), Method: nameof(IDueStore.ScheduleAsync) } && o.Key == key, times: 1);
        Vault.Assistant.Gate.Release();
        await away.Reached;
        string[] answers = [(await Vault.WhatsApp.NextAsync()).Text, (await Vault.WhatsApp.NextAsync()).Text];
        answers.ShouldBe(["answer to slow one", "answer to two"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_code_whose_use_could_not_be_recorded_is_not_lost(bool webMoves)
    {
        var web = await OpenWebAsync(webMoves);
        await web.OpenWebAsync();
        var chat = await SessionOfAsync(Alice);
        var isUsed = false;
        Vault.Calls.Before = call =>
        {
            isUsed |= call.MethodName == nameof(ISessionGrain.RedeemLinkCodeAsync);
            return Task.CompletedTask;
        };
        using var write = Vault.Faults.Add(
            FaultKind.FailBefore,
            o => isUsed && o is { Port: Faults.Storage, Method: Faults.Write }
                && o.Key.EndsWith(chat.GetPrimaryKeyString(), StringComparison.Ordinal),
            times: 1);
        var code = await web.CreateLinkCodeAsync();
        await StoreAsync(Message($"/link {code}"));
        await write.Reached;
        Vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await Vault.SweepAsync();
        (await Vault.Sender.NextAsync()).Text.ShouldContain("one conversation");
        await Eventually.AssertAsync(async () => await web.EndAsync() == await chat.EndAsync(), "they are one");
        await StoreAsync(Message($"/link {code}", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("not valid");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_linked_web_session_lists_its_new_jobs_and_makes_new_codes(bool webMoves)
    {
        var web = await OpenWebAsync(webMoves);
        var secret = await web.OpenWebAsync();
        var old = (await web.SubmitJobAsync(new JobRequest { Code = "from manim import *" }, "old")).Job.JobId;
        await StoreAsync(Message($"/link {await web.CreateLinkCodeAsync()}"));
        (await Vault.Sender.NextAsync()).Text.ShouldContain("one conversation");
        await Eventually.AssertAsync(async () => await web.EndAsync() == await (await SessionOfAsync(Alice)).EndAsync(), "they are one");

        var submitted = await web.SubmitJobAsync(new JobRequest { Code = "from manim import *" }, "new");
        submitted.Created.ShouldBeTrue();
        await Eventually.AssertAsync(
            async () => (await web.GetAsync()).JobIds is var jobs && jobs.Contains(submitted.Job.JobId) && jobs.Contains(old),
            "both are listed");
        // The same idempotency key refers to the same job before and after.
        (await web.SubmitJobAsync(new JobRequest { Code = "from manim import *" }, "old")).Created.ShouldBeFalse();
        (await web.AuthenticateAsync(secret)).ShouldBeTrue();
        // To the knowledge base both are the same person, whichever of them asks.
        var webId = web.GetPrimaryKeyString()[GrainKeys.SessionPrefix.Length..];
        var reader = await web.GetReaderAsync();
        reader.People.ShouldContain(PersonId.OfSession(webId));
        reader.Owner.ShouldBe(PersonId.OfAddress(Alice));
        (await (await SessionOfAsync(Alice)).GetReaderAsync()).People.ShouldBe(reader.People);

        await StoreAsync(Message($"/link {await web.CreateLinkCodeAsync()}", Phone));
        (await Vault.WhatsApp.NextAsync()).Text.ShouldContain("one conversation");
        await Eventually.AssertAsync(
            async () => await SessionIdOfAsync(Phone) == await SessionIdOfAsync(Alice)
                || await (await SessionOfAsync(Phone)).EndAsync() == await (await SessionOfAsync(Alice)).EndAsync(),
            "all three are one");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_linked_lives_and_ends_with_the_conversation(bool webMoves)
    {
        var (web, chat) = (await OpenWebAsync(webMoves), await SessionOfAsync(Alice));
        var secret = await web.OpenWebAsync();
        await StoreAsync(Message($"/link {await web.CreateLinkCodeAsync()}"));
        await Vault.Sender.NextAsync();
        await Eventually.AssertAsync(async () => await web.EndAsync() == await chat.EndAsync(), "they are one");
        for (var week = 0; week < 3; week++)
        {
            Vault.Clock.Advance(TimeSpan.FromDays(5));
            await Vault.SweepAsync();
            await StoreAsync(Message("hello"));
            await Vault.Sender.NextAsync();
            await Eventually.AssertAsync(async () => (await chat.GetAsync()).PendingOut == 0, "the send is recorded");
        }

        (await web.AuthenticateAsync(secret)).ShouldBeTrue();
        for (var week = 0; week < 4; week++)
        {
            Vault.Clock.Advance(TimeSpan.FromDays(8));
            await Vault.SweepAsync();
        }

        await Eventually.AssertAsync(async () => !await web.IsKeptAsync() && !await chat.IsKeptAsync(), "both end");
        (await web.AuthenticateAsync(secret)).ShouldBeFalse();
        if (!webMoves)
            await Eventually.AssertAsync(
                async () => await Vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(Alice)).FindAsync() is null,
                "the identity's row ends");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Chats_of_an_account_pay_read_and_end_with_it_whatever_they_are_linked_with(bool accountMoves)
    {
        var account = await OpenWebAsync(accountMoves);
        var accountId = account.GetPrimaryKeyString()[GrainKeys.SessionPrefix.Length..];
        await account.OpenAccountAsync();
        var ids = new List<string>();
        // Of several some are before the account's id in order, and some behind it.
        for (var i = 0; i < 8; i++) ids.Add((await account.OpenChatAsync())!);
        (await account.GetChatsAsync()).Select(chat => chat.SessionId).ShouldBe(ids);
        var chats = ids.Select(id => Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(id))).ToList();
        (await chats[0].GetAccountAsync()).ShouldBe(accountId);
        (await chats[0].AuthenticateAsync("")).ShouldBeFalse();

        // Whichever chat is linked, it is the person who is.
        await StoreAsync(Message($"/link {await chats[3].CreateLinkCodeAsync()}"));
        (await Vault.Sender.NextAsync()).Text.ShouldContain("one conversation");
        await Eventually.AssertAsync(
            async () => await account.EndAsync() == await (await SessionOfAsync(Alice)).EndAsync()
                && (await account.GetReaderAsync()).People.Contains(PersonId.OfAddress(Alice)), "they are one");
        (await account.GetChatsAsync()).Select(chat => chat.SessionId).ShouldBe(ids);
        var person = await account.GetReaderAsync();
        foreach (var (id, chat) in ids.Zip(chats))
        {
            var reader = await chat.GetReaderAsync();
            reader.Owner.ShouldBe(person.Owner);
            reader.People.ShouldBe([.. person.People, id]);
            await LedgerOf(id).SettleAsync(new LedgerCharge("of-" + id, "tokens", "gpt-4o", 10, 0.1m));
        }

        (await LedgerOf(accountId).GetUsageAsync()).Total.ShouldBe(0.8m);
        (await LedgerOf(ids[5]).GetUsageAsync()).Total.ShouldBe(0.8m);

        // A chat that nobody uses ends, and leaves the list; the account is still known.
        for (var week = 0; week < 2; week++)
        {
            Vault.Clock.Advance(TimeSpan.FromDays(8));
            await Vault.SweepAsync();
        }

        await Eventually.AssertAsync(async () => (await account.GetChatsAsync()).IsEmpty, "the chats have ended");
        (await chats[0].GetAccountAsync()).ShouldBeNull();
        (await account.IsKeptAsync()).ShouldBeTrue();
    }

    private ILedgerGrain LedgerOf(string user) => Vault.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(user));

    /// <summary>A web session that is joined with Alice's, in either direction.</summary>
    private async Task<ISessionGrain> OpenWebAsync(bool moves)
    {
        var chat = await SessionIdOfAsync(Alice);
        string id;
        do id = GrainKeys.NewId();
        while (string.CompareOrdinal(id, chat) > 0 != moves);
        return Vault.Grains.GetGrain<ISessionGrain>(GrainKeys.Session(id));
    }
}

public sealed class SqliteJoiningTests(SqliteStorage storage) : JoiningTests(storage);

public sealed class PostgreSqlJoiningTests(PostgreSqlStorage storage) : JoiningTests(storage);
