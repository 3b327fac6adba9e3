using System.Text;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>Unknown and malformed error bodies are read, and mapped to a cause.</summary>
public sealed class ProviderErrorFuzzTests
{
    private static readonly string[] s_bodies =
    [
        "", "null", "true", "0", "[]", "{}", "[[]]", "[null]", "\"text\"", "{\"error\":null}", "{\"error\":[]}", "{\"error\":7}",
        "{\"error\":{\"message\":null,\"code\":{}}}",
        "{\"error\":{\"code\":1e400}}", "{\"errors\":[1,null,\"x\",{\"code\":99999999999999999999}]}",
        "{\"detail\":[{\"loc\":[\"body\"],\"msg\":\"field required\",\"type\":\"value_error\"}]}",
        "{\"message\":\"plain\"}", "{", "\u0000\u0001", "<html>",
        "{\"error\":{\"details\":[{\"retryDelay\":\"-5s\"},{\"retryDelay\":7},{\"retryDelay\":\"99999999999999s\"}]}}",
        "{\"error\":{\"message\":\"try again in 99999999999999999999d\"}}",
    ];

    [Fact]
    public void Every_status_of_every_provider_with_every_body_has_a_cause()
    {
        var map = new FaultMap(new FakeTimeProvider());
        var random = new Random(4);
        var bodies = s_bodies.Select(Encoding.UTF8.GetBytes).ToList();
        bodies.Add(Encoding.UTF8.GetBytes(new string('[', 100_000)));
        bodies.Add(Encoding.UTF8.GetBytes($"{{\"error\":{{\"message\":\"{new string('x', 60_000)}\"}}}}"));
        for (var i = 0; i < 50; i++)
        {
            var noise = new byte[random.Next(300)];
            random.NextBytes(noise);
            bodies.Add(noise);
        }

        foreach (var body in bodies)
        {
            foreach (var kind in Enum.GetValues<AiProviderKind>())
            {
                for (var status = 100; status < 600; status += status is >= 400 and < 530 ? 1 : 13)
                {
                    var error = ProviderError.Read(status, body, default);
                    error.Message.Length.ShouldBeLessThanOrEqualTo(2_000);
                    var fault = map.Map(kind, error, "m");
                    fault.Cause.ShouldNotBe(AiCause.OwnError);
                    (fault.CoolFor ?? TimeSpan.Zero).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromHours(24));
                    if (status is 400 or 401 or 403 or 404 or 413 or 422)
                    {
                        fault.Next.ShouldBeOneOf(NextStep.Stop, NextStep.LargerWindow, NextStep.Fallback);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData("37s", 37.0)]
    [InlineData("6m0s", 360.0)]
    [InlineData("7m12.5s", 432.5)]
    [InlineData("250ms", 0.25)]
    [InlineData("1h2m", 3720.0)]
    [InlineData("2 minutes and 5 seconds", 125.0)]
    [InlineData("500 milliseconds", 0.5)]
    [InlineData("1 hour", 3600.0)]
    [InlineData("never", null)]
    public void Waits_are_read_in_every_form(string text, double? seconds) => (RetryHint.Words(text)?.TotalSeconds).ShouldBe(seconds);

    [Theory]
    [InlineData("Retry-After", "5", 5.0)]
    [InlineData("Retry-After", "1.5", 1.5)]
    [InlineData("Retry-After", "-3", 0.0)]
    [InlineData("Retry-After", "999999999", 86400.0)]
    [InlineData("Retry-After", "Mon, 23 Nov 2026 12:00:30 GMT", 30.0)]
    [InlineData("retry-after-ms", "1500", 1.5)]
    [InlineData("Retry-After", "soon", null)]
    public void A_header_says_how_long_to_wait(string name, string value, double? seconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(name, value);
        var hint = RetryHint.Read(response.Headers, new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero)));
        hint.Of(null, "")?.TotalSeconds.ShouldBe(seconds!.Value);
        (hint.Of(null, "") is null).ShouldBe(seconds is null);
    }

    [Fact]
    public void The_longest_exhausted_counter_counts_where_nothing_else_is_said()
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in new[]
        {
            ("x-ratelimit-remaining-requests", "0"), ("x-ratelimit-reset-requests", "6m0s"), ("x-ratelimit-remaining-tokens", "0"),
            ("x-ratelimit-reset-tokens", "1s"),
        }) response.Headers.TryAddWithoutValidation(name, value);
        RetryHint.Read(response.Headers, TimeProvider.System).Of(null, "").ShouldBe(TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void Anthropic_says_the_hour_at_which_an_exhausted_counter_comes_back()
    {
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in new[]
        {
            ("anthropic-ratelimit-requests-remaining", "12"), ("anthropic-ratelimit-requests-reset", "2026-11-23T13:00:00Z"),
            ("anthropic-ratelimit-input-tokens-remaining", "0"), ("anthropic-ratelimit-input-tokens-reset", "2026-11-23T12:00:40Z"),
            ("anthropic-ratelimit-output-tokens-remaining", "0"), ("anthropic-ratelimit-output-tokens-reset", "2026-11-23T12:00:10Z"),
        }) response.Headers.TryAddWithoutValidation(name, value);
        RetryHint.Read(response.Headers, new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero))).Of(null, "")
            .ShouldBe(TimeSpan.FromSeconds(40));
    }
}
