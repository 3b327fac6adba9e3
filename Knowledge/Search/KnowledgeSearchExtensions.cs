using Microsoft.Extensions.DependencyInjection.Extensions;
using ObsidianVault.Knowledge.Search.Grades;

namespace ObsidianVault.Knowledge.Search;

internal static class KnowledgeSearchExtensions
{
    public static void AddKnowledgeSearch(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ISearch, KnowledgeSearch>();
        builder.Services.TryAddSingleton<ICollectionQuality, CollectionGrader>();
    }
}
