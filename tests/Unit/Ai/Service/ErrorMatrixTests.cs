using System.Globalization;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Health;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Each provider's errors: the cause, the failover, the cooldown and the caller's error.</summary>
public sealed class ErrorMatrixTests
{
    public static TheoryData<string> Cases => [.. ErrorMatrix.All.Select(c => c.Name)];

    [Theory, MemberData(nameof(Cases))]
    public async Task Each_error_means_what_it_means(string name)
    {
        var error = ErrorMatrix.All.Single(c => c.Name == name);
        var a = await ProviderStandIn.StartNewAsync();
        var b = await ProviderStandIn.StartNewAsync();
        var path = error.Kind == AiProviderKind.Anthropic ? "" : "/v1";
        await using var host = AiHost.Start([a, b], null,
            ("Ai:Endpoints:0:Kind", error.Kind.ToString()), ("Ai:Endpoints:0:BaseUrl", a.BaseUrl + path),
            ("Ai:Models:0:Name", "a/the-model"), ("Ai:Routes:0:Targets:0:Model", "a/the-model"), ("Ai:Retries", "0"));
        a.Script(ProviderReply.Error(
            error.Status, error.Body, error.Body.StartsWith('<') ? "text/html" : "application/json",
            error.Header is { } header ? [header] : []));

        if (error.Then == "fallback")
        {
            (await host.AskAsync()).Provider.ShouldBe("b");
            (a.Hits, b.Hits).ShouldBe((1, 1));
        }
        else
        {
            var failure = await host.FailsAsync();
            (failure.Cause, failure.Provider).ShouldBe((error.Cause, "a"));
            failure.Status.ShouldBe(error.Cause.Status());
            (a.Hits, b.Hits).ShouldBe((1, 0), "asked once, and nobody else");
        }

        // The same in a stream, for errors without a cooldown.
        if (error.Cools.Length == 0)
        {
            (await host.StreamAsync()).Error?.Cause.ShouldBe(error.Cause);
            (a.Hits, b.Hits).ShouldBe((2, error.Then == "fallback" ? 2 : 0));
        }

        var health = host.Services.GetRequiredService<AiHealth>();
        var provider = host.Services.GetRequiredService<AiTopology>().Targets["a/the-model"];
        var other = new AiTarget(provider.Provider, provider.Model with { Id = "other" });
        (health.Of(other).Wait > TimeSpan.Zero ? "key" : health.Of(provider).Wait > TimeSpan.Zero ? "model" : "").ShouldBe(error.Cools);
        if (error.Wait is { } wait) health.Of(provider).Wait.TotalSeconds.ShouldBeInRange(wait - 2, wait);
        host.Billing.Bills.ShouldAllBe(bill => bill.Provider == "b", "an error costs nothing");
        host.Billing.Open.ShouldBe(0);
    }

    [Theory, MemberData(nameof(Cases))]
    public void The_map_knows_the_cause(string name)
    {
        var error = ErrorMatrix.All.Single(c => c.Name == name);
        var read = ProviderError.Read(error.Status, Encoding.UTF8.GetBytes(error.Body), default);
        new FaultMap(TimeProvider.System).Map(error.Kind, read, "the-model").Cause.ShouldBe(error.Cause);
    }

    [Theory]
    [InlineData("2026-11-23T12:00:00Z", 20 * 60)]
    [InlineData("2026-07-01T12:00:00Z", 19 * 60)]
    [InlineData("2026-11-01T07:30:00Z", 24 * 60)]
    public void Geminis_day_ends_at_midnight_in_California_whatever_its_RetryInfo_says(string now, int minutes)
    {
        var error = ErrorMatrix.All.Single(c => c.Name == "Gemini: a day of one model");
        var read = ProviderError.Read(error.Status, Encoding.UTF8.GetBytes(error.Body), default);
        var fault = new FaultMap(new FakeTimeProvider(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture)))
            .Map(error.Kind, read, "the-model");
        (read.RetryAfter, fault.RetryAfter, fault.CoolFor).ShouldBe((TimeSpan.FromSeconds(47), null, TimeSpan.FromMinutes(minutes)));
    }

    [Fact]
    public void A_prompt_against_a_policy_is_the_callers_and_OpenAI_calls_it_content_filter()
    {
        var error = OpenAiError.Of(new AiException(AiCause.CallerContentRefused, "No."), null).ShouldNotBeNull();
        (error.Status, error.Type, error.Code, error.MayRetry).ShouldBe((400, "invalid_request_error", "content_filter", false));
    }

    [Fact]
    public async Task An_overflow_goes_only_to_a_larger_window()
    {
        await using var host = await AiHost.StartAsync(3,
            ("Ai:Models:0:ContextWindow", "8000"), ("Ai:Models:1:ContextWindow", "8000"), ("Ai:Models:2:ContextWindow", "32000"));
        host.A.Script(ProviderReply.Error(400, """{"error":{"message":"Too long","code":"context_length_exceeded"}}"""));

        (await host.AskAsync()).Provider.ShouldBe("c");
        host.B.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task A_refused_key_is_passed_over_where_the_operator_wants_it()
    {
        await using var host = await AiHost.StartAsync(2, ("Ai:FallbackWhenDenied", "true"));
        host.A.Script(ProviderReply.Error(401, "{}"));

        (await host.AskAsync()).Provider.ShouldBe("b");
    }

    [Fact]
    public async Task A_key_never_reaches_an_error()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(ProviderReply.Error(401, """{"error":{"message":"Incorrect API key provided: key-a"}}"""));

        (await host.FailsAsync()).ToString().ShouldNotContain("key-a");
    }
}
