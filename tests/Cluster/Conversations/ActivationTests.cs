using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Outages;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Conversations;

/// <summary>
/// A conversation whose activation is deactivated, on two silos: it ends within seconds, and nothing is lost or done twice.
/// </summary>
public abstract class ActivationTests(VaultStorage storage) : IAsyncLifetime
{
    private static readonly ChannelAddress s_alice = new(ChannelNames.Telegram, "bot", "42");

    /// <summary>Far shorter than the time limit of any send, answer or grain call.</summary>
    private static readonly TimeSpan s_seconds = TimeSpan.FromSeconds(20);

    private TestVault _vault = null!;
    private int _next;

    public async ValueTask InitializeAsync() => _vault = await TestVault.StartAsync(await storage.NewAsync(), silos: 2);

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Told_to_go_while_a_send_hangs_it_goes_and_the_message_is_sent_once()
    {
        using var held = _vault.Faults.OnPort(nameof(IChannelSender), FaultKind.HangBefore, nameof(IChannelSender.SendAsync), times: 1);
        (await StoreAsync("one")).ShouldBeTrue();
        await held.Reached;
        await _vault.DeactivateAsync(await SessionAsync()).WaitAsync(s_seconds, TestContext.Current.CancellationToken);
        (await StoreAsync("two").WaitAsync(s_seconds, TestContext.Current.CancellationToken)).ShouldBeTrue();
        held.Lift();
        await AnswersAsync("answer to one", "answer to two");
    }

    [Fact]
    public async Task A_send_that_ends_soon_after_is_recorded_and_not_done_again()
    {
        var (taken, answers) = (new TaskCompletionSource(), new TaskCompletionSource());
        _vault.Telegram.AfterTaking = (message, _) =>
        {
            if (message.Text != "answer to one") return Task.CompletedTask;
            taken.SetResult();
            return answers.Task;
        };
        (await StoreAsync("one")).ShouldBeTrue();
        await taken.Task.WaitAsync(s_seconds, TestContext.Current.CancellationToken);
        var session = await SessionAsync();
        var going = _vault.DeactivateAsync(session);
        answers.SetResult();
        await going.WaitAsync(s_seconds, TestContext.Current.CancellationToken);
        (await StoreAsync("two")).ShouldBeTrue();
        await AnswersAsync("answer to one", "answer to two");
        (await session.GetAsync()).Sent.Length.ShouldBe(2);
    }

    [Fact]
    public async Task Told_to_go_while_the_ai_writes_it_goes_and_the_answer_comes_once()
    {
        (await StoreAsync("slow one")).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(!_vault.Assistant.Asked.IsEmpty), "the message is being answered");
        await _vault.DeactivateAsync(await SessionAsync()).WaitAsync(s_seconds, TestContext.Current.CancellationToken);
        (await StoreAsync("two").WaitAsync(s_seconds, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Assistant.Asked.Count == 2), "it is answered anew");
        _vault.Assistant.Gate.Release();
        await AnswersAsync("answer to slow one", "answer to two");
        _vault.Assistant.MostAtOnce.ShouldBe(1);
    }

    [Theory]
    [InlineData(FaultKind.FailBefore)]
    [InlineData(FaultKind.FailAfter)]
    public async Task After_a_write_that_failed_messages_are_taken_again_while_the_ai_still_writes(FaultKind kind)
    {
        (await StoreAsync("slow one")).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(!_vault.Assistant.Asked.IsEmpty), "the message is being answered");
        var (id, two) = (await SessionAsync(), Message("two"));
        using (_vault.Faults.OnWrite("chat-session", kind, times: 1))
        {
            // The webhook retries: the next activation accepts the message.
            (await StoreAsync(two).WaitAsync(s_seconds, TestContext.Current.CancellationToken)).ShouldBeTrue();
        }

        // The channel redelivers it nevertheless.
        (await StoreAsync(two).WaitAsync(s_seconds, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Assistant.Asked.Count == 2), "it is answered anew");
        _vault.Assistant.Gate.Release(2);
        await AnswersAsync("answer to slow one", "answer to two");
        _vault.Assistant.MostAtOnce.ShouldBe(1);
    }

    [Fact]
    public async Task What_a_send_that_could_not_be_recorded_had_sent_is_not_sent_again()
    {
        using (var write = _vault.Faults.Add(
            FaultKind.FailBefore,
            o => o.Port == Faults.Storage && o.Method == Faults.Write && !_vault.Telegram.IsEmpty
                && o.Key.StartsWith("chat-session", StringComparison.Ordinal),
            times: 1))
        {
            (await StoreAsync("one")).ShouldBeTrue();
            await write.Reached;
        }

        // The next activation is told before it would send.
        await AnswersAsync("answer to one");
        _vault.Clock.Advance(TimeSpan.FromMinutes(1));
        await _vault.SweepAsync();
        _vault.Telegram.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public async Task A_silo_that_stops_hands_a_hanging_answer_to_another()
    {
        (await StoreAsync("slow one")).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(!_vault.Assistant.Asked.IsEmpty), "the message is being answered");
        await _vault.StopAsync(_vault.SiloOf(await SessionAsync())!);
        (await StoreAsync("two").WaitAsync(s_seconds, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Assistant.Asked.Count == 2), "it is answered anew");
        _vault.Assistant.Gate.Release();
        await AnswersAsync("answer to slow one", "answer to two");
    }

    [Fact]
    public async Task A_session_that_is_moved_while_a_write_fails_takes_along_only_what_is_stored()
    {
        (await StoreAsync("one")).ShouldBeTrue();
        await AnswersAsync("answer to one");
        var (session, two) = (await SessionAsync(), Message("slow two"));
        var target = _vault.Silos.First(silo => silo != _vault.SiloOf(session));
        var moving = Task.CompletedTask;
        using (_vault.Faults.Add(
            FaultKind.FailBefore,
            o =>
            {
                if (o is not { Port: Faults.Storage, Method: Faults.Write }) return false;
                if (!o.Key.StartsWith("chat-session", StringComparison.Ordinal)) return false;
                moving = _vault.MigrateAsync(session, target);
                return true;
            },
            times: 1))
        {
            await Should.ThrowAsync<Exception>(() => session.ReceiveAsync([two]));
        }

        await moving.WaitAsync(s_seconds, TestContext.Current.CancellationToken);
        // The channel delivers it again. What is acknowledged then must be stored.
        (await StoreAsync(two)).ShouldBeTrue();
        await Eventually.AssertAsync(() => Task.FromResult(_vault.Assistant.Asked.Contains("slow two")), "it is being answered");
        _vault.Kill(_vault.SiloOf(session)!);
        await _vault.SettleAsync();
        var stored = await new Patience(TimeProvider.System).RunAsync(
            () => session.GetAsync(), TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        stored.PendingIn.ShouldBe(1);
    }

    [Fact]
    public async Task A_message_that_comes_while_the_session_expires_is_answered()
    {
        (await StoreAsync("one")).ShouldBeTrue();
        await AnswersAsync("answer to one");
        _vault.Clock.Advance(TimeSpan.FromDays(8));
        // A wake-up that is already under way may come first.
        using var held = _vault.Faults.Add(
            FaultKind.HangBefore,
            o => o is { Port: Faults.Storage, Method: "ClearStateAsync" } && o.Key.StartsWith("chat-session", StringComparison.Ordinal),
            times: 1);
        var sweeping = _vault.SweepAsync();
        await held.Reached;
        var storing = StoreAsync("two");
        held.Lift();
        await sweeping;
        (await storing.WaitAsync(s_seconds, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await AnswersAsync("answer to two");
        (await (await SessionAsync()).GetAsync()).History.Select(t => t.Text).ShouldBe(["two", "answer to two"]);
    }

    private InboundMessage Message(string text) => new() { Id = $"{++_next}", From = s_alice, At = _vault.Clock.GetUtcNow(), Text = text };

    private Task<bool> StoreAsync(string text) => StoreAsync(Message(text));

    private Task<bool> StoreAsync(InboundMessage message) => TestRouter.Of(_vault.Grains).StoreAsync([message]);

    private async Task<ISessionGrain> SessionAsync() =>
        _vault.Grains.GetGrain<ISessionGrain>(
            GrainKeys.Session(await _vault.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(s_alice)).ResolveAsync()));

    /// <summary>Exactly these are sent, in this order.</summary>
    private async Task AnswersAsync(params string[] texts)
    {
        foreach (var text in texts) (await _vault.Telegram.NextAsync()).Text.ShouldBe(text);
        var session = await SessionAsync();
        await Eventually.AssertAsync(async () => await session.GetAsync() is { PendingIn: 0, PendingOut: 0 }, "nothing waits");
        _vault.Telegram.IsEmpty.ShouldBeTrue();
    }
}

public sealed class SqliteActivationTests(SqliteStorage storage) : ActivationTests(storage);

public sealed class PostgreSqlActivationTests(PostgreSqlStorage storage) : ActivationTests(storage);
