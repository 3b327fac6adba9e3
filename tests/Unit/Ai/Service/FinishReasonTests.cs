using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Health;
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
}
