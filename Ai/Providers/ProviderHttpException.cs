using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;

namespace ObsidianVault.Ai.Providers;

/// <summary>A provider answered with an error: by status, by the body of a 200, or inside a stream. Read before its SDK sees it.</summary>
internal sealed class ProviderHttpException(ProviderError error) : Exception($"The provider answered {error.Status} {error.Type} {error.Code}")
{
    public ProviderError Error => error;
}
