using System.Diagnostics;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>When the client disconnects, the upstream request is cancelled and its cost so far is charged.</summary>
public sealed class DisconnectTests
{
    private const string Sixty = "w01 w02 w03 w04 w05 w06 w07 w08 w09 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, InlineData(false), InlineData(true)]
    public async Task Leaving_a_stream_closes_the_connection_and_books_the_part_once(bool byToken)
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = Sixty, EndAfter = 5, End = StreamEnd.Stall });
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var read = 0;
        try
        {
            await foreach (var chunk in host.Ai.StreamAsync(AiHost.Call(), leaving.Token))
            {
                if (++read < 5) continue;
                if (!byToken) break;
                await leaving.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (byToken)
        {
        }

        var left = Stopwatch.GetTimestamp();
        var request = host.A.Requests.Items.ShouldHaveSingleItem();
        await request.Aborted.WaitAsync(s_patience, Cancel);
        TestContext.Current.TestOutputHelper?.WriteLine($"closed after {Stopwatch.GetElapsedTime(left).TotalMilliseconds:0} ms");
        await host.Billing.FirstEnd.WaitAsync(s_patience, Cancel);
        var bill = host.Billing.Bills.ShouldHaveSingleItem();
        bill.Outcome.ShouldBe(AiOutcome.Partial);
        (bill.Usage.Output, bill.Usage.Estimated).ShouldBe((5, true));
        bill.Usage.Input.ShouldBeGreaterThan(0);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Leaving_a_call_closes_the_connection_and_books_the_input()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(ProviderReply.Hang);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var asked = host.Ai.CompleteAsync(AiHost.Call(), leaving.Token);
        var request = await host.A.WaitForAsync(_ => true, s_patience, Cancel);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await request.Aborted.WaitAsync(s_patience, Cancel);
        await host.Billing.FirstEnd.WaitAsync(s_patience, Cancel);
        var bill = host.Billing.Bills.ShouldHaveSingleItem();
        (bill.Outcome, bill.Usage.Output, bill.Usage.Estimated).ShouldBe((AiOutcome.Discarded, 0, true));
        bill.Usage.Input.ShouldBeGreaterThan(0);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task A_usage_of_zero_that_a_provider_sends_stays_zero()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Usage = """{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""" });

        (await host.StreamAsync()).Completed!.Usage.ShouldBe(new AiUsage(0, 0, 0, 0, 0, Estimated: false));
        (await host.AskAsync()).Usage.ShouldBe(new AiUsage(0, 0, 0, 0, 0, Estimated: false));
    }
}
