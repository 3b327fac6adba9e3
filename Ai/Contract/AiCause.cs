using System.Collections.Frozen;
using System.Text.Json;

namespace ObsidianVault.Ai.Contract;

/// <summary>
/// Why a call or an attempt failed. A closed vocabulary; the first word says whose fault it was. <see cref="AiCauses.Code"/>
/// gives the stable text, such as <c>provider_rate_limited</c>.
/// </summary>
public enum AiCause
{
    /// <summary>The provider, or we, could not make sense of the request.</summary>
    CallerInvalidRequest,

    /// <summary>Nobody here runs that model.</summary>
    CallerModelUnknown,

    /// <summary>The conversation does not fit any window that it may go to.</summary>
    CallerContextTooLong,

    /// <summary>The request has too many bytes, or more tokens than an account may send at once.</summary>
    CallerTooLarge,

    /// <summary>The provider's policy does not allow the prompt.</summary>
    CallerContentRefused,

    /// <summary>The caller left.</summary>
    CallerCancelled,

    /// <summary>The user's budget does not hold the worst case.</summary>
    PolicyBudgetExceeded,

    /// <summary>Every provider that could answer has spent what it may today.</summary>
    PolicyProviderBudget,

    /// <summary>The key is wrong, or may not do this.</summary>
    ProviderAuthFailed,

    /// <summary>The account has no money or credit: no sense in trying again.</summary>
    ProviderBilling,

    /// <summary>A quota that does not come back within the hour: per day, or a spend limit.</summary>
    ProviderQuotaExhausted,

    /// <summary>Too many requests or tokens a minute: wait.</summary>
    ProviderRateLimited,

    /// <summary>Out of capacity for everybody.</summary>
    ProviderOverloaded,

    /// <summary>The model that we configured does not exist there.</summary>
    ProviderModelMissing,

    /// <summary>An error of the provider's own.</summary>
    ProviderServerError,

    /// <summary>No answer, no first token, or no further token in time.</summary>
    ProviderTimeout,

    /// <summary>No connection, or it broke before an answer.</summary>
    ProviderConnectionFailed,

    /// <summary>The stream ended without a finish reason, or the connection broke in it.</summary>
    ProviderStreamCut,

    /// <summary>An answer that is not in the provider's format.</summary>
    ProviderMalformed,

    /// <summary>An answer without content.</summary>
    ProviderAnswerEmpty,

    /// <summary>The answer ended at the output limit.</summary>
    ProviderAnswerTruncated,

    /// <summary>The model or its content filter declined.</summary>
    ProviderAnswerRefused,

    /// <summary>The answer repeats itself without end.</summary>
    ProviderAnswerRepeated,

    /// <summary>Code without a closed block, Python that does not parse, arguments of a tool that are no JSON, or JSON that does not follow its schema.</summary>
    ProviderAnswerInvalid,

    /// <summary>Our queue for the providers that could answer is full.</summary>
    OwnQueueFull,

    /// <summary>Every provider that could answer is cooling down, or the ledger cannot be reached.</summary>
    OwnUnavailable,

    /// <summary>The deadline over the whole chain passed.</summary>
    OwnDeadline,

    /// <summary>The attempt ceiling was reached.</summary>
    OwnAttemptsExhausted,

    /// <summary>No provider is configured for this class.</summary>
    OwnNotConfigured,

    /// <summary>A fault of ours: an alarm where it is not zero.</summary>
    OwnError,
}

/// <summary>What follows from a cause.</summary>
public static class AiCauses
{
    private static readonly FrozenDictionary<AiCause, string> Codes =
        Enum.GetValues<AiCause>().ToFrozenDictionary(cause => cause, cause => JsonNamingPolicy.SnakeCaseLower.ConvertName(cause.ToString()));

    /// <summary>The stable text, such as <c>provider_rate_limited</c>.</summary>
    public static string Code(this AiCause cause) => Codes[cause];

    /// <summary>The HTTP status that answers a request which ended so.</summary>
    public static int Status(this AiCause cause) => cause switch
    {
        AiCause.CallerInvalidRequest or AiCause.CallerContextTooLong or AiCause.CallerContentRefused => 400,
        AiCause.CallerModelUnknown => 404,
        AiCause.CallerTooLarge => 413,
        AiCause.CallerCancelled => 499,
        AiCause.PolicyBudgetExceeded => 402,
        AiCause.OwnQueueFull => 429,
        AiCause.ProviderTimeout or AiCause.OwnDeadline => 504,
        AiCause.PolicyProviderBudget or AiCause.ProviderRateLimited or AiCause.ProviderOverloaded or AiCause.ProviderQuotaExhausted or
            AiCause.OwnUnavailable or AiCause.OwnNotConfigured => 503,
        AiCause.OwnError => 500,
        _ => 502,
    };
}
