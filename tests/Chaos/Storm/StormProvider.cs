using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ObsidianVault.Fakes.Providers;
using ObsidianVault.Functional.OpenAi;

namespace ObsidianVault.Chaos.Storm;

/// <summary>One call that the provider received. Its number is in its usage, and so in the ledger.</summary>
public sealed record StormCall(int Number, ProviderRequest Request, DateTimeOffset At, TimeSpan Delay)
{
    public string? Prompt => OpenAiFixture.Prompt(Request);
}

/// <summary>The fake provider: what it says to each prompt, and how it fails.</summary>
public sealed partial class StormProvider : IAsyncDisposable
{
    /// <summary>The input tokens of call n are these plus n.</summary>
    public const int FirstTokens = 1_000;

    private readonly ConcurrentQueue<StormCall> _calls = new();
    private ProviderStandIn _server = null!;
    private int _last;

    public enum Mood
    {
        Good,
        ServerError,
        RateLimited,
        Overloaded,
        Hangs,
        BreaksOff,
    }

    public Mood Now { get; set; }

    public IReadOnlyCollection<StormCall> Calls => _calls;

    public IReadOnlyDictionary<string, string> Settings => OpenAiFixture.Settings(_server);

    public static async Task<StormProvider> StartNewAsync()
    {
        var provider = new StormProvider { _server = await ProviderStandIn.StartNewAsync() };
        provider._server.Reply = provider.ReplyTo;
        return provider;
    }

    /// <summary>What the chat answers to the question with this tag.</summary>
    public static string AnswerTo(string tag) => $"This answers {tag} in full.";

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private ProviderReply ReplyTo(ProviderRequest request)
    {
        var number = Interlocked.Increment(ref _last);
        var call = new StormCall(number, request, StormDiary.Now, TimeSpan.FromMilliseconds(50 + (number * 37 % 1_200)));
        _calls.Enqueue(call);
        var good = new ProviderReply
        {
            Text = TextFor(OpenAiFixture.Prompt(request) ?? ""),
            Usage = string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"prompt_tokens":{{FirstTokens + number}},"completion_tokens":10,"total_tokens":{{FirstTokens + number + 10}}}"""),
            Delay = call.Delay,
            Pace = TimeSpan.FromMilliseconds(20),
        };
        return Now switch
        {
            Mood.ServerError => ProviderReply.Error(500, """{"error":{"message":"The engine is on fire.","type":"server_error"}}"""),
            Mood.RateLimited => ProviderReply.Error(
                429, """{"error":{"message":"Rate limit reached.","type":"rate_limit"}}""", headers: ("Retry-After", "3")),
            Mood.Overloaded => ProviderReply.Error(503, """{"error":{"message":"The server is overloaded.","type":"server_error"}}"""),
            Mood.Hangs => ProviderReply.Hang,
            Mood.BreaksOff when request.IsStream => good with { End = StreamEnd.Cut, EndAfter = 2 },
            Mood.BreaksOff => good with { Body = """{"id":"broken""" },
            _ => good,
        };
    }

    private static string TextFor(string prompt)
    {
        if (Storyboard().Match(prompt) is { Success: true, Groups: [_, { Value: var story }] }) return PlanOf(story);
        if (Circle().Match(prompt) is { Success: true, Groups: [_, { Value: var circle }] }) return SceneOf(circle);
        return Question().Match(prompt) is { Success: true, Value: var tag } ? AnswerTo(tag) : "I do not know that one.";
    }

    private static string PlanOf(string tag) => new JsonObject
    {
        ["title"] = tag,
        ["scenes"] = new JsonArray([.. Enumerable.Range(1, 2).Select(n => (JsonNode)new JsonObject
        {
            ["title"] = $"Part {n}",
            ["shows"] = $"the circle {tag}s{n}",
            ["narration"] = "A circle appears.",
        })]),
    }.ToJsonString();

    /// <summary>A short scene of its own for each tag, so that no two share a place in the render cache.</summary>
    private static string SceneOf(string tag) => string.Create(CultureInfo.InvariantCulture, $$"""
        ```python
        # title: {{tag}}
        from manim import *
        class A(Scene):
            def construct(self):
                self.play(Create(Circle(1 + {{tag.Sum(c => c * 7) % 97}} / 100)), run_time=0.4)
                self.wait(0.2)
        ```
        """);

    [GeneratedRegex("story (t[0-9]+x[0-9]+) in two scenes")]
    private static partial Regex Storyboard();

    [GeneratedRegex("the circle (t[0-9]+x[0-9]+(?:s[0-9])?)")]
    private static partial Regex Circle();

    [GeneratedRegex("t[0-9]+x[0-9]+")]
    private static partial Regex Question();
}
