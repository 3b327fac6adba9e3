using System.Globalization;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Errors;

/// <summary>What a failed attempt means for the call and for later ones.</summary>
/// <param name="RetryAfter">The wait that the provider asked for.</param>
/// <param name="Cools">What is not used for a while.</param>
/// <param name="CoolFor">For how long at least; null: only after repeated failures.</param>
/// <param name="Next">How this call may continue.</param>
internal sealed record ProviderFault(AiCause Cause, TimeSpan? RetryAfter, CoolScope Cools, TimeSpan? CoolFor, NextStep Next)
{
    /// <summary>What the provider said about a request that the caller has to mend, safe to show; null if it said nothing.</summary>
    public string? Reason { get; init; }

    /// <summary>A description that is safe to show.</summary>
    public string Describe(string provider) => Cause switch
    {
        AiCause.CallerInvalidRequest when Reason is not null => $"{provider} does not accept the request: {Reason}",
        AiCause.CallerInvalidRequest => $"{provider} does not accept the request. Check the model, the messages and the options.",
        AiCause.CallerContextTooLong => WithReason(
            "The conversation is too long for the model. Send less, or choose a model with a larger context window."),
        AiCause.CallerTooLarge => WithReason("The request is too large for the provider. Send less at once."),
        AiCause.CallerContentRefused => WithReason("The provider's content policy does not allow the request."),
        AiCause.ProviderRateLimited or AiCause.ProviderQuotaExhausted => RetryAfter is { } wait
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{provider} limits how much it may be asked. Try again in {Math.Ceiling(wait.TotalSeconds)} seconds.")
            : $"{provider} limits how much it may be asked. Try again later.",
        AiCause.ProviderAuthFailed => $"{provider} rejected this service's API key. The operator has to renew it.",
        AiCause.ProviderBilling => $"This service's account with {provider} has no credit left.",
        AiCause.ProviderModelMissing => $"{provider} does not run the configured model.",
        AiCause.ProviderAnswerRefused => "The model declined to answer.",
        _ => $"{provider} did not answer ({Cause.Code()}).",
    };

    private string WithReason(string text) => Reason is null ? text : $"{text} It says: {Reason}";
}

/// <summary>What a fault puts into cooldown.</summary>
internal enum CoolScope
{
    Nothing,

    /// <summary>One model of a provider.</summary>
    Model,

    /// <summary>The provider's key, with all its models.</summary>
    Key,
}

/// <summary>How a call may continue after a fault.</summary>
internal enum NextStep
{
    /// <summary>The caller has to fix it, or we do: another provider would only hide it.</summary>
    Stop,

    /// <summary>Another provider may answer; this one will not.</summary>
    Fallback,

    /// <summary>Only a model with a larger window may answer.</summary>
    LargerWindow,

    /// <summary>Another provider may answer, or this one if tried again.</summary>
    Retry,
}
