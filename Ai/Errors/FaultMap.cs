using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Errors;

/// <summary>
/// Maps a provider's error to its meaning. A status alone is never enough: from the same provider 429 can mean "wait" or
/// "never", 400 missing credit, and 500 a conversation that is too long. Provider rules come before the common ones.
/// </summary>
internal sealed class FaultMap(TimeProvider time)
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>How long a rate limit lasts if the provider does not say.</summary>
    private static readonly TimeSpan UnsaidWait = TimeSpan.FromSeconds(5);

    /// <summary>The time zone in which Gemini's day ends; fixed standard time on a machine without time zone data.</summary>
    private static readonly TimeZoneInfo s_pacific = TimeZoneInfo.TryFindSystemTimeZoneById("America/Los_Angeles", out var zone)
        ? zone : TimeZoneInfo.CreateCustomTimeZone("Pacific", TimeSpan.FromHours(-8), null, null);

    /// <param name="model">The requested model: a limit that names it cools down only that model.</param>
    public ProviderFault Map(AiProviderKind kind, ProviderError error, string model)
    {
        var cause = CauseOf(kind, error);
        // Gemini's RetryInfo refers to the minute, even if the daily quota is used up.
        var isGoogleDay = kind == AiProviderKind.Gemini && cause == AiCause.ProviderQuotaExhausted;
        var wait = isGoogleDay ? null : error.RetryAfter;
        return cause switch
        {
            AiCause.ProviderRateLimited => new(
                cause, wait, ScopeOf(error, model), Positive(wait) ?? UnsaidWait, NextStep.Retry),
            AiCause.ProviderOverloaded => new(cause, wait, CoolScope.Model, Positive(wait), NextStep.Retry),
            AiCause.ProviderServerError or AiCause.ProviderTimeout or AiCause.ProviderMalformed => new(
                cause, wait, CoolScope.Model, Positive(wait), NextStep.Retry),
            // A firewall in front of the provider refuses this call's words, and says nothing about the key.
            AiCause.ProviderAuthFailed when error.Status == 403 && error.Message.AsSpan().TrimStart().StartsWith("<") =>
                new(cause, null, CoolScope.Nothing, null, NextStep.Stop),
            AiCause.ProviderAuthFailed => new(cause, null, CoolScope.Key, Minute, NextStep.Stop),
            // A smaller call may still be paid for.
            AiCause.ProviderBilling when error.All.Contains("fewer max_tokens") => new(
                cause, null, CoolScope.Nothing, null, NextStep.Fallback),
            AiCause.ProviderBilling => new(cause, null, CoolScope.Key, Hour, NextStep.Fallback),
            AiCause.ProviderQuotaExhausted => new(
                cause,
                wait,
                ScopeOf(error, model),
                Positive(wait) ?? UntilMidnight(isGoogleDay ? s_pacific : TimeZoneInfo.Utc),
                NextStep.Fallback),
            AiCause.ProviderModelMissing when MayBeEcho(error) || SaysNoModel(error) =>
                new(cause, null, CoolScope.Nothing, null, NextStep.Stop),
            AiCause.ProviderModelMissing => new(cause, null, CoolScope.Model, 10 * Minute, NextStep.Stop),
            // Another model, or another content filter, may answer it.
            AiCause.ProviderAnswerRefused => new(cause, null, CoolScope.Nothing, null, NextStep.Fallback),
            // The model did not follow the format; the request was fine.
            AiCause.ProviderAnswerInvalid => new(cause, null, CoolScope.Nothing, null, NextStep.Retry),
            AiCause.CallerContextTooLong => new(cause, null, CoolScope.Nothing, null, NextStep.LargerWindow),
            _ => new(cause, null, CoolScope.Nothing, null, NextStep.Stop),
        };
    }

    private static AiCause CauseOf(AiProviderKind kind, ProviderError error) =>
        (kind switch
        {
            AiProviderKind.Anthropic => Anthropic(error),
            AiProviderKind.Gemini => Gemini(error),
            AiProviderKind.DeepSeek => DeepSeek(error),
            AiProviderKind.Groq => Groq(error),
            AiProviderKind.Cloudflare => Cloudflare(error),
            _ => null,
        }) ?? Common(error);

    private static AiCause? Anthropic(ProviderError error)
    {
        if (error.Codes.Contains("spend_limit_reached")
            || error.Message.StartsWith("Your credit balance is too low", StringComparison.OrdinalIgnoreCase)
            || error.All.Contains("api usage limits")
            || error.Codes.Contains("billing_error"))
        {
            return AiCause.ProviderBilling;
        }

        if (error.Codes.Contains("organization_on_hold") || error.Codes.Contains("cmek_")
            || error.All.Contains("organization has been disabled"))
        {
            return AiCause.ProviderAuthFailed;
        }

        if (error.All.Contains("blocked by content filtering policy")) return AiCause.ProviderAnswerRefused;
        // The account may not send that much at once. Reported as a limit, but waiting does not help.
        if (ContainsAny(error.All, "required for long context", "long context beta")) return AiCause.CallerTooLarge;
        return error.Type switch
        {
            "overloaded_error" => AiCause.ProviderOverloaded,
            "rate_limit_error" => Limit(error),
            "authentication_error" or "permission_error" => AiCause.ProviderAuthFailed,
            "not_found_error" => AiCause.ProviderModelMissing,
            "request_too_large" => AiCause.CallerTooLarge,
            "timeout_error" => AiCause.ProviderTimeout,
            "api_error" => AiCause.ProviderServerError,
            _ => null,
        };
    }

    private static AiCause? Gemini(ProviderError error)
    {
        if (ContainsAny(
            error.All,
            "api_key_invalid", "api key not valid", "valid api key", "api key expired", "invalid authorization header",
            "user location is not supported"))
        {
            return AiCause.ProviderAuthFailed;
        }

        // RESOURCE_EXHAUSTED also covers an account without credit. INVALID_ARGUMENT repeats the caller's own words, which say
        // nothing about billing.
        if (error.Status == 402
            || error.All.Contains("spending cap")
            || (error.All.Contains("credit") && error.All.Contains("depleted"))
            || (error.All.Contains("billing") && (error.Status == 403 || error.Codes.Contains("failed_precondition"))))
        {
            return AiCause.ProviderBilling;
        }

        // Google documents INTERNAL for a context that is too long as well; only the message tells them apart.
        return error.Codes switch
        {
            var c when c.Contains("resource_exhausted") => Limit(error),
            var c when c.Contains("unavailable") => AiCause.ProviderOverloaded,
            var c when c.Contains("deadline_exceeded") => AiCause.ProviderTimeout,
            var c when c.Contains("permission_denied") || c.Contains("unauthenticated") => AiCause.ProviderAuthFailed,
            var c when c.Contains("cancelled") => AiCause.ProviderServerError,
            _ => null,
        };
    }

    private static AiCause? DeepSeek(ProviderError error) =>
        error.All.Contains("insufficient balance") ? AiCause.ProviderBilling :
        error.All.Contains("model not exist") ? AiCause.ProviderModelMissing :
        error.All.Contains("content exists risk") ? AiCause.ProviderAnswerRefused : null;

    // Groq's 413 says rate_limit_exceeded: the request alone exceeds a minute's tokens, so waiting does not help.
    private static AiCause? Groq(ProviderError error) =>
        error.Codes.Contains("blocked_api_access") ? AiCause.ProviderBilling :
        error.Codes.Contains("organization_restricted") ? AiCause.ProviderAuthFailed :
        error.Status == 413 ? AiCause.CallerTooLarge :
        error.Status == 498 || error.Codes.Contains("capacity_exceeded") ? AiCause.ProviderOverloaded : null;

    private static AiCause? Cloudflare(ProviderError error) => FirstNumber(error) switch
    {
        3036 => AiCause.ProviderQuotaExhausted,
        3040 => AiCause.ProviderOverloaded,
        3006 => AiCause.CallerTooLarge,
        3007 or 3008 => AiCause.ProviderTimeout,
        // The last three: the account has no access to this model.
        5007 or 3042 or 3041 or 5016 or 5018 => AiCause.ProviderModelMissing,
        3023 => AiCause.ProviderAuthFailed,
        // The AI gateway's guardrails: for the prompt, and for the answer.
        2016 => AiCause.CallerContentRefused,
        2017 => AiCause.ProviderAnswerRefused,
        // The token, its header, or the account in the URL.
        6003 or 6103 or 6111 or 10000 or 10001 or 9106 or 9109 or 7000 or 7003 => AiCause.ProviderAuthFailed,
        3003 or 3030 or 5004 or 5005 or 5006 => error.All.Contains("context") || error.All.Contains("too many tokens")
            ? AiCause.CallerContextTooLong
            : AiCause.CallerInvalidRequest,
        _ => null,
    };

    /// <summary>The code is a number, or the message begins with one: "3040: Capacity temporarily exceeded".</summary>
    private static int? FirstNumber(ProviderError error)
    {
        if (int.TryParse(error.Code, out var code) && code >= 1000) return code;
        foreach (var known in (ReadOnlySpan<int>)[3036, 3040, 3006, 3007, 3008, 5007, 3042, 3023, 3041, 5016, 5018])
        {
            if (error.Message.Contains($"{known}:", StringComparison.Ordinal)
                || error.Message.Contains($"({known})", StringComparison.Ordinal)
                || error.Detail.Contains($" {known}", StringComparison.Ordinal))
            {
                return known;
            }
        }

        return null;
    }

    private static AiCause Common(ProviderError error)
    {
        var (status, codes, all) = (error.Status, error.Codes, error.All);
        // The model did not follow the format of a tool call or of JSON, in Groq's and Gemini's terms.
        if (ContainsAny(codes, "json_validate_failed", "tool_use_failed", "malformed_function_call", "unexpected_tool_call"))
            return AiCause.ProviderAnswerInvalid;
        var isLimit = status == 429 || codes.Contains("rate_limit") || codes.Contains("too_many_requests");
        if (codes.Contains("in_flight_budget")) return AiCause.ProviderRateLimited;
        if (codes.Contains("access_terminated")) return AiCause.ProviderAuthFailed;
        if (status == 402
            || ContainsAny(
                codes, "insufficient_quota", "credit_balance", "spend_limit", "billing", "insufficient_balance", "not_enough_balance",
                "arrearage", "budget_exceeded")
            || (isLimit && all.Contains("check your plan and billing"))
            || (status is 403 or 412 or 429 && ContainsAny(all, "spending cap", "spending limit")))
        {
            return AiCause.ProviderBilling;
        }

        if (!isLimit && IsContext(error)) return AiCause.CallerContextTooLong;
        if (IsRequest(error)) return AiCause.CallerInvalidRequest;
        // The request alone exceeds a minute's tokens: waiting does not help, and others may be served.
        if (status == 413 || all.Contains("payload size exceeds") || (isLimit && all.Contains("request too large for")))
            return AiCause.CallerTooLarge;
        // With an error status the prompt was refused; inside a response the answer was.
        if (ContainsAny(codes, "content_filter", "content_policy", "safety")
            || (codes.Contains("invalid_prompt") && ContainsAny(all, "policy", "safety")))
        {
            return status is >= 400 and < 500 ? AiCause.CallerContentRefused : AiCause.ProviderAnswerRefused;
        }

        // OpenAI-compatible APIs may have their own filter in front of the model, and report it as forbidden.
        if (status is 400 or 403
            && (ContainsAny(codes, "moderation", "data_inspection_failed")
                || ContainsAny(
                    all, "requires moderation", "input was flagged", "prompt was flagged", "content was flagged",
                    "violates usage guidelines", "inappropriate content")))
        {
            return AiCause.CallerContentRefused;
        }

        if (status == 400 && ContainsAny(all, "usage policy", "prohibited_content")) return AiCause.CallerContentRefused;
        if (codes.Contains("overloaded") || codes.Contains("capacity_exceeded")) return AiCause.ProviderOverloaded;
        if (isLimit) return Limit(error);
        if (IsModel(error)) return AiCause.ProviderModelMissing;
        if (codes.Contains("invalid_api_key") || codes.Contains("authentication")
            || (status == 400 && error.Message.StartsWith("Incorrect API key", StringComparison.OrdinalIgnoreCase)))
        {
            return AiCause.ProviderAuthFailed;
        }

        return status switch
        {
            401 or 403 or 407 or 451 => AiCause.ProviderAuthFailed,
            404 or 410 => AiCause.ProviderModelMissing,
            408 or 504 or 522 or 524 => AiCause.ProviderTimeout,
            425 => AiCause.ProviderRateLimited,
            498 or 503 or 529 => AiCause.ProviderOverloaded,
            // Hugging Face reports a failed generation as 424.
            424 or 499 => AiCause.ProviderServerError,
            >= 400 and < 500 => AiCause.CallerInvalidRequest,
            _ => status < 400 && codes.Contains("invalid_request") ? AiCause.CallerInvalidRequest :
                codes.Contains("timeout") ? AiCause.ProviderTimeout :
                AiCause.ProviderServerError,
        };
    }

    private static bool IsContext(ProviderError error) =>
        error.Codes.Contains("context_length")
        || error.Codes.Contains("context_window")
        || error.Codes.Contains("string_above_max_length")
        || ((error.Status is 400 or 413 or 422 or (>= 500 and < 600) or 200) && ContainsAny(
            error.All,
            "maximum context length", "context length", "context window", "context limit", "context size", "prompt is too long",
            "input is too long", "prompt too long", "too many tokens", "input token count", "maximum number of tokens",
            "reduce the length", "input length and `max_tokens`", "exceeds the maximum allowed number of input tokens",
            "`inputs` tokens + `max_new_tokens`", "`inputs` must have less than", "exceeded model token limit",
            "range of input length", "longer than the model", "exceed_context_size", "too large for model"));

    /// <summary>
    /// What is wrong with the request, although the status says that nothing is there, or that the server failed: local servers answer
    /// so where a template, a grammar or a picture of the request is not for them.
    /// </summary>
    private static bool IsRequest(ProviderError error) => error.Status switch
    {
        404 or 403 when ContainsAny(
            error.All, "no endpoints found that support", "no endpoints found that can handle", "cachedcontent", "access the file",
            "file not found", "previous_response") => true,
        404 when SaysNoModel(error) && error.Type.Length > 0 => !ContainsAny(error.All, "page", "route", "resource", "endpoint", "path"),
        501 => error.All.Contains("not support"),
        500 => ContainsAny(
            error.All, "failed to parse grammar", "failed to parse messages", "invalid grammar", "failed to load image",
            "image input is not supported", "audio input is not supported", "--jinja", "mmproj", "must alternate",
            "does not support tools", "does not support images", "invalid json schema", "error rendering prompt", "jinja exception",
            "value is not callable", "unable to make llava embedding"),
        _ => false,
    };

    /// <summary>Whether an error for something that is not there is not about a model.</summary>
    private static bool SaysNoModel(ProviderError error) =>
        error.Status is 404 or 410 && !ContainsAny(error.All, "model", "deployment", "not_found_error");

    private static bool IsModelCode(ProviderError error) =>
        ContainsAny(
            error.Codes,
            "model_not_found", "model_decommissioned", "model_not_active", "model_not_supported", "unsupported_model",
            "model_not_available", "model_terms_required", "model_permission_blocked")
        || FirstNumber(error) is 5007;

    private static bool IsModel(ProviderError error) =>
        IsModelCode(error)
        || (error.Status is 400 or 403 or 404
            && ContainsAny(
                error.All,
                "model not found", "does not exist or you do not have access", "model_not_found", "is not a valid model",
                "no such model", "not supported by provider", "not supported by any provider", "access to model", "must be verified to")
            && error.All.Contains("model"));

    /// <summary>A 400 may quote the caller's own words, which must not disable the model for everybody.</summary>
    private static bool MayBeEcho(ProviderError error) => error.Status is 400 or 422 && !IsModelCode(error) &&
        !BeginsWithAny(error.Message, "model ", "the model ", "the requested model ", "your organization must be verified");

    private static AiCause Limit(ProviderError error) =>
        Daily(error) ? AiCause.ProviderQuotaExhausted :
        ContainsAny(error.All, "overloaded", "capacity", "queue_exceeded") ? AiCause.ProviderOverloaded :
        AiCause.ProviderRateLimited;

    private static bool Daily(ProviderError error) =>
        ContainsAny(error.All, "per day", "perday", "per_day", "(tpd)", "(rpd)", "daily", "per month", "monthly");

    private static CoolScope ScopeOf(ProviderError error, string model) => NamesModel(error, model) ? CoolScope.Model : CoolScope.Key;

    private static bool NamesModel(ProviderError error, string model) =>
        model.Length > 2
        && (error.Message.Contains(model, StringComparison.OrdinalIgnoreCase)
            || error.Detail.Contains(model, StringComparison.OrdinalIgnoreCase));

    private static TimeSpan? Positive(TimeSpan? wait) => wait > TimeSpan.Zero ? wait : null;

    private TimeSpan UntilMidnight(TimeZoneInfo zone)
    {
        var now = time.GetUtcNow();
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date.AddDays(1);
        // The day on which daylight saving time ends is longer.
        var left = TimeZoneInfo.ConvertTimeToUtc(midnight, zone) - now.UtcDateTime;
        return left < RetryHint.Longest ? left : RetryHint.Longest;
    }

    private static bool BeginsWithAny(string text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (text.StartsWith(part, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }

    private static bool ContainsAny(string text, params ReadOnlySpan<string> parts)
    {
        foreach (var part in parts)
            if (text.Contains(part, StringComparison.Ordinal)) return true;
        return false;
    }
}
