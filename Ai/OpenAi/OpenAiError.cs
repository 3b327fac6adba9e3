using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.ResumableCompletions;

namespace ObsidianVault.Ai.OpenAi;

/// <summary>An error in OpenAI's format.</summary>
/// <param name="Status">The HTTP status, if nothing has been sent yet.</param>
/// <param name="Type">OpenAI's type of the error.</param>
/// <param name="Code">The stable code.</param>
/// <param name="Param">The invalid part of the request.</param>
/// <param name="RetryAfter">When it makes sense to try again.</param>
/// <param name="MayRetry">Whether it makes sense to try again at all; OpenAI's SDKs follow it.</param>
public sealed record OpenAiError(
    int Status, string Type, string Code, string Message, string? Param = null, TimeSpan? RetryAfter = null, bool MayRetry = false)
{
    private const string Caller = "invalid_request_error";
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static OpenAiError Unauthorized { get; } = new(
        401, Caller, "invalid_api_key", "Send the token of POST /api/v1/sessions as the API key: Authorization: Bearer ovs_...");

    public static OpenAiError Busy { get; } = new(
        503,
        "server_error",
        "busy",
        "The service is starting or overloaded. Try again in a few seconds.",
        RetryAfter: TimeSpan.FromSeconds(2),
        MayRetry: true);

    public static OpenAiError Lost { get; } = new(
        503,
        "server_error",
        "answer_lost",
        "The answer was lost because the process that wrote it ended. Try again.",
        RetryAfter: TimeSpan.FromSeconds(1),
        MayRetry: true);

    public static OpenAiError Internal { get; } = new(500, "server_error", "own_error", "An internal error occurred.", MayRetry: true);

    /// <summary>The exception as an OpenAI error; null if it is not one that a request can cause.</summary>
    public static OpenAiError? Of(Exception exception, BudgetDecision? decision) => exception switch
    {
        OpenAiRequestException fault => new OpenAiError(fault.Status, Caller, fault.Code, fault.Message, fault.Param),
        AiException fault => Of(fault, decision),
        NoTopicException fault => new OpenAiError(400, Caller, "no_topic", fault.Message),
        _ => null,
    };

    public static OpenAiError Of(CompletionFault fault) =>
        new(fault.Status, fault.Type, fault.Code, fault.Message, fault.Param, fault.RetryAfter, fault.MayRetry);

    public CompletionFault ToFault(BudgetDecision? decision) => new(Status, Type, Code, Message, Param, RetryAfter, MayRetry, decision);

    /// <param name="decision">The budget decision, if one was made.</param>
    private static OpenAiError Of(AiException error, BudgetDecision? decision)
    {
        // A budget that only calls in flight use up becomes free again by itself: clients may wait for it, as for a rate limit.
        if (error.Cause == AiCause.PolicyBudgetExceeded)
        {
            return decision?.InFlight == true
                ? new OpenAiError(429, "rate_limit_error", "budget_in_flight", error.Message, RetryAfter: error.RetryAfter, MayRetry: true)
                : new OpenAiError(402, "insufficient_quota", "budget_exceeded", error.Message, RetryAfter: error.RetryAfter);
        }

        var code = error.Cause switch
        {
            AiCause.CallerContextTooLong => "context_length_exceeded",
            AiCause.CallerModelUnknown => "model_not_found",
            AiCause.ProviderRateLimited => "rate_limit_exceeded",
            AiCause.CallerContentRefused => "content_filter",
            AiCause.CallerInvalidRequest when error.Param is not null => "unsupported_parameter",
            _ => error.Code,
        };
        var type = error.Status switch
        {
            429 => "rate_limit_error",
            < 500 => Caller,
            _ => "server_error",
        };
        var param = error.Cause switch
        {
            AiCause.CallerModelUnknown => "model",
            AiCause.CallerContextTooLong or AiCause.CallerContentRefused => "messages",
            _ => error.Param,
        };
        return new OpenAiError(error.Status, type, code, error.Message, param, error.RetryAfter, MayRetry: Repeats(error.Cause));
    }

    public void Write(IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, s_json);
        json.WriteStartObject();
        json.WriteStartObject("error"u8);
        json.WriteString("message"u8, Message);
        json.WriteString("type"u8, Type);
        json.WriteString("param"u8, Param);
        json.WriteString("code"u8, Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Whether a later attempt may succeed.</summary>
    private static bool Repeats(AiCause cause) => cause is
        AiCause.OwnQueueFull or AiCause.OwnUnavailable or AiCause.ProviderRateLimited or AiCause.ProviderOverloaded
        or AiCause.ProviderServerError or AiCause.ProviderTimeout or AiCause.ProviderConnectionFailed or AiCause.ProviderStreamCut
        or AiCause.ProviderAnswerEmpty or AiCause.OwnError;
}
