using ObsidianVault.Ai.Contract;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Fakes;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Embeddings: always of the same model, whichever provider serves it.</summary>
public sealed class EmbeddingTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_come_in_order_and_are_paid()
    {
        await using var host = await StartAsync();
        host.A.Script(new ProviderReply { Usage = """{"prompt_tokens":9,"total_tokens":9}""" });
        var made = await host.Ai.EmbedAsync(Call("a", "bb", "ccc"), Cancel);

        made.Vectors.Select(v => v.Span[0]).ShouldBe([1f, 2f, 3f]);
        (made.Provider, made.Model, made.Usage.Input, made.Cost).ShouldBe(("a", "v", 9, 0.09m));
        host.Billing.Bills.ShouldHaveSingleItem().Kind.ShouldBe(AiBillKind.Embedding);
    }

    [Fact]
    public async Task Another_provider_answers_with_the_same_model_and_never_with_another()
    {
        await using var host = await StartAsync();
        host.A.Script(ProviderReply.Error(503, ""));
        (await host.Ai.EmbedAsync(Call("a"), Cancel)).Provider.ShouldBe("b");
        host.B.Script(ProviderReply.Error(503, ""));
        var failure = await Should.ThrowAsync<AiException>(() => host.Ai.EmbedAsync(Call("a"), Cancel));
        failure.Cause.ShouldBe(AiCause.ProviderOverloaded);
        host.Providers[2].Hits.ShouldBe(0, "its vectors are not comparable");
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Vectors_that_cannot_be_read_are_paid_and_another_provider_makes_them()
    {
        await using var host = await StartAsync();
        host.A.Script(
            new ProviderReply
            {
                Body = """{"object":"list","data":[{"object":"embedding","index":0,"embedding":{}}],"usage":"""
                    + """{"prompt_tokens":9,"total_tokens":9}}""",
            });
        host.B.Script(new ProviderReply { Usage = """{"prompt_tokens":8,"total_tokens":8}""" });
        var made = await host.Ai.EmbedAsync(Call("a"), Cancel);

        (made.Provider, made.Cost).ShouldBe(("b", 0.09m + 0.08m));
        host.Billing.Bills.Select(b => (b.Attempt, b.Provider, b.Outcome, b.Usage.Input))
            .ShouldBe([(1, "a", AiOutcome.Discarded, 9), (2, "b", AiOutcome.Completed, 8)]);
    }

    [Fact]
    public async Task Who_leaves_pays_for_what_was_sent()
    {
        await using var host = await StartAsync();
        host.A.Script(ProviderReply.Hang);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var asked = host.Ai.EmbedAsync(Call("a text"), leaving.Token);
        await host.A.WaitForAsync(_ => true, TimeSpan.FromSeconds(20), Cancel);
        await leaving.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => asked);
        await host.Billing.FirstEnd.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        var bill = host.Billing.Bills.ShouldHaveSingleItem();
        (bill.Kind, bill.Outcome, bill.Usage.Output, bill.Usage.Estimated).ShouldBe((AiBillKind.Embedding, AiOutcome.Discarded, 0, true));
        bill.Usage.Input.ShouldBeGreaterThan(0);
        host.Billing.Open.ShouldBe(0);
    }

    [Fact]
    public async Task Bad_calls_are_refused()
    {
        await using var host = await StartAsync();
        AiEmbedCall[] refused =
        [
            Call(), Call(""), Call("x") with { Model = "nobody" }, Call("x") with { Model = "chat" }, Call(new string('x', 200_000)),
        ];
        foreach (var call in refused)
            (await Should.ThrowAsync<AiException>(() => host.Ai.EmbedAsync(call, Cancel))).Status.ShouldBeInRange(400, 404);
        (await Should.ThrowAsync<AiException>(() => host.Ai.CompleteAsync(AiHost.Call() with { Model = "a/v" }, Cancel))).Cause
            .ShouldBe(AiCause.CallerInvalidRequest);
        host.A.Hits.ShouldBe(0);
    }

    private static AiEmbedCall Call(params string[] inputs) => new() { User = "ada", RequestId = GrainKeys.NewId(), Inputs = inputs };

    private static Task<AiHost> StartAsync() => AiHost.StartAsync(3,
        ("Ai:Models:3:Name", "a/v"), ("Ai:Models:3:Embeds", "true"), ("Ai:Models:3:ContextWindow", "8000"),
        ("Ai:Models:4:Name", "b/v"), ("Ai:Models:4:Embeds", "true"), ("Ai:Models:4:ContextWindow", "8000"),
        ("Ai:Models:5:Name", "c/w"), ("Ai:Models:5:Embeds", "true"), ("Ai:Models:5:ContextWindow", "8000"), ("Ai:Retries", "0"));
}
