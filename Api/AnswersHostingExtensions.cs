using ObsidianVault.Api.Knowledge;
using ObsidianVault.Api.Mcp;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Api;

/// <summary>Where notes answer: over HTTP, and as tools of assistants and editors.</summary>
internal static class AnswersHostingExtensions
{
    public static void AddVaultAnswerTools(this IHostApplicationBuilder builder)
    {
        builder.AddVaultAnswers();
        builder.Services.AddVaultMcp();
    }

    public static void MapAnswers(this IEndpointRouteBuilder routes)
    {
        routes.MapQuery();
        routes.MapVaultMcp();
    }
}
