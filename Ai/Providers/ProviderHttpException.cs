using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// A provider returned an error: as a status, in the body of a 200, or inside a stream. Detected before the SDK sees it.
/// </summary>
/// <param name="body">What it sent, at most 4,000 bytes of it: never to be shown as it is.</param>
internal sealed class ProviderHttpException(ProviderError error, string body = "")
    : Exception($"The provider returned {error.Status} {error.Type} {error.Code}")
{
    public ProviderError Error => error;

    public string Body => body;
}
