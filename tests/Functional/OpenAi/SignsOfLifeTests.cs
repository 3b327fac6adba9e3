using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>A client that waits sees that somebody works, and knows where an answer ends.</summary>
public sealed class SignsOfLifeTests(SignsOfLifeTests.Fixture fixture) : IClassFixture<SignsOfLifeTests.Fixture>
{
    private const string Chat = "/v1/chat/completions";
    private static readonly TimeSpan s_thinking = TimeSpan.FromSeconds(3);
    private readonly ProviderStandIn _provider = fixture.Provider;
    private readonly VaultService _service = fixture.Service;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Chat, null, ": keep-alive\n\n")]
    [InlineData(Chat, "X-Vault-Resumable", ": keep-alive\n\n")]
    [InlineData("/api/v1/ai/chat", null, ": keep-alive\n\n")]
    [InlineData("/v1/responses", null, "event: response.created\n")]
    public async Task A_stream_has_signs_of_life_while_the_model_thinks(string path, string? header, string begin)
    {
        _provider.Reply = _ => new ProviderReply { Text = "Done thinking.", Delay = s_thinking };
        using var http = await OpenAiFixture.HttpAsync(_service);
        if (header is not null) http.DefaultRequestHeaders.Add(header, "true");

        var question = Ask(path, stream: true);
        // A stored response begins in its grain, after ten seconds.
        if (path == "/v1/responses") question["store"] = false;
        using var response = await http.PostAsJsonAsync(path, question, Cancel);

        var body = await response.Content.ReadAsStringAsync(Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
        (body.StartsWith("retry: 2000\n\n", StringComparison.Ordinal) ? body[13..] : body).ShouldStartWith(begin);
        (body.Split(": keep-alive\n\n").Length + body.Split("event: keepalive\n").Length - 2).ShouldBeGreaterThan(0);
        body.ShouldContain("thinking.");
        body.ShouldNotContain("event: error");
    }

    [Fact]
    public async Task A_failure_after_signs_of_life_is_an_event()
    {
        _provider.Reply = _ => ProviderReply.Error(400, """{"error":{"message":"No such thing."}}""") with { Delay = s_thinking };
        using var http = await OpenAiFixture.HttpAsync(_service);
        using var response = await http.PostAsJsonAsync(Chat, Ask(Chat, stream: true), Cancel);
        var body = await response.Content.ReadAsStringAsync(Cancel);
        body.ShouldStartWith(": keep-alive\n\n");
        body.ShouldContain("event: error\ndata: {\"error\":");
        body.ShouldNotContain("[DONE]");
    }

    [Fact]
    public async Task The_arguments_of_a_call_reach_the_client_as_they_come()
    {
        var gate = new TaskCompletionSource();
        _provider.Reply = _ => new ProviderReply { Call = "draw", Text = """{"shape": "circle"}""", Hold = (1, gate.Task) };
        using var http = await OpenAiFixture.HttpAsync(_service);
        var tools = new JsonArray(new JsonObject
        {
            ["type"] = "function", ["function"] = new JsonObject { ["name"] = "draw", ["parameters"] = new JsonObject() },
        });
        var body = Ask(Chat, stream: true);
        body["tools"] = tools;
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat) { Content = JsonContent.Create(body) };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        var seen = new StringBuilder();

        while (!seen.ToString().Contains("shape", StringComparison.Ordinal)) seen.AppendLine(await reader.ReadLineAsync(Cancel));

        gate.SetResult();
        (await reader.ReadToEndAsync(Cancel)).ShouldContain("circle");
    }

    [Theory]
    [InlineData(Chat, null)]
    [InlineData(Chat, "X-Vault-Resumable")]
    [InlineData("/v1/responses", null)]
    [InlineData("/v1/embeddings", null)]
    [InlineData("/v1/models", null)]
    [InlineData("/v1/models/chat", null)]
    [InlineData("/v1/nowhere", null)]
    public async Task A_whole_answer_has_a_length(string path, string? header)
    {
        _provider.Reply = _ => new ProviderReply { Text = new string('x', 100_000) };
        using var http = await OpenAiFixture.HttpAsync(_service);
        if (header is not null) http.DefaultRequestHeaders.Add(header, "true");
        using var request = path.Contains("models", StringComparison.Ordinal)
            ? new HttpRequestMessage(HttpMethod.Get, path)
            : new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(Ask(path, stream: false)) };

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);

        response.Headers.TransferEncodingChunked.ShouldNotBe(true);
        var length = response.Content.Headers.ContentLength.ShouldNotBeNull();
        (await response.Content.ReadAsByteArrayAsync(Cancel)).Length.ShouldBe((int)length);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_repeat_of_a_stored_response_gets_it_also_when_its_events_are_gone(bool stream)
    {
        _provider.Reply = _ => new ProviderReply { Text = "Stored once." };
        using var http = await OpenAiFixture.HttpAsync(_service);
        http.DefaultRequestHeaders.Add("Idempotency-Key", "again");
        var hits = _provider.Hits;
        var first = await SendAsync();
        var id = JsonNode.Parse(stream ? first.Split("data: ")[1].Split("\n\n")[0] : first)! is var node
            ? (string?)(node["response"] ?? node)["id"]
            : null;
        await VaultService.UntilAsync(
            async () =>
            {
                using var events = await http.GetAsync($"/v1/responses/{id}?stream=true", Cancel);
                return events.StatusCode == HttpStatusCode.BadRequest;
            },
            "its events are gone");

        var again = await SendAsync();

        again.ShouldContain("Stored once.");
        if (stream) Types(again).ShouldBe([.. Types(first).Where((type, i) => i == 0 || type != Types(first)[i - 1])]);
        else JsonNode.DeepEquals(JsonNode.Parse(again), JsonNode.Parse(first)).ShouldBeTrue();
        _provider.Hits.ShouldBe(hits + 1);

        async Task<string> SendAsync()
        {
            using var response = await http.PostAsJsonAsync("/v1/responses", Ask("/v1/responses", stream), Cancel);
            var body = await response.Content.ReadAsStringAsync(Cancel);
            response.StatusCode.ShouldBe(HttpStatusCode.OK, body);
            return body;
        }
    }

    private static List<string> Types(string events) =>
        [.. events.Split('\n').Where(line => line.StartsWith("event: ", StringComparison.Ordinal)).Select(line => line[7..])];

    private static JsonObject Ask(string path, bool stream) => path switch
    {
        "/v1/responses" => new JsonObject { ["model"] = OpenAiFixture.Model, ["input"] = "Hello", ["stream"] = stream },
        "/v1/embeddings" => new JsonObject { ["model"] = "openai/text-embedding-3-small", ["input"] = "Hello" },
        "/api/v1/ai/chat" => new JsonObject { ["message"] = "Hello", ["stream"] = stream },
        _ => JsonSerializer.SerializeToNode(OpenAiCalls.Ask("Hello", stream))!.AsObject(),
    };

    /// <summary>A service whose heart beats every second, and which keeps events as briefly as it may.</summary>
    public sealed class Fixture : IAsyncLifetime
    {
        public ProviderStandIn Provider { get; private set; } = null!;

        public VaultService Service { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            _ = ManimRoot.Path; // what the service needs
            Provider = await ProviderStandIn.StartNewAsync();
            Service = await VaultService.StartNewAsync(
                VaultService.Embedded,
                OpenAiFixture.Settings(Provider),
                new Dictionary<string, string> { ["Gateway__Heartbeat"] = "00:00:01", ["OpenAi__ResumableFor"] = "00:00:10" });
        }

        public async ValueTask DisposeAsync()
        {
            await Service.DisposeAsync();
            await Provider.DisposeAsync();
        }
    }
}
