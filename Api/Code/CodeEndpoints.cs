using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using ObsidianVault.Api.Http;
using ObsidianVault.Api.Jobs;

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
        NewCode body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext http, IClusterClient grains) =>
        JobEndpoints.SubmitAsync(
            JobRules.CheckCode(body.Code, body.Quality),
            new JobRequest { Code = body.Code, Quality = JobRules.QualityOf(body.Quality) },
            key, http, grains);

    private static async Task<Results<Ok<CodeReport>, ProblemHttpResult>> ValidateAsync(NewCode body, IClusterClient grains)
    {
        var faults = JobRules.CheckCode(body.Code, body.Quality);
        if (faults.Length > 0) return Problems.Invalid(faults);
        return TypedResults.Ok(CodeReport.Of(await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).CheckAsync(body.Code!)));
    }
}

/// <param name="Code">Manim Community code, 1 to 50,000 characters.</param>
/// <param name="Quality">low, medium (default) or high.</param>
internal sealed record NewCode(string? Code, string? Quality);
