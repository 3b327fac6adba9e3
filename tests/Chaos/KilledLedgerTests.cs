using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Npgsql;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.OpenAi;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos;

/// <summary>
/// kill -9 of a silo and of a front end during AI calls: every call that a provider completed is booked exactly once.
/// </summary>
public sealed class KilledLedgerTests(ClusterShape shape)
{
    private const int Calls = 1_000;
    private const int AtOnce = 16;
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_call_of_a_provider_is_booked_once_although_its_silo_is_killed_twice()
    {
        await using var provider = await ProviderStandIn.StartNewAsync();
        provider.Reply = _ => new ProviderReply
        {
            Usage = """{"prompt_tokens":1000,"completion_tokens":0,"total_tokens":1000}""",
            Delay = TimeSpan.FromMilliseconds(5),
        };
        await using var vault = await shape.StartNewAsync(
            OpenAiFixture.Settings(provider), new Dictionary<string, string> { ["Ledger__MonthlyBudget"] = "1000" });
        using var http = await OpenAiFixture.HttpAsync(vault);
        http.Timeout = s_patience;

        var (next, answered, told) = (0, 0, new ConcurrentDictionary<string, decimal>());
        var load = Task.WhenAll(Enumerable.Range(0, AtOnce).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is <= Calls and var call)
            {
                // A caller that is refused or disconnected retries, as clients do.
                for (var sent = false; !sent;)
                {
                    using var response = await http.PostAsJsonAsync(
                        "/v1/chat/completions", OpenAiCalls.Ask($"call {call}", maxTokens: 10), Cancel);
                    sent = response.StatusCode == HttpStatusCode.OK;
                    if (sent)
                    {
                        told[OpenAiCalls.Header(response, "x-request-id")!] =
                            decimal.Parse(OpenAiCalls.Header(response, "X-Vault-Cost")!, System.Globalization.CultureInfo.InvariantCulture);
                    }
                    else ((int)response.StatusCode).ShouldBeGreaterThanOrEqualTo(500);
                }

                Interlocked.Increment(ref answered);
            }
        })));

        foreach (var after in new[] { Calls / 5, Calls / 2 })
        {
            await VaultService.UntilAsync(
                () => Task.FromResult(Volatile.Read(ref answered) >= after), "part of the calls is answered", s_patience);
            await vault.KillAsync("Silo");
            await vault.StartAsync();
        }

        await load.WaitAsync(s_patience, Cancel);
        // Charges that were waiting for their ledger arrive a little later.
        await VaultService.UntilAsync(
            async () => await OneAsync("SELECT count(*) FROM vault_ledger_entry") == provider.Hits,
            $"{provider.Hits} calls are in the books", s_patience);

        // 1,000 tokens at $0.15 per million, in picodollars.
        (await OneAsync("SELECT CAST(sum(amount) AS bigint) FROM vault_ledger_entry")).ShouldBe(provider.Hits * 150_000_000L);
        (await OneAsync("SELECT CAST(sum(amount) AS bigint) FROM vault_ledger_day")).ShouldBe(provider.Hits * 150_000_000L);
        (await OneAsync("SELECT CAST(sum(amount) AS bigint) FROM vault_ledger_total")).ShouldBe(provider.Hits * 150_000_000L);
        // The cost that each caller was told equals what was booked.
        told.Count.ShouldBe(Calls);
        told.Values.ShouldAllBe(cost => cost == 0.00015m);
        told.Keys.ShouldBeSubsetOf(await IdsAsync());
        var usage = await OpenAiFixture.SettledUsageAsync(http);
        usage.GetProperty("total").GetDecimal().ShouldBe(0.00015m * provider.Hits);

        async Task<long> OneAsync(string sql)
        {
            await using var source = NpgsqlDataSource.Create(vault.Setting("Storage__ConnectionString"));
            await using var command = source.CreateCommand(sql);
            return (long)(await command.ExecuteScalarAsync(Cancel) ?? 0L);
        }

        async Task<HashSet<string>> IdsAsync()
        {
            await using var source = NpgsqlDataSource.Create(vault.Setting("Storage__ConnectionString"));
            await using var command = source.CreateCommand("SELECT request_id FROM vault_ledger_entry");
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            var ids = new HashSet<string>();
            while (await reader.ReadAsync(Cancel)) ids.Add(reader.GetString(0));
            return ids;
        }
    }

    [Fact]
    public async Task A_stream_goes_on_at_another_front_end_when_the_first_was_killed()
    {
        const string words = "one two three four five six seven eight nine ten eleven twelve ";
        await using var provider = await ProviderStandIn.StartNewAsync();
        provider.Reply = _ => new ProviderReply { Text = words, Pace = TimeSpan.FromMilliseconds(100) };
        await using var vault = await shape.StartNewAsync(OpenAiFixture.Settings(provider));
        using var http = await OpenAiFixture.HttpAsync(vault);
        var (id, first, last) = await OpenAiCalls.ReadSomeAsync(http, "Outlive me", events: 3);
        await vault.KillAsync("Api");
        await vault.StartAsync();
        var second = await http.GetStringAsync($"/v1/chat/completions/{id}/events?after={last}", Cancel);
        OpenAiCalls.TextOf(first + second).ShouldBe(words);
        second.ShouldEndWith("data: [DONE]\n\n");
        provider.Hits.ShouldBe(1);
        (await OpenAiFixture.SettledUsageAsync(http))
            .GetProperty("entries").EnumerateArray().ShouldHaveSingleItem().GetProperty("outcome").GetString().ShouldBe("complete");
    }
}
