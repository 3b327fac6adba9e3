using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Api.Status;

/// <summary>Health of this process and of what it needs.</summary>
internal static class StatusEndpoints
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(2);

    public static void MapStatus(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/health/live", () => TypedResults.Text("live")).WithTags("status")
            .Produces<string>(StatusCodes.Status200OK, "text/plain").AnswersLike("live")
            .WithSummary("Whether this process runs.")
            .WithDescription("Asks nothing else. For whoever restarts processes.");
        routes.MapGet("/health/ready", ReadyAsync).WithTags("status").Produces<Readiness>().AnswersLike(Readiness.Example)
            .WithSummary("Whether this process can serve requests.")
            .WithDescription("200 where a silo of the cluster and the database answer within seconds, 503 where not. Without a "
                + "renderer it is degraded, which is 200: chats and lists go on, and videos wait.");
        routes.MapGet("/api/v1/status", GetAsync).WithTags("status").AnswersLike(StatusView.Example)
            .WithSummary("What answers, and how long the queue is.")
            .WithDescription("The model that answers chats, the jobs that wait and are worked on, and how a renderer limits scenes.");
    }

    private static async Task<Results<Ok<Readiness>, ProblemHttpResult>> ReadyAsync(
        HealthCheckService health, CancellationToken cancellationToken)
    {
        var report = await health.CheckHealthAsync(check => check.Tags.Contains(Readiness.Tag), cancellationToken);
        return report.Status == HealthStatus.Unhealthy
            ? Problems.Busy(string.Join(" ", report.Entries.Values.Where(entry => entry.Status == HealthStatus.Unhealthy)
                .Select(entry => entry.Description)))
            : TypedResults.Ok(Readiness.Of(report));
    }

    private static async Task<Ok<StatusView>> GetAsync(
        IClusterClient grains, IAiService service, IOptions<AiOptions> ai, TimeProvider time)
    {
        var depth = await GetDepthAsync(grains);
        return TypedResults.Ok(new StatusView(
            service.Models.First(model => !model.IsClass && !model.Embeds).Name,
            ai.Value.IsOffline ? "offline catalogue: set the key of an AI provider, such as Ai__Providers__OpenAi__ApiKey, for any topic"
                : "online",
            depth.WaitingForWriter + depth.WaitingForRenderer,
            depth.BeingWritten + depth.BeingRendered,
            await DescribeLimitsAsync(grains, time)));
    }

    private static async Task<string> DescribeLimitsAsync(IClusterClient grains, TimeProvider time)
    {
        try
        {
            return await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).DescribeLimitsAsync().WaitAsync(s_patience, time);
        }
        catch (Exception exception) when (exception is TimeoutException || ClusterFaults.Explains(exception))
        {
            return "No renderer answers.";
        }
    }

    private static Task<WorkDepth> GetDepthAsync(IClusterClient grains) =>
        grains.GetGrain<IWorkStatusGrain>(GrainKeys.WorkStatus()).GetDepthAsync(CancellationToken.None);
}

/// <summary>What this service is doing.</summary>
/// <param name="Model">The model that answers chats.</param>
/// <param name="Ai">online, or the offline catalogue and what to set for more.</param>
/// <param name="JobsWaiting">Jobs that wait for a writer or a renderer.</param>
/// <param name="JobsInWork">Jobs that are worked on.</param>
/// <param name="Rendering">How a renderer limits the memory and the processors that scenes use, or that none answers.</param>
internal sealed record StatusView(string Model, string Ai, int JobsWaiting, int JobsInWork, string Rendering)
{
    public static readonly StatusView Example = new(
        "chat", "online", 3, 1,
        "The kernel counts all memory of a scene in a control group. Scenes share the processors by control group.");
}
