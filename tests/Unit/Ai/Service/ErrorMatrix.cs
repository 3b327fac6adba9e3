using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Unit.Ai.Service;

/// <summary>The providers' error responses, and their meaning.</summary>
internal static class ErrorMatrix
{
    private const string OpenAiQuota = """{"error":{"message":"You exceeded your current quota, please check your plan and billing """
        + """details.","type":"insufficient_quota","param":null,"code":"insufficient_quota"}}""";

    public static IReadOnlyList<ErrorCase> All { get; } =
    [
        // OpenAI
        new("OpenAI: rate", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"Rate limit reached for requests. Please try again in """
                + """20s.","type":"requests","code":"rate_limit_exceeded"}}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Wait = 20 },
        new("OpenAI: ramp", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"Slow down.","type":"slow_down","code":"slow_down"}}""",
            AiCause.ProviderRateLimited, "key", "fallback"),
        new("OpenAI: quota", AiProviderKind.OpenAi, 429, OpenAiQuota, AiCause.ProviderBilling, "key", "fallback"),
        new("OpenAI: credit", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"No credit.","type":"insufficient_quota","code":"credit_balance_exhausted"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("OpenAI: overloaded", AiProviderKind.OpenAi, 503,
            """{"error":{"message":"The engine is currently overloaded, please try again """
                + """later","type":"server_error","code":"server_is_overloaded"}}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("OpenAI: server", AiProviderKind.OpenAi, 500,
            """{"error":{"message":"The server had an error","type":"server_error","code":null}}""",
            AiCause.ProviderServerError, "", "fallback"),
        new("OpenAI: context", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"This model's maximum context length is 8192 """
                + """tokens.","type":"invalid_request_error","param":"messages","code":"context_length_exceeded"}}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("OpenAI: request", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Unknown parameter: 'foo'.","type":"invalid_request_error","param":"foo","code":"unknown_parameter"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("OpenAI: key", AiProviderKind.OpenAi, 401,
            """{"error":{"message":"Incorrect API key provided: """
                + """sk-1***.","type":"invalid_request_error","param":null,"code":"invalid_api_key"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("OpenAI: country", AiProviderKind.OpenAi, 403,
            """{"error":{"message":"Country, region, or territory not """
                + """supported","type":"request_forbidden","param":null,"code":"unsupported_country_region_territory"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("OpenAI: model", AiProviderKind.OpenAi, 404,
            """{"error":{"message":"The model `gpt-9` does not exist or you do not have access to """
                + """it.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("OpenAI: policy", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Flagged.","type":"invalid_request_error","code":"content_policy_violation"}}""",
            AiCause.CallerContentRefused, "", "stop"),
        new("OpenAI: prompt against policy", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Invalid prompt: your prompt was flagged as potentially violating our usage """
                + """policy.","type":"invalid_request_error","code":"invalid_prompt"}}""",
            AiCause.CallerContentRefused, "", "stop"),
        new("OpenAI: more than a minute's tokens", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"Request too large for gpt-4o in organization org-x on tokens per min (TPM): Limit 30000, Requested """
                + """82821. The input or output tokens must be reduced in order to run """
                + """successfully.","type":"tokens","code":"rate_limit_exceeded"}}""",
            AiCause.CallerTooLarge, "", "stop"),

        new("OpenAI: a caller's words, said again", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Invalid schema for function 'f': In context=('properties', 'no such model'), schema must have a """
                + """'type' key.","type":"invalid_request_error","param":"tools[0]","code":"invalid_function_parameters"}}""",
            AiCause.ProviderModelMissing, "", "stop"),
        new("Anthropic: a caller's words, said again", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"tools.0.custom.name: 'credit balance is too low' """
                + """does not match the pattern"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("OpenAI: configured limit", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 289650 """
                + """tokens. Please reduce the length of the messages.","type":"invalid_request_error","param":"messages","code":null}}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("OpenAI: hard limit", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Billing hard limit has been """
                + """reached","type":"invalid_request_error","param":null,"code":"billing_hard_limit_reached"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("OpenAI: account not active", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"Your account is not active, please check your billing details on our """
                + """website.","type":"billing_not_active","param":null,"code":"billing_not_active"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("OpenAI: access terminated", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"Your access was terminated due to violation of our """
                + """policies.","type":"access_terminated","param":null,"code":"access_terminated"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("OpenAI: not verified", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Your organization must be verified to stream this """
                + """model.","type":"invalid_request_error","param":"stream","code":"unsupported_value"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("OpenAI: prompt not safe", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Invalid prompt: we've limited access to this content for safety """
                + """reasons.","type":"invalid_request_error","param":null,"code":"invalid_prompt"}}""",
            AiCause.CallerContentRefused, "", "stop"),
        new("OpenAI: a parameter called safety", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Unknown parameter: """
                + """'safety_identifier'.","type":"invalid_request_error","param":"safety_identifier","code":"unknown_parameter"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("OpenAI: a parameter called billing", AiProviderKind.OpenAi, 400,
            """{"error":{"message":"Invalid type for """
                + """'metadata.billing_id'.","type":"invalid_request_error","param":"metadata.billing_id","code":"invalid_type"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("OpenAI: milliseconds", AiProviderKind.OpenAi, 429,
            """{"error":{"message":"Rate limit reached for gpt-4o on tokens per min (TPM): Limit 30000, Used 29937, Requested 385. """
                + """Please try again in 6500ms.","type":"tokens","param":null,"code":"rate_limit_exceeded"}}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Wait = 6.5 },

        // Anthropic
        new("Anthropic: rate", AiProviderKind.Anthropic, 429,
            """{"type":"error","error":{"type":"rate_limit_error","message":"Number of request tokens has exceeded your per-minute """
                + """rate limit"}}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Header = ("retry-after", "7"), Wait = 7 },
        new("Anthropic: spend limit", AiProviderKind.Anthropic, 429,
            """{"type":"error","error":{"type":"rate_limit_error","message":"Limit","details":"""
                + """{"error_code":"enforced_spend_limit_reached"}}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Anthropic: overloaded", AiProviderKind.Anthropic, 529,
            """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Anthropic: billing", AiProviderKind.Anthropic, 402,
            """{"type":"error","error":{"type":"billing_error","message":"Payment"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Anthropic: credit as 400", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the """
                + """Anthropic API."}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Anthropic: long prompt", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Anthropic: request", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"messages: roles must alternate"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("Anthropic: too large", AiProviderKind.Anthropic, 413,
            """{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}""",
            AiCause.CallerTooLarge, "", "stop"),
        new("Anthropic: key", AiProviderKind.Anthropic, 401,
            """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Anthropic: model", AiProviderKind.Anthropic, 404,
            """{"type":"error","error":{"type":"not_found_error","message":"model: claude-9"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Anthropic: server", AiProviderKind.Anthropic, 500,
            """{"type":"error","error":{"type":"api_error","message":"Internal server error"}}""",
            AiCause.ProviderServerError, "", "fallback"),

        new("Anthropic: on hold", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"Contact us.","details":"""
                + """{"error_code":"organization_on_hold"}}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Anthropic: usage limit as 400", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. """
                + """You will regain access on 2026-12-01."}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Anthropic: input and output", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"input length and `max_tokens` exceed context limit: """
                + """190000 + 20000 > 200000"}}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Anthropic: a day", AiProviderKind.Anthropic, 429,
            """{"type":"error","error":{"type":"rate_limit_error","message":"Number of request tokens has exceeded your daily rate """
                + """limit"}}""",
            AiCause.ProviderQuotaExhausted, "key", "fallback"),
        new("Anthropic: disabled", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"This organization has been disabled."}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Anthropic: filtered", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"Output blocked by content filtering policy"}}""",
            AiCause.ProviderAnswerRefused, "", "fallback"),

        new("Anthropic: long context not paid for", AiProviderKind.Anthropic, 429,
            """{"type":"error","error":{"type":"rate_limit_error","message":"Extra usage is required for long context requests."}}""",
            AiCause.CallerTooLarge, "", "stop"),
        new("Anthropic: limit of a workspace", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified workspace API usage """
                + """limits. You will regain access on 2026-12-01 at 00:00 UTC."}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Anthropic: against its policy", AiProviderKind.Anthropic, 400,
            """{"type":"error","error":{"type":"invalid_request_error","message":"This request appears to violate our Usage Policy."}}""",
            AiCause.CallerContentRefused, "", "stop"),

        // Gemini
        new("Gemini: a minute", AiProviderKind.Gemini, 429,
            """[{"error":{"code":429,"message":"You exceeded your current quota, please check your plan and billing """
                + """details.","status":"RESOURCE_EXHAUSTED","details":["""
                + """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":["""
                + """{"quotaMetric":"generate_requests","quotaId":"GenerateRequestsPerMinutePerProjectPerModel-FreeTier"}]},"""
                + """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"37s"}]}}]""",
            AiCause.ProviderRateLimited, "key", "fallback") { Wait = 37 },
        new("Gemini: a day", AiProviderKind.Gemini, 429,
            """[{"error":{"code":429,"message":"Quota exceeded.","status":"RESOURCE_EXHAUSTED","details":["""
                + """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":["""
                + """{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier"}]}]}}]""",
            AiCause.ProviderQuotaExhausted, "key", "fallback"),
        new("Gemini: argument", AiProviderKind.Gemini, 400,
            """[{"error":{"code":400,"message":"Invalid value at 'contents'","status":"INVALID_ARGUMENT"}}]""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("Gemini: key", AiProviderKind.Gemini, 400,
            """[{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT","details":"""
                + """[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"API_KEY_INVALID"}]}}]""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Gemini: permission", AiProviderKind.Gemini, 403,
            """{"error":{"code":403,"message":"Permission denied","status":"PERMISSION_DENIED"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Gemini: model", AiProviderKind.Gemini, 404,
            """{"error":{"code":404,"message":"models/gemini-9 is not found","status":"NOT_FOUND"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Gemini: unavailable", AiProviderKind.Gemini, 503,
            """{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Gemini: internal", AiProviderKind.Gemini, 500,
            """{"error":{"code":500,"message":"An internal error has occurred.","status":"INTERNAL"}}""",
            AiCause.ProviderServerError, "", "fallback"),
        new("Gemini: context as 500", AiProviderKind.Gemini, 500,
            """{"error":{"code":500,"message":"The input context is too long: the input token count exceeds the """
                + """maximum.","status":"INTERNAL"}}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Gemini: deadline", AiProviderKind.Gemini, 504,
            """{"error":{"code":504,"message":"Deadline expired","status":"DEADLINE_EXCEEDED"}}""",
            AiCause.ProviderTimeout, "", "fallback"),
        new("Gemini: money", AiProviderKind.Gemini, 402,
            """{"error":{"code":402,"message":"Billing is off","status":"FAILED_PRECONDITION"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Gemini: cancelled", AiProviderKind.Gemini, 499,
            """{"error":{"code":499,"message":"The operation was cancelled.","status":"CANCELLED"}}""",
            AiCause.ProviderServerError, "", "fallback"),
        new("Gemini: credit", AiProviderKind.Gemini, 402,
            """{"error":{"code":402,"message":"Your credit balance is depleted.","status":"RESOURCE_EXHAUSTED"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Gemini: prepaid credit", AiProviderKind.Gemini, 429,
            """[{"error":{"code":429,"message":"Your prepayment credits are depleted. Please go to AI Studio to manage your project """
                + """and billing.","status":"RESOURCE_EXHAUSTED"}}]""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Gemini: a day of one model", AiProviderKind.Gemini, 429,
            """[{"error":{"code":429,"message":"You exceeded your current quota. Please retry in """
                + """47s.","status":"RESOURCE_EXHAUSTED","details":["""
                + """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":["""
                + """{"quotaId":"GenerateRequestsPerDayPerProjectPerModel-FreeTier","quotaDimensions":"""
                + """{"location":"global","model":"the-model"}}]},"""
                + """{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"47s"}]}}]""",
            AiCause.ProviderQuotaExhausted, "model", "fallback"),

        new("Gemini: spending cap", AiProviderKind.Gemini, 429,
            """{"error":{"code":429,"message":"Your billing account has exceeded its monthly spending """
                + """cap.","status":"RESOURCE_EXHAUSTED"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Gemini: billing off", AiProviderKind.Gemini, 400,
            """{"error":{"code":400,"message":"Gemini API free tier is not available in your country. Please enable billing on your """
                + """project.","status":"FAILED_PRECONDITION"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Gemini: a property called billing", AiProviderKind.Gemini, 400,
            """[{"error":{"code":400,"message":"* """
                + """GenerateContentRequest.tools[0].function_declarations[0].parameters.properties[billing_address].format: only """
                + """'enum' and 'date-time' are supported for STRING type","status":"INVALID_ARGUMENT"}}]""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("Gemini: header", AiProviderKind.Gemini, 400,
            """[{"error":{"code":400,"message":"Missing or invalid Authorization header.","status":"INVALID_ARGUMENT"}}]""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Gemini: expired key", AiProviderKind.Gemini, 400,
            """[{"error":{"code":400,"message":"API key expired. Please renew the API key.","status":"INVALID_ARGUMENT"}}]""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Gemini: leaked key", AiProviderKind.Gemini, 403,
            """[{"error":{"code":403,"message":"Your API key was reported as leaked. Please use another API """
                + """key.","status":"PERMISSION_DENIED"}}]""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Gemini: place", AiProviderKind.Gemini, 400,
            """[{"error":{"code":400,"message":"User location is not supported for the API use.","status":"FAILED_PRECONDITION"}}]""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Gemini: capacity", AiProviderKind.Gemini, 429,
            """{"error":{"code":429,"message":"No capacity available for model x on the server","status":"RESOURCE_EXHAUSTED"}}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Gemini: payload", AiProviderKind.Gemini, 400,
            """{"error":{"code":400,"message":"Request payload size exceeds the limit: 20971520 bytes.","status":"INVALID_ARGUMENT"}}""",
            AiCause.CallerTooLarge, "", "stop"),

        // DeepSeek
        new("DeepSeek: balance", AiProviderKind.DeepSeek, 402,
            """{"error":{"message":"Insufficient Balance","type":"unknown_error","param":null,"code":"invalid_request_error"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("DeepSeek: parameters", AiProviderKind.DeepSeek, 422,
            """{"error":{"message":"Failed to deserialize the JSON body into the target """
                + """type","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("DeepSeek: key", AiProviderKind.DeepSeek, 401,
            """{"error":{"message":"Authentication Fails (no such """
                + """user)","type":"authentication_error","param":null,"code":"invalid_request_error"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("DeepSeek: concurrency", AiProviderKind.DeepSeek, 429,
            """{"error":{"message":"Too many concurrent requests","type":"rate_limit_error","code":null}}""",
            AiCause.ProviderRateLimited, "key", "fallback"),
        new("DeepSeek: overloaded", AiProviderKind.DeepSeek, 503,
            """{"error":{"message":"Service is too busy.","type":"service_unavailable_error","code":null}}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("DeepSeek: model", AiProviderKind.DeepSeek, 400,
            """{"error":{"message":"Model Not Exist","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("DeepSeek: risk", AiProviderKind.DeepSeek, 400,
            """{"error":{"message":"Content Exists Risk","type":"invalid_request_error","param":null,"code":"invalid_request_error"}}""",
            AiCause.ProviderAnswerRefused, "", "fallback"),

        // Groq
        new("Groq: a minute", AiProviderKind.Groq, 429,
            """{"error":{"message":"Rate limit reached on tokens per minute (TPM): Limit 6000, Used 5990. Please try again in """
                + """1.5s.","type":"tokens","code":"rate_limit_exceeded"}}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Wait = 1.5 },
        new("Groq: a day", AiProviderKind.Groq, 429,
            """{"error":{"message":"Rate limit reached on tokens per day (TPD): Limit 100000. Please try again in """
                + """7m12.5s.","type":"tokens","code":"rate_limit_exceeded"}}""",
            AiCause.ProviderQuotaExhausted, "key", "fallback") { Wait = 432.5 },
        new("Groq: one model", AiProviderKind.Groq, 429,
            """{"error":{"message":"Rate limit reached for model `the-model` on requests per minute (RPM): Limit """
                + """30.","type":"requests","code":"rate_limit_exceeded"}}""",
            AiCause.ProviderRateLimited, "model", "fallback") { Header = ("retry-after", "2"), Wait = 2 },
        new("Groq: capacity", AiProviderKind.Groq, 498,
            """{"error":{"message":"Flex tier capacity exceeded","type":"capacity","code":"capacity_exceeded"}}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Groq: too large", AiProviderKind.Groq, 413,
            """{"error":{"message":"Request too large for model on tokens per minute (TPM): Limit 6000, Requested """
                + """9000","type":"tokens","code":"rate_limit_exceeded"}}""",
            AiCause.CallerTooLarge, "", "stop"),

        new("Groq: failed JSON", AiProviderKind.Groq, 400,
            """{"error":{"message":"Failed to generate """
                + """JSON.","type":"invalid_request_error","code":"json_validate_failed","failed_generation":""}}""",
            AiCause.ProviderAnswerInvalid, "", "fallback"),
        new("Groq: terms", AiProviderKind.Groq, 400,
            """{"error":{"message":"The model requires terms acceptance.","type":"invalid_request_error","code":"model_terms_required"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Groq: blocked", AiProviderKind.Groq, 400,
            """{"error":{"message":"API access is blocked: a spend alert was """
                + """reached.","type":"invalid_request_error","code":"blocked_api_access"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Groq: restricted", AiProviderKind.Groq, 400,
            """{"error":{"message":"Organization has been restricted. Please reach out to """
                + """support.","type":"invalid_request_error","code":"organization_restricted"}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),

        new("Groq: one model blocked", AiProviderKind.Groq, 403,
            """{"error":{"message":"The model is blocked at the project level. Please have a project admin enable this """
                + """model.","type":"permissions_error","code":"model_permission_blocked_project"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Groq: decommissioned", AiProviderKind.Groq, 400,
            """{"error":{"message":"The model has been decommissioned and is no longer """
                + """supported.","type":"invalid_request_error","code":"model_decommissioned"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),

        // Hugging Face
        new("Hugging Face: loading", AiProviderKind.HuggingFace, 503,
            """{"error":"Model x is currently loading","estimated_time":20.0}""",
            AiCause.ProviderOverloaded, "model", "fallback") { Wait = 20 },
        new("Hugging Face: credits", AiProviderKind.HuggingFace, 402,
            """{"error":"You have exceeded your monthly included credits for Inference Providers."}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Hugging Face: rate", AiProviderKind.HuggingFace, 429,
            """{"error":"Too many requests"}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Header = ("Retry-After", "3"), Wait = 3 },
        new("Hugging Face: model", AiProviderKind.HuggingFace, 400,
            """{"error":{"message":"The requested model 'x' is not supported by any provider you have """
                + """enabled.","type":"invalid_request_error","param":"model","code":"model_not_supported"}}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Hugging Face: backend", AiProviderKind.HuggingFace, 502,
            "<html><body>Bad gateway</body></html>",
            AiCause.ProviderServerError, "", "fallback"),
        new("Hugging Face: token", AiProviderKind.HuggingFace, 401,
            """{"error":"Invalid username or password."}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Hugging Face: input and output", AiProviderKind.HuggingFace, 422,
            """{"error":"Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 4000 `inputs` tokens and """
                + """1000 `max_new_tokens`","error_type":"validation"}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Hugging Face: long input", AiProviderKind.HuggingFace, 422,
            """{"error":"Input validation error: `inputs` must have less than 4095 tokens. Given: 6000","error_type":"validation"}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Hugging Face: failed generation", AiProviderKind.HuggingFace, 424,
            """{"error":"Request failed during generation: Server error","error_type":"generation"}""",
            AiCause.ProviderServerError, "", "fallback"),

        new("Hugging Face: not at that provider", AiProviderKind.HuggingFace, 400,
            """{"error":"Model x is not supported by provider fireworks-ai"}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Hugging Face: gated model", AiProviderKind.HuggingFace, 403,
            """{"error":"Access to model x is restricted and you are not in the authorized list."}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Hugging Face: permission", AiProviderKind.HuggingFace, 403,
            """{"error":"This authentication method does not have sufficient permissions to call Inference Providers on behalf of """
                + """user x"}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Hugging Face: Novita's balance", AiProviderKind.HuggingFace, 403,
            """{"code":403,"reason":"NOT_ENOUGH_BALANCE","message":"not enough balance","metadata":{}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Hugging Face: Fireworks' account", AiProviderKind.HuggingFace, 412,
            """{"error":{"message":"Account x is suspended, possibly due to reaching the monthly spending limit or failure to pay past """
                + """invoices.","param":null,"code":"PRECONDITION_FAILED","type":"error"}}""",
            AiCause.ProviderBilling, "key", "fallback"),
        new("Hugging Face: Cerebras' day", AiProviderKind.HuggingFace, 429,
            """{"message":"Tokens per day limit exceeded - too many tokens """
                + """processed.","type":"too_many_tokens_error","param":"quota","code":"token_quota_exceeded"}""",
            AiCause.ProviderQuotaExhausted, "key", "fallback"),
        new("Hugging Face: Cerebras' queue", AiProviderKind.HuggingFace, 429,
            """{"message":"We're experiencing high traffic right """
                + """now!","type":"too_many_requests_error","param":"queue","code":"queue_exceeded"}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Hugging Face: Fireworks' window", AiProviderKind.HuggingFace, 400,
            """{"error":{"object":"error","type":"invalid_request_error","message":"The prompt is too long: 140000, model maximum """
                + """context length: 131071"}}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Hugging Face: plain words", AiProviderKind.HuggingFace, 429,
            """Too Many Requests""",
            AiCause.ProviderRateLimited, "key", "fallback"),

        // Cloudflare
        new("Cloudflare: neurons", AiProviderKind.Cloudflare, 429,
            """{"success":false,"errors":[{"code":3036,"message":"You have used up your daily free allocation of 10,000 neurons"}]"""
                + ""","result":{},"messages":[]}""",
            AiCause.ProviderQuotaExhausted, "key", "fallback"),
        new("Cloudflare: capacity", AiProviderKind.Cloudflare, 429,
            """{"success":false,"errors":[{"code":3040,"message":"Capacity temporarily exceeded, please try again."}],"result":{}"""
                + ""","messages":[]}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Cloudflare: capacity in words", AiProviderKind.Cloudflare, 429,
            """{"errors":[{"message":"AiError: 3040: Capacity temporarily exceeded"}],"success":false}""",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Cloudflare: large", AiProviderKind.Cloudflare, 413,
            """{"errors":[{"code":3006,"message":"Request is too large"}],"success":false}""",
            AiCause.CallerTooLarge, "", "stop"),
        new("Cloudflare: timeout", AiProviderKind.Cloudflare, 408,
            """{"errors":[{"code":3007,"message":"Inference timed out"}],"success":false}""",
            AiCause.ProviderTimeout, "", "fallback"),
        new("Cloudflare: no model", AiProviderKind.Cloudflare, 400,
            """{"errors":[{"code":5007,"message":"No such model @cf/x or task"}],"success":false}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Cloudflare: access", AiProviderKind.Cloudflare, 403,
            """{"errors":[{"code":5018,"message":"This account is not allowed"}],"success":false}""",
            AiCause.ProviderModelMissing, "model", "stop"),

        new("Cloudflare: account", AiProviderKind.Cloudflare, 404,
            """{"success":false,"errors":[{"code":7003,"message":"Could not route to /client/v4/accounts/x, perhaps your object """
                + """identifier is invalid?"}]}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Cloudflare: window", AiProviderKind.Cloudflare, 413,
            """{"success":false,"errors":[{"code":5021,"message":"AiError: The estimated number of input and maximum output tokens """
                + """(30000) exceeded this model context window limit (24000)."}]}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Cloudflare: Invalid request headers", AiProviderKind.Cloudflare, 400,
            """{"success":false,"errors":[{"code":6003,"message":"Invalid request headers"}],"messages":[],"result":null}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Cloudflare: Invalid format for Authorization header", AiProviderKind.Cloudflare, 400,
            """{"success":false,"errors":[{"code":6111,"message":"Invalid format for Authorization header"}],"messages":[]"""
                + ""","result":null}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Cloudflare: Invalid format for X-Auth-Key header", AiProviderKind.Cloudflare, 400,
            """{"success":false,"errors":[{"code":6103,"message":"Invalid format for X-Auth-Key header"}],"messages":[],"result":null}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Cloudflare: Unable to authenticate request", AiProviderKind.Cloudflare, 400,
            """{"success":false,"errors":[{"code":10001,"message":"Unable to authenticate request"}],"messages":[],"result":null}""",
            AiCause.ProviderAuthFailed, "key", "stop"),

        new("Cloudflare: model not agreed to", AiProviderKind.Cloudflare, 403,
            """{"errors":[{"code":5016,"message":"Prior to using this model, you must submit the prompt 'agree'."}],"success":false}""",
            AiCause.ProviderModelMissing, "model", "stop"),
        new("Cloudflare: account blocked", AiProviderKind.Cloudflare, 403,
            """{"errors":[{"code":3023,"message":"Service unavailable for account"}],"success":false}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Cloudflare: window behind it", AiProviderKind.Cloudflare, 400,
            """{"errors":[{"code":8007,"message":"AiError: This model's maximum context length is 131072 tokens. However, you """
                + """requested 16000 output tokens."}],"success":false}""",
            AiCause.CallerContextTooLong, "", "larger"),
        new("Cloudflare: guarded prompt", AiProviderKind.Cloudflare, 424,
            """{"success":false,"result":[],"messages":[],"error":[{"code":2016,"message":"Prompt blocked due to security """
                + """configurations"}]}""",
            AiCause.CallerContentRefused, "", "stop"),
        new("Cloudflare: guarded answer", AiProviderKind.Cloudflare, 424,
            """{"success":false,"result":[],"messages":[],"error":[{"code":2017,"message":"Response blocked due to security """
                + """configurations"}]}""",
            AiCause.ProviderAnswerRefused, "", "fallback"),

        // Anybody
        new("A page with 503", AiProviderKind.Compatible, 503,
            "<!doctype html><title>503</title>",
            AiCause.ProviderOverloaded, "", "fallback"),
        new("Nothing with 500", AiProviderKind.Compatible, 500, "", AiCause.ProviderServerError, "", "fallback"),
        new("Nothing with 400", AiProviderKind.Compatible, 400, "", AiCause.CallerInvalidRequest, "", "stop"),
        new("A conflict", AiProviderKind.Compatible, 409, "{}", AiCause.CallerInvalidRequest, "", "stop"),
        new("An in-flight budget", AiProviderKind.Compatible, 402,
            """{"error":{"code":402,"message":"In flight.","metadata":{"error_code":"in_flight_budget_exhausted"}}}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Header = ("Retry-After", "1"), Wait = 1 },
        new("An invalid request as 500", AiProviderKind.Compatible, 500,
            """{"error":{"message":"Upstream","type":"invalid_request_error","code":"invalid_request_error"}}""",
            AiCause.ProviderServerError, "", "fallback"),
        new("An invalid request in a 200", AiProviderKind.Compatible, 200,
            """{"error":{"message":"Bad","type":"invalid_request_error"}}""",
            AiCause.CallerInvalidRequest, "", "stop"),
        new("A flagged prompt", AiProviderKind.Compatible, 403,
            """{"error":{"code":403,"message":"Your chosen model requires moderation and your input was flagged for """
                + """\"violence\".","metadata":{"reasons":["violence"],"flagged_input":"x","provider_name":"p","model_slug":"m"}}}""",
            AiCause.CallerContentRefused, "", "stop"),
        new("A flagged prompt in a 200", AiProviderKind.Compatible, 200,
            """{"error":{"code":403,"message":"Your input was flagged by the moderation of the provider."}}""",
            AiCause.CallerContentRefused, "", "stop"),
        new("A key that may not", AiProviderKind.Compatible, 403,
            """{"error":{"code":403,"message":"This account was flagged and may not use the API."}}""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("Seconds in words", AiProviderKind.Compatible, 429,
            """{"error":{"code":"429","message":"Requests have exceeded the limit. Please retry after 26 seconds."}}""",
            AiCause.ProviderRateLimited, "key", "fallback") { Wait = 26 },
        new("A status in a 200", AiProviderKind.Compatible, 200,
            """{"error":{"message":"In flight.","type":"upstream_error","status_code":429}}""",
            AiCause.ProviderRateLimited, "key", "fallback"),
        new("Not here by law", AiProviderKind.Compatible, 451,
            """Unavailable For Legal Reasons""",
            AiCause.ProviderAuthFailed, "key", "stop"),
        new("A redirect", AiProviderKind.Compatible, 302, "", AiCause.ProviderServerError, "", "fallback"),
    ];
}

/// <param name="Cools">"key", "model" or "".</param>
/// <param name="Then">"fallback", "larger" or "stop".</param>
internal sealed record ErrorCase(string Name, AiProviderKind Kind, int Status, string Body, AiCause Cause, string Cools, string Then)
{
    public (string Name, string Value)? Header { get; init; }

    /// <summary>Seconds.</summary>
    public double? Wait { get; init; }
}
