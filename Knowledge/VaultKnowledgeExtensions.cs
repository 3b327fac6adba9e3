using ObsidianVault.Knowledge.Reading;

namespace ObsidianVault.Knowledge;

/// <summary>Composes the knowledge base: reading, storage, search and answers.</summary>
public static class VaultKnowledgeExtensions
{
    public static void AddVaultKnowledge(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDocumentReading();
    }
}
