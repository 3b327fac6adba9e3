using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Ai.Errors;

/// <summary>What one failed attempt means for the call and for those after it.</summary>
/// <param name="RetryAfter">What the provider asked for.</param>
/// <param name="Cools">What is left alone for a while.</param>
/// <param name="CoolFor">How long at least; null: only after repeated failures.</param>
/// <param name="Next">What may be done about it in this call.</param>
internal sealed record ProviderFault(AiCause Cause, TimeSpan? RetryAfter, CoolScope Cools, TimeSpan? CoolFor, NextStep Next)
{
    /// <summary>The attempt in words that are safe to show.</summary>
    public string Describe(string provider) => Cause switch
    {
        AiCause.CallerInvalidRequest => $"{provider} does not accept the request. Check the model, the messages and the options.",
        AiCause.CallerContextTooLong => "The conversation is too long for the model. Send less, or name a model with a larger window.",
        AiCause.CallerTooLarge => "The request is too large for the provider. Send less at once.",
        AiCause.CallerContentRefused => "The provider's content policy does not allow the request.",
        AiCause.ProviderAuthFailed => $"{provider} refuses the key of this service. Its operator has to renew it.",
        AiCause.ProviderBilling => $"The account of this service with {provider} has no credit left.",
        AiCause.ProviderModelMissing => $"{provider} does not run the configured model.",
        AiCause.ProviderAnswerRefused => "The model declined to answer.",
        _ => $"{provider} did not give an answer ({Cause.Code()}).",
    };
}

/// <summary>What a fault tells us to leave alone.</summary>
internal enum CoolScope
{
    Nothing,

    /// <summary>One model of a provider.</summary>
    Model,

    /// <summary>The provider's key, with all its models.</summary>
    Key,
}

/// <summary>What a call may do after a fault.</summary>
internal enum NextStep
{
    /// <summary>It is the caller's to mend, or ours: another provider would only hide it.</summary>
    Stop,

    /// <summary>Another provider may answer; this one will not.</summary>
    Fallback,

    /// <summary>Only a model with a larger window may answer.</summary>
    LargerWindow,

    /// <summary>Another provider may answer, and this one if asked again.</summary>
    Retry,
}
