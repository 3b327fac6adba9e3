namespace ObsidianVault.Api.Knowledge;

/// <summary>The addresses under <c>/api/v1/rag</c> that bring notes in and keep them.</summary>
internal static class KnowledgeEndpoints
{
    public static void MapKnowledge(this IEndpointRouteBuilder routes)
    {
        routes.MapCollections();
        routes.MapDocuments();
    }
}
