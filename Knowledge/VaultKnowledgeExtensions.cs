using ObsidianVault.Knowledge.Embeddings;
using ObsidianVault.Knowledge.Reading;
using ObsidianVault.Knowledge.Search;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge;

/// <summary>Composes the knowledge base: reading, storage, embeddings, search and answers.</summary>
public static class VaultKnowledgeExtensions
{
    public static void AddVaultKnowledge(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDocumentReading();
        builder.AddKnowledgeStorage();
        builder.AddKnowledgeEmbeddings();
        builder.AddKnowledgeSearch();
    }
}
