using ObsidianVault.Ai.Billing;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Unit.Ledger;

/// <summary>Prices, with numbers worked out by hand.</summary>
public sealed class PriceTableTests
{
    private static readonly PriceTable s_prices = PriceTable.Load();
    private static readonly DateTimeOffset s_now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    // Plain: 1000 x 2.50 + 500 x 10.00 a million.
    [InlineData("openai", "gpt-4o", 1000, 0, 0, 500, 0, "0.0075")]
    // Of 1000 in, 800 from the cache: 200 x 2.50 + 800 x 1.25 + 100 x 10.00.
    [InlineData("openai", "gpt-4o", 1000, 800, 0, 100, 0, "0.0025")]
    // Reasoning is inside the output: 100 out, of which 30 thought, are 100 x 8.00.
    [InlineData("openai", "o3", 0, 0, 0, 100, 30, "0.0008")]
    // Cache read and write: 100 x 3.00 + 1000 x 0.30 + 200 x 3.75 + 10 x 15.00.
    [InlineData("anthropic", "claude-sonnet-4-5", 1300, 1000, 200, 10, 0, "0.0015")]
    // Longer than 200,000 tokens, the whole request costs more: 200,001 x 6.00 + 10 x 22.50.
    [InlineData("anthropic", "claude-sonnet-4-5", 200_001, 0, 0, 10, 0, "1.200231")]
    [InlineData("anthropic", "claude-sonnet-4-5", 200_000, 0, 0, 10, 0, "0.60015")]
    [InlineData("gemini", "gemini-2.5-pro", 10, 0, 0, 4, 0, "0.0000525")]
    // A cached input price that is 250 times smaller than a cent a million: 1 x 0.0375 a million.
    [InlineData("groq", "openai/gpt-oss-20b", 1, 1, 0, 0, 0, "0.0000000375")]
    [InlineData("cloudflare", "@cf/meta/llama-3.3-70b-instruct-fp8-fast", 1000, 0, 0, 1000, 0, "0.002546")]
    // Vectors have no output.
    [InlineData("openai", "text-embedding-3-small", 1_000_000, 0, 0, 0, 0, "0.02")]
    [InlineData("", "catalogue", 1_000_000, 0, 0, 1_000_000, 0, "0")]
    // More cached than there is input cannot make the input negative.
    [InlineData("openai", "gpt-4o", 100, 800, 800, 0, 0, "0.000125")]
    public void A_call_costs(
        string provider, string model, long input, long cached, long written, long output, long reasoning, string dollars) =>
        s_prices.Of(provider, model, new TokenUsage(input, output, cached, written, reasoning), s_now)
            .ShouldBe(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("2025-06-09", "0.01")]
    [InlineData("2025-06-10", "0.002")]
    [InlineData("2026-11-23", "0.002")]
    public void The_price_is_that_of_the_day(string day, string dollars) =>
        s_prices.Of(
            "openai", "o3", new TokenUsage(1000, 0),
            DateTimeOffset.Parse(day + "T12:00Z", System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBe(decimal.Parse(dollars, System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("openai", "gpt-4o-2024-08-06", "openai", "gpt-4o")]
    [InlineData("openai", "GPT-4o", "openai", "gpt-4o")]
    [InlineData("anthropic", "claude-sonnet-4-5-20250929", "anthropic", "claude-sonnet-4-5")]
    [InlineData("anthropic", "claude-3-5-haiku-latest", "anthropic", "claude-3-5-haiku")]
    [InlineData("gemini", "models/gemini-2.5-flash", "gemini", "gemini-2.5-flash")]
    [InlineData("huggingface", "meta-llama/Llama-3.3-70B-Instruct:together", "huggingface", "meta-llama/llama-3.3-70b-instruct")]
    [InlineData("somebody", "openai/gpt-4o", "openai", "gpt-4o")]
    [InlineData("", "gpt-4o-mini", "openai", "gpt-4o-mini")]
    public void A_model_is_known_by_its_other_names(string provider, string model, string sameProvider, string same)
    {
        var usage = new TokenUsage(1234, 567, 89);
        s_prices.Knows(provider, model).ShouldBeTrue();
        s_prices.Of(provider, model, usage, s_now).ShouldBe(s_prices.Of(sameProvider, same, usage, s_now));
    }

    [Fact]
    public void A_model_that_is_not_known_costs_what_the_default_does()
    {
        s_prices.Knows("openai", "gpt-99").ShouldBeFalse();
        s_prices.Of("openai", "gpt-99", new TokenUsage(1_000_000, 1_000_000), s_now).ShouldBe(18m);
        s_prices.Of("huggingface", "somebody/unknown", new TokenUsage(1_000_000, 1_000_000), s_now).ShouldBe(4m);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    [InlineData("gemini")]
    [InlineData("deepseek")]
    [InlineData("groq")]
    [InlineData("huggingface")]
    [InlineData("cloudflare")]
    public void Every_provider_has_prices(string provider) => s_prices.Models.ShouldContain(name => name.StartsWith(provider + "/"));

    [Fact]
    public void The_operators_prices_go_before_ours_and_may_be_by_request_and_picture()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """
                { "models": { "openai/gpt-4o": [ { "from": "2026-01-01", "input": 1, "output": 2, "request": 0.005, "image": 0.001 } ] } }
                """);
            var prices = PriceTable.Load(file);
            prices.Of("openai", "gpt-4o", new TokenUsage(1000, 1000, Images: 3), s_now).ShouldBe(0.001m + 0.002m + 0.005m + 0.003m);
            prices.Of("openai", "gpt-4o-mini", new TokenUsage(1_000_000, 0), s_now).ShouldBe(0.15m);
            prices.Render(10).ShouldBe(0.001m);
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "models": { "a": [] } }""")]
    [InlineData("""{ "models": { "a": [ { "from": "2026-01-01", "input": -1, "output": 0 } ] } }""")]
    [InlineData("""{ "models": { "a": [ { "from": "2026-01-01", "input": 1, "outptu": 0 } ] } }""")]
    public void A_file_that_is_no_price_table_is_refused(string json)
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, json);
            Should.Throw<InvalidDataException>(() => PriceTable.Load(file)).Message
                .ShouldStartWith($"Ledger:PriceFile '{file}' is not a valid price table: ");
        }
        finally
        {
            File.Delete(file);
        }
    }
}
