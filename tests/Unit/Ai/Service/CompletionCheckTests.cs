using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Serving;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>An unusable answer counts as a failure.</summary>
public sealed class CompletionCheckTests
{
    public static TheoryData<string, ProviderReply, AiCause> Bad => new()
    {
        { "empty", new ProviderReply { Text = " \n" }, AiCause.ProviderAnswerEmpty },
        { "truncated", new ProviderReply { Finish = "length" }, AiCause.ProviderAnswerTruncated },
        { "refused", new ProviderReply { Finish = "content_filter" }, AiCause.ProviderAnswerRefused },
        {
            "repeated", new ProviderReply { Text = "It is. " + string.Concat(Enumerable.Repeat("and so on, ", 200)) },
            AiCause.ProviderAnswerRepeated
        },
        { "a page", new ProviderReply { Body = "<html></html>", ContentType = "text/html" }, AiCause.ProviderMalformed },
        { "half of the JSON", new ProviderReply { Body = "{\"choices\":[{\"index\":0," }, AiCause.ProviderMalformed },
        {
            "an error in a 200", new ProviderReply { Body = """{"error":{"message":"Upstream","code":502}}""" }, AiCause.ProviderServerError
        },
    };

    [Theory, MemberData(nameof(Bad))]
    public async Task It_falls_back_and_alone_it_says_why(string what, ProviderReply reply, AiCause cause)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(reply);
        (await host.AskAsync()).Provider.ShouldBe("b", what);
        (await host.FailsAsync(AiHost.Call() with { Model = "a/m" })).Cause.ShouldBe(cause);
    }

    [Fact]
    public async Task Who_sets_the_limit_gets_the_part()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Finish = "length" });
        (await host.Ai.CompleteAsync(AiHost.Call() with { MayBeTruncated = true }, TestContext.Current.CancellationToken)).FinishReason
            .ShouldBe(ChatFinishReason.Length);
    }

    [Fact]
    public async Task Code_that_was_cut_off_is_written_again()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Routes:0:Class", "code"));
        host.A.Script(
            new ProviderReply { Text = "Here:\n```python\nprint((1)\n" },
            new ProviderReply { Text = "Here:\n```python\nprint(1)\n```\nEnjoy." });
        var answer = await host.Ai.CompleteAsync(AiHost.Call() with { Class = "code" }, TestContext.Current.CancellationToken);
        (answer.Code, answer.Attempts).ShouldBe(("print(1)", 2));
    }

    [Theory]
    [InlineData("print(1)", "print(1)")]
    [InlineData("a\n```\nx = 1\n```\nb\n```python\nclass A:\n    y = \"(\"\n```", "class A:\n    y = \"(\"")]
    [InlineData("```python\nx = r\"\\frac{1}{2}\"  # it's (open\n```", "x = r\"\\frac{1}{2}\"  # it's (open")]
    [InlineData("```python\nx = \"\"\"a\n(\"\"\"\n```", "x = \"\"\"a\n(\"\"\"")]
    [InlineData("```python\nx = (1\n```", null)]
    [InlineData("```python\nx = \"one\n```", null)]
    [InlineData("```python\nx = 1", null)]
    [InlineData("```rust\nfn f<'a>(x: &'a str) {}\n```", "fn f<'a>(x: &'a str) {}")]
    [InlineData("   ", null)]
    public void Code_is_cut_out_of_its_fence(string text, string? code) => (CodeBlock.Find(text)?.Code).ShouldBe(code);

    [Theory]
    [InlineData("x = 1\nif x:\n    y = 2", "x = 1\nif x:\n    y = 2")]
    [InlineData("    x = 1\n\n    if x:\n        y = 2", "x = 1\n\nif x:\n    y = 2")]
    [InlineData("    x = 1\ny = 2", "    x = 1\ny = 2")]
    public void A_piece_of_a_file_is_read_from_its_own_margin(string code, string read) => PythonSyntax.Dedented(code).ShouldBe(read);

    [Theory]
    [InlineData("ha ", 300, true)]
    [InlineData("x", 2_000, true)]
    [InlineData("0123456789 abcdefgh. ", 40, true)]
    [InlineData("ha ", 20, false)]
    public void A_text_that_got_stuck_is_seen(string piece, int times, bool stuck) =>
        Repetition.Dominates("An answer that begins well. " + string.Concat(Enumerable.Repeat(piece, times))).ShouldBe(stuck);

    [Fact]
    public void A_table_or_a_rule_is_no_repetition()
    {
        var prose = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"Sentence number {i} says something else."));
        Repetition.Dominates(prose).ShouldBeFalse();
        Repetition.Dominates(prose + new string('-', 700)).ShouldBeFalse();
    }
}
