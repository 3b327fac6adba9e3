using System.Text.Json;
using Microsoft.Extensions.AI;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>The request that reaches a provider says what the caller said.</summary>
public sealed class ProviderRequestTests
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_schema_arrives_as_it_was_given(bool strict)
    {
        const string schema =
            """{"type":"object","properties":{"a":{"type":"integer","minimum":1},"b":{"type":"string"}},"required":["a"]}""";
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(new Fakes.Providers.ProviderReply { Text = """{"a":1}""" });
        var options = new ChatOptions
        {
            ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonElement.Parse(schema), "n", "d"),
            MaxOutputTokens = 77,
        };
        if (strict) (options.AdditionalProperties = []).Add("strict", true);

        (await host.Ai.CompleteAsync(AiHost.Call(options: options), TestContext.Current.CancellationToken)).Text.ShouldBe("""{"a":1}""");

        var body = host.A.Requests.Items.ShouldHaveSingleItem().Body;
        var format = body["response_format"]!["json_schema"]!;
        format["schema"]!.ToJsonString().ShouldBe(schema);
        ((string?)format["name"], (string?)format["description"], (bool?)format["strict"] ?? false).ShouldBe(("n", "d", strict));
        ((int?)body["max_tokens"]).ShouldBe(77);
    }
}
