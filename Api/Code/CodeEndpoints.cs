using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Http;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Api.Code;

/// <summary>Manim code of the user's own.</summary>
internal static class CodeEndpoints
{
    public static void MapCode(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/code").WithTags("code").AddEndpointFilter<OwnerFilter>();
        group.MapPost("", SubmitAsync).WithSummary("Renders Manim code; several scenes become one video.");
        group.MapPost("validate", ValidateAsync).WithSummary("Checks Manim code without running it.");
    }

    private static Task<Results<Accepted<JobView>, ProblemHttpResult>> SubmitAsync(
        NewCode body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext http, IClusterClient grains, IOptions<JobOptions> limits) =>
        JobEndpoints.SubmitAsync(
            [.. JobRules.CheckCode(body, limits.Value), .. JobRules.CheckFormat(body.Format)],
            new JobRequest
            {
                Code = body.Code,
                Quality = JobRules.QualityOf(body.Quality),
                Priority = JobRules.PriorityOf(body.Priority),
                Format = JobRules.FormatOf(body.Format),
                Scene = body.Scene,
            },
            key, http, grains);

    private static async Task<Results<Ok<CodeReport>, ProblemHttpResult>> ValidateAsync(NewCode body, IClusterClient grains, IOptions<JobOptions> limits)
    {
        var faults = JobRules.CheckCode(body, limits.Value);
        if (faults.Length > 0) return Problems.Invalid(faults);
        return TypedResults.Ok(CodeReport.Of(await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).CheckAsync(body.Code!)));
    }
}

/// <param name="Code">Manim Community code, 1 to 50,000 characters.</param>
/// <param name="Quality">low, medium (default) or high.</param>
/// <param name="Priority">interactive (default), or batch: after all that somebody waits for.</param>
/// <param name="Format">mp4 (default), webm, gif, or png for the last frame.</param>
/// <param name="Scene">The class of the one scene to render; all of them, joined, where it is left out.</param>
internal sealed record NewCode(string? Code, string? Quality, string? Priority = null, string? Format = null, string? Scene = null);
