using System.Text.Json;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>Turns whatever ended an attempt into a fault.</summary>
internal sealed class AttemptFaults(FaultMap map)
{
    public ProviderFault Of(Exception exception, AiTarget target, ProviderExchange exchange)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case ProviderHttpException http:
                    return WithReason(map.Map(target.Provider.Kind, http.Error, target.Model.Id), http.Error, target.Provider);
                case HttpRequestException or IOException:
                    return Plain(exchange.WasAccepted ? AiCause.ProviderStreamCut : AiCause.ProviderConnectionFailed);
                default:
                    break;
            }
        }

        // An SDK exception after the request was accepted is about the response; before that, about the request.
        if (exchange.WasAccepted) return Plain(AiCause.ProviderMalformed);
        var isAboutRequest = exception is NotSupportedException or ArgumentException or InvalidOperationException
            or JsonException or FormatException;
        return Plain(isAboutRequest ? AiCause.CallerInvalidRequest : AiCause.OwnError);
    }

    /// <summary>What the caller has to mend, the caller has to know.</summary>
    private static ProviderFault WithReason(ProviderFault fault, ProviderError error, AiProvider provider) => fault.Cause
        is AiCause.CallerInvalidRequest or AiCause.CallerContextTooLong or AiCause.CallerTooLarge or AiCause.CallerContentRefused
            ? fault with { Reason = ProviderReason.Of(error.Message, provider.ApiKey, provider.BaseUrl, HostOf(provider.BaseUrl)) }
            : fault;

    private static string HostOf(string address) => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri.Authority : "";

    /// <summary>A fault without an error message from the provider.</summary>
    public static ProviderFault Plain(AiCause cause) => cause switch
    {
        AiCause.ProviderConnectionFailed => new(cause, null, CoolScope.Key, null, NextStep.Retry),
        AiCause.ProviderTimeout or AiCause.ProviderStreamCut or AiCause.ProviderMalformed =>
            new(cause, null, CoolScope.Model, null, NextStep.Retry),
        AiCause.ProviderAnswerEmpty or AiCause.ProviderAnswerInvalid or AiCause.ProviderAnswerRepeated =>
            new(cause, null, CoolScope.Nothing, null, NextStep.Retry),
        AiCause.ProviderAnswerRefused or AiCause.ProviderAnswerTruncated => new(cause, null, CoolScope.Nothing, null, NextStep.Fallback),
        _ => new(cause, null, CoolScope.Nothing, null, NextStep.Stop),
    };
}
