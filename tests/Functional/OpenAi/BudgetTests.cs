using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ObsidianVault.Fakes;
using ObsidianVault.Fakes.Providers;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>The effect of budgets over HTTP.</summary>
[Collection(OpenAiCollection.Name)]
public sealed class BudgetTests(OpenAiFixture fixture)
{
    private const string Chat = "/v1/chat/completions";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_calls_at_once_do_not_pass_a_dollar()
    {
        // 5,000 output tokens cost at most $0.05; the real cost is a fifth of that.
        fixture.Provider.Reply = _ => new ProviderReply
        {
            Usage = """{"prompt_tokens":0,"completion_tokens":1000,"total_tokens":1000}""",
            Delay = TimeSpan.FromMilliseconds(300),
        };
        using var http = await fixture.HttpAsync();
        await SetBudgetAsync(http, 1m);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            http.PostAsJsonAsync(Chat, OpenAiCalls.Ask($"race {i}", maxTokens: 5_000, model: "openai/gpt-4o"), Cancel)));
        var admitted = answers.Count(a => a.StatusCode == HttpStatusCode.OK);
        answers.Where(a => a.StatusCode != HttpStatusCode.OK)
            .ShouldAllBe(a => a.StatusCode == HttpStatusCode.TooManyRequests || a.StatusCode == HttpStatusCode.PaymentRequired);
        answers.Select(a => a.StatusCode).ShouldContain(HttpStatusCode.TooManyRequests);
        var refused = answers.First(a => a.StatusCode == HttpStatusCode.TooManyRequests);
        (await refused.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error").GetProperty("code").GetString()
            .ShouldBe("budget_in_flight");
        (refused.Headers.RetryAfter is not null, OpenAiCalls.Header(refused, "x-should-retry")).ShouldBe((true, "true"));

        var usage = await OpenAiFixture.SettledUsageAsync(http);
        var asked = fixture.Provider.Requests.Items.Count(r => OpenAiFixture.Prompt(r)?.StartsWith("race ") == true);
        asked.ShouldBe(admitted);
        usage.GetProperty("total").GetDecimal().ShouldBe(0.01m * admitted);
        usage.GetProperty("total").GetDecimal().ShouldBeLessThanOrEqualTo(1m);
        foreach (var answer in answers) answer.Dispose();
    }

    [Fact]
    public async Task Who_is_near_the_budget_is_warned_and_who_is_over_it_is_told_until_when()
    {
        fixture.Provider.Reply = _ => new ProviderReply { Usage = """{"prompt_tokens":0,"completion_tokens":8500,"total_tokens":8500}""" };
        using var http = await fixture.HttpAsync();
        await SetBudgetAsync(http, 0.1m);
        using var first = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("free", maxTokens: 100, model: "openai/gpt-4o"), Cancel);
        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        OpenAiCalls.Header(first, "X-Vault-Budget").ShouldBeNull();
        using var second = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("near", maxTokens: 100, model: "openai/gpt-4o"), Cancel);
        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        OpenAiCalls.Header(second, "X-Vault-Budget").ShouldStartWith("month; used=0.085; budget=0.1; resets=");
        using var third = await http.PostAsJsonAsync(Chat, OpenAiCalls.Ask("over", maxTokens: 100, model: "openai/gpt-4o"), Cancel);
        third.StatusCode.ShouldBe(HttpStatusCode.PaymentRequired);
        OpenAiCalls.Header(third, "X-Vault-Budget").ShouldStartWith("month; used=0.17; budget=0.1; resets=");
        OpenAiCalls.Header(third, "x-should-retry").ShouldBe("false");
        var error = (await third.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("error");
        (error.GetProperty("type").GetString(), error.GetProperty("code").GetString()).ShouldBe(("insufficient_quota", "budget_exceeded"));
        error.GetProperty("message").GetString()!.ShouldContain("resets at");

        var usage = await http.GetFromJsonAsync<JsonElement>("/api/v1/usage", Cancel);
        usage.GetProperty("this_month").GetDecimal().ShouldBe(0.17m);
        usage.GetProperty("monthly_budget").GetDecimal().ShouldBe(0.1m);
        usage.GetProperty("forecast").GetDecimal().ShouldBeGreaterThanOrEqualTo(0.17m);
        usage.GetProperty("by_model")[0].GetProperty("key").GetString().ShouldBe("gpt-4o");
        usage.GetProperty("by_channel")[0].GetProperty("key").GetString().ShouldBe("api");
        var page = await http.GetFromJsonAsync<JsonElement>("/api/v1/usage?by=request&limit=1", Cancel);
        var rest = await http.GetFromJsonAsync<JsonElement>(
            $"/api/v1/usage?by=request&limit=1&before={page.GetProperty("next").GetString()}", Cancel);
        new[] { page, rest }.Select(p => p.GetProperty("entries")[0].GetProperty("request_id").GetString())
            .ShouldBe([OpenAiCalls.Header(first, "x-request-id"), OpenAiCalls.Header(second, "x-request-id")], ignoreOrder: true);
        var days = await http.GetFromJsonAsync<JsonElement>("/api/v1/usage?by=day&from=2020-01-01&to=2020-12-31", Cancel);
        days.GetProperty("total").GetDecimal().ShouldBe(0m);
        using var wrong = await http.GetAsync("/api/v1/usage?by=colour", Cancel);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task SetBudgetAsync(HttpClient http, decimal monthly)
    {
        var session = http.DefaultRequestHeaders.Authorization!.Parameter!.Split('_')[1];
        using var request =
            new HttpRequestMessage(HttpMethod.Put, $"/api/v1/operator/budgets/{session}") { Content = JsonContent.Create(new { monthly }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", OpenAiFixture.OperatorKey);
        using var response = await fixture.Service.Http.SendAsync(request, Cancel);
        response.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }
}
