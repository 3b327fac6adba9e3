using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>The topology that settings produce, and the settings that are refused at startup.</summary>
public sealed class TopologyTests
{
    [Fact]
    public void Routes_in_a_circle_are_refused() => AiHost.FaultsOf(
        ("Ai:Routes:0:Class", "chat"), ("Ai:Routes:0:Targets:0:Model", "quick"), ("Ai:Routes:1:Class", "quick"),
        ("Ai:Routes:1:Targets:0:Model", "chat"))
        .ShouldContain("The AI routes form a cycle: chat → quick → chat.");

    [Fact]
    public void A_route_to_itself_is_refused() =>
        AiHost.FaultsOf(("Ai:Routes:0:Class", "chat"), ("Ai:Routes:0:Targets:0:Model", "chat")).ShouldContain("cycle");

    [Fact]
    public void An_unknown_model_is_refused() => AiHost.FaultsOf(
        ("Ai:Providers:OpenAi:ApiKey", "k"), ("Ai:Routes:0:Class", "chat"), ("Ai:Routes:0:Targets:0:Model", "openai/gpt-nine"))
        .ShouldContain("leads to 'openai/gpt-nine', which is neither");

    [Fact]
    public void Every_fault_is_said_at_once()
    {
        var faults = AiHost.FaultsOf(
            ("Ai:Endpoints:0:Name", "Bad Name"), ("Ai:Providers:OpenAi:BaseUrl", "ftp://x"), ("Ai:Providers:OpenAi:ApiKey", "k"),
            ("Ai:Providers:Cloudflare:ApiKey", "k"),
            ("Ai:Models:0:Name", "nobody/x"), ("Ai:Models:1:Name", "openai/x"), ("Ai:Models:1:ContextWindow", "1"),
            ("Ai:Routes:0:Class", "chat"), ("Ai:Providers:Groq:MaxConcurrent", "0"));
        string[] parts =
        [
            "Ai:Endpoints:0:Name", "Ai:Providers:OpenAi:BaseUrl", "Account is missing", "Ai:Models:0:Name", "ContextWindow",
            "Targets is empty", "MaxConcurrent",
        ];
        foreach (var part in parts) faults.ShouldContain(part);
    }

    [Fact]
    public async Task Without_a_key_the_catalogue_answers()
    {
        await using var host = await AiHost.StartAsync(0);
        var answer = await host.AskAsync("topics");
        (answer.Provider, answer.Model).ShouldBe(("catalogue", "catalogue"));
        host.Billing.Reserved.ShouldBeEmpty();
        (await host.StreamAsync()).Text.ShouldNotBeEmpty();
        (await host.FailsAsync(AiHost.Call() with { Class = "vision" })).Cause.ShouldBe(AiCause.OwnNotConfigured);
    }

    [Fact]
    public async Task With_a_key_the_catalogue_is_never_a_way_out()
    {
        await using var host = await AiHost.StartAsync(1);
        host.A.Script(Fakes.Providers.ProviderReply.Error(500, ""));
        (await host.FailsAsync()).Cause.ShouldBe(AiCause.ProviderServerError);
        host.Ai.Models.ShouldNotContain(m => m.Provider == "catalogue");
    }

    [Fact]
    public async Task A_key_alone_brings_a_provider_into_the_built_in_routes()
    {
        await using var host = await AiHost.StartAsync(
            0, ("Ai:Providers:Anthropic:ApiKey", "k"), ("Ai:Providers:Groq:ApiKey", "k"), ("Ai:Providers:OpenAi:ApiKey", "k"));
        var topology = host.Services.GetRequiredService<AiTopology>();
        topology.Reach(topology.Routes["code"]).First().Name.ShouldBe("anthropic/claude-sonnet-4-5");
        topology.Reach(topology.Routes["quick"]).First().Provider.Name.ShouldBe("groq");
        topology.Reach(topology.Routes["embed"]).First().Name.ShouldBe("openai/text-embedding-3-small");
        host.Ai.Models.Select(m => m.Name).ShouldContain("chat");
        topology.Providers.ShouldAllBe(p => p.ToString() == p.Name, "a provider's text must not show its key");
    }

    [Fact]
    public async Task The_short_form_comes_first()
    {
        await using var host = await AiHost.StartAsync(
            0, ("Ai:BaseUrl", "http://127.0.0.1:1/v1"), ("Ai:Model", "llama"), ("Ai:Providers:OpenAi:ApiKey", "k"));
        var topology = host.Services.GetRequiredService<AiTopology>();
        topology.Reach(topology.Routes["chat"]).Select(t => t.Name).Take(2).ShouldBe(["endpoint/llama", "openai/gpt-4o-mini"]);
        topology.Reach(topology.Routes["vision"]).ShouldAllBe(t => t.Provider.Name == "openai");
    }

    [Theory]
    [InlineData("nobody/x", AiCause.CallerModelUnknown)]
    [InlineData("embed", AiCause.OwnNotConfigured)]
    public async Task A_model_that_is_not_there_is_the_callers_fault(string model, AiCause cause)
    {
        await using var host = await AiHost.StartAsync(1);
        (await host.FailsAsync(AiHost.Call() with { Model = model })).Cause.ShouldBe(cause);
        host.A.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task A_bare_name_is_every_provider_that_runs_it_and_an_exact_one_only_that()
    {
        await using var host = await AiHost.StartAsync(2);
        host.A.Script(Fakes.Providers.ProviderReply.Error(503, ""));
        (await host.Ai.CompleteAsync(AiHost.Call() with { Model = "m" }, TestContext.Current.CancellationToken)).Provider.ShouldBe("b");
        (await host.FailsAsync(AiHost.Call() with { Model = "a/m" })).Provider.ShouldBe("a");
    }

    [Fact]
    public async Task A_conversation_that_fits_nowhere_is_refused_before_it_is_sent()
    {
        await using var host = await AiHost.StartAsync(1, ("Ai:Models:0:ContextWindow", "1000"));
        (await host.FailsAsync(AiHost.Call(new string('x', 8_000)))).Cause.ShouldBe(AiCause.CallerContextTooLong);
        host.A.Hits.ShouldBe(0);
    }

    [Fact]
    public async Task Bad_calls_are_refused_with_what_is_wrong()
    {
        await using var host = await AiHost.StartAsync(1);
        foreach (var call in new[]
        {
            AiHost.Call() with { Messages = [] }, AiHost.Call() with { User = "" }, AiHost.Call() with { RequestId = new string('x', 201) },
            AiHost.Call() with { Deadline = TimeSpan.Zero },
        }) (await host.FailsAsync(call)).Cause.ShouldBe(AiCause.CallerInvalidRequest);
        host.Billing.Budget = 0;
        (await host.FailsAsync()).Cause.ShouldBe(AiCause.PolicyBudgetExceeded);
        host.A.Hits.ShouldBe(0);
    }

    [Fact]
    public void Every_cause_has_a_code_whose_first_word_says_whose_fault_it_was()
    {
        foreach (var cause in Enum.GetValues<AiCause>())
        {
            cause.Code().Split('_')[0].ShouldBeOneOf("caller", "policy", "provider", "own");
            cause.Status().ShouldBeInRange(400, 504);
        }
    }
}
