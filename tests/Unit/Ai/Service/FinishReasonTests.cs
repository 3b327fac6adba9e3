using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Finish reasons that OpenAI does not have: their meaning, and that they cause no cooldown.</summary>
public sealed class FinishReasonTests
{
    [Theory]
    [InlineData("eos", null)]
    [InlineData("eos_token", null)]
    [InlineData("stop_sequence", null)]
    [InlineData("STOP", null)]
    [InlineData("MAX_TOKENS", AiCause.ProviderAnswerTruncated)]
    [InlineData("SAFETY", AiCause.ProviderAnswerRefused)]
    [InlineData("RECITATION", AiCause.ProviderAnswerRefused)]
    [InlineData("PROHIBITED_CONTENT", AiCause.ProviderAnswerRefused)]
    [InlineData("function_call_filter: MALFORMED_FUNCTION_CALL", AiCause.ProviderAnswerInvalid)]
    [InlineData("UNEXPECTED_TOOL_CALL", AiCause.ProviderAnswerInvalid)]
    [InlineData("insufficient_system_resource", AiCause.ProviderOverloaded)]
    [InlineData("abort", AiCause.ProviderServerError)]
    [InlineData("error", AiCause.ProviderServerError)]
    public async Task Each_means_what_the_provider_means(string reason, AiCause? cause)
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:Retries", "0"));
        host.A.Script(new ProviderReply { Finish = reason });
        for (var i = 0; i < 4; i++) (await host.AskAsync()).Provider.ShouldBe(cause is null ? "a" : "b");
        host.A.Script(new ProviderReply { Text = "", Finish = reason });
        var streamed = await host.StreamAsync();
        (streamed.Error, streamed.Completed?.Provider).ShouldBe((null, "b"), "without content another answers");

        var target = host.Services.GetRequiredService<AiTopology>().Targets["a/m"];
        if (cause is AiCause.ProviderOverloaded or AiCause.ProviderServerError)
        {
            host.Services.GetRequiredService<AiHealth>().Of(target).Wait.ShouldBeGreaterThan(TimeSpan.Zero, "three in a row");
            return;
        }

        host.Services.GetRequiredService<AiHealth>().Of(target).ShouldBe(Availability.Free);
        if (cause is { } known) (await host.FailsAsync(AiHost.Call() with { Model = "a/m" })).Cause.ShouldBe(known);
    }

    [Theory]
    [InlineData("eos_token", "stop")]
    [InlineData("MAX_TOKENS", "length")]
    [InlineData("SAFETY", "content_filter")]
    public async Task A_stream_ends_in_OpenAIs_words(string reason, string finish)
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new ProviderReply { Text = "one two", Finish = reason });
        var streamed = await host.StreamAsync();
        (streamed.Error, streamed.Text, streamed.Completed!.FinishReason).ShouldBe((null, "one two", new ChatFinishReason(finish)));
    }

    [Theory]
    [InlineData("""{"finish_reason":"stop"}""", null)]
    [InlineData("""{"finish_reason":null}""", null)]
    [InlineData("""{"finish_reason":""", null)]
    [InlineData("""{"finish_reason":"eos""", null)]
    [InlineData("""{"content":"\"finish_reason\":\"eos\""}""", null)]
    [InlineData("""{"native_finish_reason":"eos"}""", null)]
    [InlineData("""[{"finish_reason" : "eos"},{"finish_reason":"stop"},{"finish_reason":"SAFETY","a":1}]""",
        """[{"finish_reason" : "stop"},{"finish_reason":"stop"},{"finish_reason":"content_filter","a":1}]""")]
    public void Only_the_reason_is_replaced(string json, string? expected)
    {
        var rewritten = FinishReasons.Rewrite(Encoding.UTF8.GetBytes(json));
        (rewritten is null ? null : Encoding.UTF8.GetString(rewritten)).ShouldBe(expected);
    }

    [Theory]
    [InlineData(1, 10)]
    [InlineData(2, 10)]
    [InlineData(7, 9_000)]
    [InlineData(16_000, 5 * 1024 * 1024)]
    public async Task However_a_stream_is_cut_it_passes_whole(int block, int longest)
    {
        var usage = new WireUsage();
        var text = string.Concat(Enumerable.Range(0, 300).Select(i => $"data: {{\"n\":{i}}}\n\n")) +
            $": {new string('x', longest)}\r\ndata: {{\"finish_reason\":\"eos\",\"usage\":{{\"prompt_tokens\":3}}}}\r\n\r\ndata: [DONE]";
        await using var source = new BlockStream(Encoding.UTF8.GetBytes(text), block);
        await using var reader = new EventStreamReader(source, usage, () => default);
        using var read = new MemoryStream();
        await reader.CopyToAsync(read, 1_000 + block, TestContext.Current.CancellationToken);

        Encoding.UTF8.GetString(read.ToArray()).ShouldBe(text.Replace("\"eos\"", "\"stop\"", StringComparison.Ordinal));
        usage.Read()!.Input.ShouldBe(3);
    }

    /// <summary>Returns at most this many bytes per read.</summary>
    private sealed class BlockStream(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, most)], cancellationToken);
    }
}
