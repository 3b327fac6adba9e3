using System.Collections.Frozen;
using System.Text.Json;

namespace ObsidianVault.Ai.Contract;

/// <summary>
/// Why a call or an attempt failed. A closed vocabulary; the first word says who is responsible. <see cref="AiCauses.Code"/>
/// returns the stable text, such as <c>provider_rate_limited</c>.
/// </summary>
public enum AiCause
{
    /// <summary>The provider, or we, could not interpret the request.</summary>
    CallerInvalidRequest,

    /// <summary>None of our providers runs that model.</summary>
    CallerModelUnknown,

    /// <summary>The conversation fits none of the permitted context windows.</summary>
    CallerContextTooLong,

    /// <summary>The request has too many bytes, or more tokens than an account may send at once.</summary>
    CallerTooLarge,

    /// <summary>The provider's policy forbids the prompt.</summary>
    CallerContentRefused,

    /// <summary>The caller disconnected.</summary>
    CallerCancelled,

    /// <summary>The user's budget does not cover the worst case.</summary>
    PolicyBudgetExceeded,

    /// <summary>Every provider that could answer has spent its daily budget.</summary>
    PolicyProviderBudget,

    /// <summary>The key is invalid or lacks permission.</summary>
    ProviderAuthFailed,

    /// <summary>The account has no money or credit; retrying does not help.</summary>
    ProviderBilling,

    /// <summary>A quota that does not refill within the hour: daily, or a spend limit.</summary>
    ProviderQuotaExhausted,

    /// <summary>Too many requests or tokens per minute: wait.</summary>
    ProviderRateLimited,

    /// <summary>The provider is out of capacity.</summary>
    ProviderOverloaded,

    /// <summary>The configured model does not exist at the provider.</summary>
    ProviderModelMissing,

    /// <summary>An internal error of the provider.</summary>
    ProviderServerError,

    /// <summary>No response, no first token, or no further token in time.</summary>
    ProviderTimeout,

    /// <summary>No connection, or it broke before a response arrived.</summary>
    ProviderConnectionFailed,

    /// <summary>The stream ended without a finish reason, or the connection broke during it.</summary>
    ProviderStreamCut,

    /// <summary>A response that is not in the provider's format.</summary>
    ProviderMalformed,

    /// <summary>An answer without content.</summary>
    ProviderAnswerEmpty,

    /// <summary>The answer ended at the output limit.</summary>
    ProviderAnswerTruncated,

    /// <summary>The model or its content filter declined to answer.</summary>
    ProviderAnswerRefused,

    /// <summary>The answer repeats itself endlessly.</summary>
    ProviderAnswerRepeated,

    /// <summary>
    /// Code without a closed block, Python that does not parse, tool arguments that are not JSON, or JSON that does not match
    /// its schema.
    /// </summary>
    ProviderAnswerInvalid,

    /// <summary>Our queue for the providers that could answer is full.</summary>
    OwnQueueFull,

    /// <summary>Every provider that could answer is cooling down, or the ledger cannot be reached.</summary>
    OwnUnavailable,

    /// <summary>The deadline over all attempts passed.</summary>
    OwnDeadline,

    /// <summary>The maximum number of attempts was reached.</summary>
    OwnAttemptsExhausted,

    /// <summary>No provider is configured for this class.</summary>
    OwnNotConfigured,

    /// <summary>A bug of ours; should be alerted on.</summary>
    OwnError,
}

/// <summary>Properties of the causes.</summary>
public static class AiCauses
{
    private static readonly FrozenDictionary<AiCause, string> Codes =
        Enum.GetValues<AiCause>().ToFrozenDictionary(
            cause => cause, cause => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString()));

    /// <summary>The stable text, such as <c>provider_rate_limited</c>.</summary>
    public static string Code(this AiCause cause) => Codes[cause];

    /// <summary>The HTTP status for a request that failed with this cause.</summary>
    public static int Status(this AiCause cause) => cause switch
    {
        AiCause.CallerInvalidRequest or AiCause.CallerContextTooLong or AiCause.CallerContentRefused => 400,
        AiCause.CallerModelUnknown => 404,
        AiCause.CallerTooLarge => 413,
        AiCause.CallerCancelled => 499,
        AiCause.PolicyBudgetExceeded => 402,
        AiCause.OwnQueueFull or AiCause.ProviderRateLimited or AiCause.ProviderQuotaExhausted => 429,
        AiCause.ProviderTimeout or AiCause.OwnDeadline => 504,
        AiCause.PolicyProviderBudget or AiCause.ProviderOverloaded or AiCause.OwnUnavailable or AiCause.OwnNotConfigured => 503,
        AiCause.OwnError => 500,
        _ => 502,
    };
}
