using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Bodies;

namespace ObsidianVault.Api.OpenAi;

internal static class OpenAiBody
{
    /// <summary>Pictures are in the body, and phones send them slowly.</summary>
    private const int TimeFactor = 5;

    public static ValueTask<RequestBody.Rented> ReadAsync(HttpContext http, OpenAiLimits limits, GatewayOptions gateway) =>
        RequestBody.ReadAsync(http, new BodyLimits(limits.MaxBodyBytes, gateway.BodyTime * TimeFactor));
}
