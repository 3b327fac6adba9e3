using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Silos;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Cluster.Ai;

/// <summary>AI calls in the user's real ledger.</summary>
public sealed class AiLedgerTests(SqliteStorage storage)
{
    private readonly string _user = GrainKeys.NewId();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_asked_is_reserved_and_settled_and_nothing_stays_held()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var b = await ProviderStandIn.StartNewAsync();
        await using var silo = await StartAsync(a, b);
        var ai = silo.Services.GetRequiredService<IAiService>();
        a.Script(
            new ProviderReply { Text = "", Usage = """{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1000}""" },
            new ProviderReply());

        var answer = await ai.CompleteAsync(Call("r1"), Cancel);
        (answer.Provider, answer.Attempts).ShouldBe(("b", 2));
        await foreach (var chunk in ai.StreamAsync(Call("r2"), Cancel)) chunk.Update.ShouldNotBeNull();

        var usage = await UsageAsync(silo);
        usage.Reserved.ShouldBe(0);
        usage.Entries.Count(e => e.Charge.RequestId.StartsWith("r1", StringComparison.Ordinal))
            .ShouldBe(2, "the failed attempt billed too");
        usage.Total.ShouldBe(usage.Entries.Sum(e => e.Charge.Amount));
        usage.Entries.Where(e => e.Charge.RequestId.StartsWith("r1", StringComparison.Ordinal)).Sum(e => e.Charge.Amount)
            .ShouldBe(answer.Cost);
        (await ai.CompleteAsync(Call("r1") with { MayUseCache = true }, Cancel)).Cost.ShouldBeGreaterThanOrEqualTo(0);
        (await UsageAsync(silo)).Entries.Count(e => e.Charge.RequestId == "r1").ShouldBe(1, "a request is booked once");
    }

    [Fact]
    public async Task Beyond_the_budget_nobody_is_asked_and_a_stream_that_is_left_is_booked_once()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var silo = await StartAsync(a);
        var ai = silo.Services.GetRequiredService<IAiService>();
        var ledger = silo.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_user));
        await ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 0.001m));
        (await Should.ThrowAsync<AiException>(() => ai.CompleteAsync(Call("r1"), Cancel))).Cause.ShouldBe(AiCause.PolicyBudgetExceeded);
        a.Hits.ShouldBe(0);

        await ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 10m));
        a.Script(new ProviderReply { Text = "one two three four five six", EndAfter = 5, End = StreamEnd.Stall });
        await foreach (var chunk in ai.StreamAsync(Call("r2"), Cancel))
            if (chunk.Sequence == 4) break;
        await Eventually.AssertAsync(async () => (await UsageAsync(silo)).Entries.Length == 1, "it is booked");
        var usage = await UsageAsync(silo);
        usage.Reserved.ShouldBe(0);
        usage.Entries[0].Charge.RequestId.ShouldBe("r2");
        usage.Entries[0].Charge.Outcome.ShouldBe(ChargeOutcome.Partial);
        usage.Entries[0].Charge.Estimated.ShouldBeTrue();
    }

    [Fact]
    public async Task Many_calls_whose_first_attempts_all_bill_for_nothing_do_not_pass_the_budget()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var b = await ProviderStandIn.StartNewAsync();
        await using var silo = await StartAsync(a, b);
        const string Dear = """{"prompt_tokens":1000,"completion_tokens":4000,"total_tokens":5000}""";
        a.Reply = _ => new ProviderReply { Text = "", Usage = Dear };
        b.Reply = _ => new ProviderReply { Usage = Dear };
        var ai = silo.Services.GetRequiredService<IAiService>();
        var ledger = silo.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_user));
        var price = (await ai.CompleteAsync(Call("price"), Cancel)).Cost;
        price.ShouldBeGreaterThan(0);
        await ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: price * 8));
        await Task.WhenAll(Enumerable.Range(0, 40).Select(async i =>
        {
            try
            {
                await ai.CompleteAsync(Call($"r{i}"), Cancel);
            }
            catch (AiException exception)
            {
                exception.Cause.ShouldBe(AiCause.PolicyBudgetExceeded);
            }
        }));
        var usage = await UsageAsync(silo);
        (usage.Reserved, usage.Total <= price * 8).ShouldBe((0m, true), $"{usage.Total} of {price * 8}");
        usage.Entries.Length.ShouldBe(a.Hits + b.Hits, "whatever was asked is charged");
    }

    [Fact]
    public async Task With_nine_tenths_of_the_budget_spent_no_call_that_fits_is_refused()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var b = await ProviderStandIn.StartNewAsync();
        await using var silo = await StartAsync(a, b);
        var ai = silo.Services.GetRequiredService<IAiService>();
        var ledger = silo.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_user));
        await ledger.SetBudgetAsync(new UserBudget(Daily: null, Monthly: 10m));
        await ledger.SettleAsync(new LedgerCharge("before", "tokens", "m", 1, 9m));
        var hits = 0;
        a.Reply = _ => new ProviderReply { Text = Interlocked.Increment(ref hits) % 7 == 0 ? "" : "one two three" };

        // Each call reserves 1.5 cents and costs 0.01: a few leaked reservations would exhaust the budget.
        var twentyAtATime = new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Cancel };
        await Parallel.ForEachAsync(Enumerable.Range(0, 600), twentyAtATime, async (i, cancel) =>
        {
            var call = Call($"r{i}") with { Options = new ChatOptions { MaxOutputTokens = 1_000 } };
            if (i % 3 != 0) (await ai.CompleteAsync(call, cancel)).Text.ShouldNotBeEmpty();
            // A caller that disconnects after the first chunk.
            else await foreach (var chunk in ai.StreamAsync(call, cancel)) break;
        });
        await Eventually.AssertAsync(async () => (await UsageAsync(silo)).Reserved == 0, "nothing is held");
        (await UsageAsync(silo)).Total.ShouldBeInRange(9.02m, 9.5m);
    }

    [Fact]
    public async Task Where_the_store_fails_during_a_call_its_charge_waits_and_the_next_one_is_refused()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var silo = await StartAsync(a);
        var ai = silo.Services.GetRequiredService<IAiService>();
        var gate = new TaskCompletionSource();
        a.Reply = _ => new ProviderReply { Gate = gate.Task };
        var asked = ai.CompleteAsync(Call("r1"), Cancel);
        await Eventually.AssertAsync(() => Task.FromResult(a.Hits == 1), "it is asked");
        var down = silo.Faults.OnPort(nameof(ILedgerStore), FaultKind.FailBefore);
        gate.SetResult();

        var answer = await asked;
        answer.Cost.ShouldBeGreaterThan(0);
        var refused = await Should.ThrowAsync<AiException>(() => ai.CompleteAsync(Call("r2"), Cancel));
        (refused.Cause, refused.Message).ShouldBe((AiCause.OwnUnavailable, "The budget could not be read. Try again in a moment."));
        a.Hits.ShouldBe(1);

        down.Lift();
        await Eventually.AssertAsync(
            () => Task.FromResult(silo.Services.GetRequiredService<ChargeOutbox>().Waiting == 0), "what waited is booked");
        var usage = await UsageAsync(silo);
        (usage.Reserved, usage.Total).ShouldBe((0m, answer.Cost));
        usage.Entries.ShouldHaveSingleItem().Charge.RequestId.ShouldBe("r1");
    }

    [Fact]
    public async Task A_conversation_is_answered_by_the_service_and_paid_by_the_session()
    {
        await using var a = await ProviderStandIn.StartNewAsync();
        await using var silo = await StartAsync(a);
        a.Script(new ProviderReply { Text = "Two is the only even prime." });
        var assistant = new ChatAssistant(silo.Services.GetRequiredService<IAiService>());
        var answer = await assistant.AnswerAsync(
            new ChatQuestion(_user, "q1", "telegram", [new ChatTurn("user", "Which prime is even?", default)], [], "de"), Cancel);
        answer.Text.ShouldBe("Two is the only even prime.");
        var charge = (await UsageAsync(silo)).Entries.ShouldHaveSingleItem().Charge;
        (charge.RequestId, charge.Channel, charge.Amount).ShouldBe(("q1", "telegram", answer.Cost));
    }

    private AiCall Call(string id) =>
        new() { User = _user, RequestId = id, Messages = [new ChatMessage(ChatRole.User, "Hello " + id)], MayUseCache = false };

    private Task<UsageReport> UsageAsync(VaultSilo silo) => silo.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(_user)).GetUsageAsync();

    private async Task<VaultSilo> StartAsync(params ProviderStandIn[] providers) =>
        await VaultSilo.StartAsync(
            new Dictionary<string, string?>(await storage.NewAsync()) { ["Patience:Failover"] = "00:00:02" }
                .Concat(AiProcess.Endpoints(providers)).ToDictionary());
}
