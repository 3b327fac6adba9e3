using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>
/// A provider returned an error: as a status, in the body of a 200, or inside a stream. Detected before the SDK sees it.
/// </summary>
internal sealed class ProviderHttpException(ProviderError error)
    : Exception($"The provider returned {error.Status} {error.Type} {error.Code}")
{
    public ProviderError Error => error;
}
