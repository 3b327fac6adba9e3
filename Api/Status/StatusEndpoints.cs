using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Api.Http;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Api.Status;

/// <summary>Health of this process and of what it needs.</summary>
internal static class StatusEndpoints
{
    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).ExcludeFromDescription();
        routes.MapGet("/health/ready", ReadyAsync).ExcludeFromDescription();
        routes.MapGet("/api/v1/status", GetAsync).WithTags("status").WithSummary("What answers, and how long the queue is.");
    }

    private static async Task<Results<ContentHttpResult, ProblemHttpResult>> ReadyAsync(IClusterClient grains)
    {
        try
        {
            await GetDepthAsync(grains).WaitAsync(TimeSpan.FromSeconds(3));
            _ = grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()); // throws where no renderer is known
            return TypedResults.Text("ready");
        }
        catch (Exception exception) when (ClusterFaults.Explains(exception))
        {
            return Problems.Busy("The cluster does not answer yet.");
        }
    }

    private static async Task<Ok<StatusView>> GetAsync(IClusterClient grains, IAiService service, IOptions<AiOptions> ai)
    {
        var depth = await GetDepthAsync(grains);
        return TypedResults.Ok(new StatusView(
            service.Models.First(model => !model.IsClass && !model.Embeds).Name,
            ai.Value.IsOffline ? "offline catalogue: set the key of an AI provider, such as Ai__Providers__OpenAi__ApiKey, for any topic" : "online",
            depth.WaitingForWriter + depth.WaitingForRenderer,
            depth.BeingWritten + depth.BeingRendered));
    }

    private static Task<WorkDepth> GetDepthAsync(IClusterClient grains) =>
        grains.GetGrain<IWorkStatusGrain>(GrainKeys.WorkStatus()).GetDepthAsync(CancellationToken.None);
}

internal sealed record StatusView(string Model, string Ai, int JobsWaiting, int JobsInWork);
