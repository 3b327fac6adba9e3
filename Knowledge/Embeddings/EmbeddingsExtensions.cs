using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Knowledge.Embeddings;

internal static class EmbeddingsExtensions
{
    public static void AddKnowledgeEmbeddings(this IHostApplicationBuilder builder)
    {
        builder.AddVaultOptions<EmbeddingOptions>(EmbeddingOptions.Section);
        builder.Services.AddMetrics();
        builder.Services.TryAddSingleton<EmbeddingMetrics>();
        builder.Services.TryAddSingleton(s => new Embedder(s.GetService<IAiService>(), s.GetRequiredService<IOptions<EmbeddingOptions>>()));
        builder.Services.TryAddSingleton<QueryVectors>();
        builder.Services.TryAddSingleton<QuestionVectors>();
        builder.Services.TryAddSingleton<IPassageEmbedder, PassageEmbedder>();
    }
}
