using System.Globalization;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Api.OpenAi;

/// <summary>The headers and errors of the OpenAI-compatible API.</summary>
internal static class OpenAiAnswers
{
    private const string Provider = "X-Vault-Provider";
    private const string Model = "X-Vault-Model";
    private const string Cost = "X-Vault-Cost";
    private const string Cached = "X-Vault-Cached";
    private const string Attempts = "X-Vault-Attempts";
    private const string Budget = "X-Vault-Budget";

    /// <summary>Says who answered.</summary>
    public static void SetSource(this HttpResponse response, string provider, string model, bool cached)
    {
        response.Headers[Provider] = provider;
        response.Headers[Model] = Safe(model);
        response.Headers[Cached] = cached ? "true" : "false";
    }

    /// <summary>Says what it cost, in US dollars, and how many attempts it took.</summary>
    public static void SetCost(this HttpResponse response, decimal cost, int attempts)
    {
        response.Headers[Cost] = cost.ToString("0.############", CultureInfo.InvariantCulture);
        response.Headers[Attempts] = attempts.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Warns where a soft limit was passed, or tells which budget refused: <c>month; used=8.2; budget=10; resets=2026-12-01T00:00:00Z</c>.</summary>
    public static void SetBudget(this HttpResponse response, BudgetDecision? decision)
    {
        if (decision?.Period is not { } period) return;
        response.Headers[Budget] = string.Create(CultureInfo.InvariantCulture,
            $"{(period == BudgetPeriod.Day ? "day" : "month")}; used={decision.Used:0.######}; budget={decision.Budget:0.######}; resets={decision.ResetsAt:yyyy-MM-ddTHH:mm:ssZ}");
    }

    public static async Task WriteAsync(this HttpContext http, OpenAiError error)
    {
        var response = http.Response;
        if (response.HasStarted) return;
        response.StatusCode = error.Status;
        response.ContentType = "application/json";
        if (error.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Bearer";
        if (error.RetryAfter is { } wait) response.Headers.RetryAfter = ((long)Math.Ceiling(Math.Max(wait.TotalSeconds, 1))).ToString(CultureInfo.InvariantCulture);
        // OpenAI's SDKs retry by the status alone unless they are told.
        response.Headers["x-should-retry"] = error.MayRetry ? "true" : "false";
        error.Write(response.BodyWriter);
        await response.BodyWriter.FlushAsync(CancellationToken.None);
    }

    /// <summary>The fault in OpenAI's words; null where it is not one that a request can have.</summary>
    public static OpenAiError? ErrorOf(Exception exception, BudgetDecision? decision) => exception switch
    {
        BadHttpRequestException fault => new OpenAiError(fault.StatusCode, "invalid_request_error", "malformed_request", fault.Message),
        _ when Http.ClusterFaults.Explains(exception) => OpenAiError.Busy,
        _ => OpenAiError.Of(exception, decision),
    };

    /// <summary>A model's name comes from outside; a header has no other letters.</summary>
    private static string Safe(string name) => name.All(c => c is > ' ' and <= '~') ? name : string.Concat(name.Where(c => c is > ' ' and <= '~'));
}
