using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Outgoing;

namespace ObsidianVault.Api.Callbacks;

/// <summary>What <c>callback_url</c> of a new job must be.</summary>
internal sealed class CallbackRules(IOptions<CallbackOptions> options, IClusterClient grains)
{
    private const string Field = "callback_url";

    public async Task<IEnumerable<(string Field, string Fault)>> CheckAsync(string? url, Caller caller)
    {
        if (url is null) return [];
        if (PublicAddresses.FaultOf(url, options.Value.Networks()) is { } fault) return [(Field, fault)];
        var secrets = await grains.GetGrain<ICallbackAccountGrain>(GrainKeys.CallbackAccount(caller.SessionId)).GetSecretsAsync();
        return secrets.Length > 0 ? [] : [(Field, "Needs a secret that signs callbacks. Make one first: POST /api/v1/callbacks/secret.")];
    }
}
