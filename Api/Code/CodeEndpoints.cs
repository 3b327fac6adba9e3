using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Callbacks;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Api.Code;

/// <summary>Manim code of the user's own.</summary>
internal static class CodeEndpoints
{
    private const string Example = "from manim import *\n\nclass Hello(Scene):\n    def construct(self):\n        "
        + "self.play(Write(Text(\"Hello\")))\n        self.wait(2)\n";

    public static void MapCode(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/code").WithTags("code").RequireAuthorization(Access.Session);
        group.MapPost("", SubmitAsync).WithIdempotencyKey().Takes(new NewCode(Example, "low"))
            .AnswersLike(JobExamples.Accepted, StatusCodes.Status202Accepted)
            .WithSummary("Renders Manim code of your own.")
            .WithDescription("Several scenes become one video, unless scene names one. The answer is a job, as that of POST "
                + "/api/v1/jobs: follow links.events; the last event has video_url.");
        group.MapPost("validate", ValidateAsync).Takes(new NewCode("from manim import *\nx = (")).AnswersLike(CodeReport.Example)
            .WithSummary("Checks Manim code without running it.")
            .WithDescription("All that the validator finds: errors, warnings, and what it would repair by itself. Nothing is rendered, "
                + "and nothing is paid.");
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> SubmitAsync(
        Body<NewCode> body, IdempotencyKey key, Caller caller, IClusterClient grains, CallbackRules callbacks,
            IOptions<JobOptions> limits) =>
        await JobEndpoints.SubmitAsync(
            [.. Check(body.Value, limits.Value), .. await callbacks.CheckAsync(body.Value.CallbackUrl, caller)],
            new JobRequest
            {
                Code = body.Value.Code,
                Quality = JobRules.QualityOf(body.Value.Quality),
                Priority = JobRules.PriorityOf(body.Value.Priority),
                Format = JobRules.FormatOf(body.Value.Format),
                Scene = body.Value.Scene,
                CallbackUrl = body.Value.CallbackUrl,
            },
            key, caller, grains);

    private static async Task<Results<Ok<CodeReport>, ProblemHttpResult>> ValidateAsync(
        Body<NewCode> body, IClusterClient grains, IOptions<JobOptions> limits)
    {
        var faults = Check(body.Value, limits.Value);
        if (faults.Length > 0) return Problems.Invalid(faults);
        return TypedResults.Ok(CodeReport.Of(await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).CheckAsync(body.Value.Code!)));
    }

    private static (string Field, string Fault)[] Check(NewCode body, JobOptions limits) =>
    [
        .. JobRules.CheckText("code", body.Code, limits.MaxCode),
        .. JobRules.CheckChoices(body.Quality, body.Priority, body.Format),
        .. body.Scene is null || (body.Scene.Length <= 100 && body.Scene.All(c => char.IsLetterOrDigit(c) || c == '_'))
            ? []
            : new[] { ("scene", "Must be the name of a class, of at most 100 letters, digits and _.") },
    ];
}

/// <summary>Code to render, or to check.</summary>
/// <param name="Code">Manim Community code, 1 to 50,000 characters.</param>
/// <param name="Quality">low, medium (default) or high.</param>
/// <param name="Priority">interactive (default), or batch: after all that somebody waits for.</param>
/// <param name="Format">mp4 (default), webm, gif, or png for the last frame.</param>
/// <param name="Scene">The class of the one scene to render; all of them, joined, where it is left out.</param>
/// <param name="CallbackUrl">An https address that is told when the job ends; see POST /api/v1/callbacks/secret.</param>
internal sealed record NewCode(string? Code, string? Quality = null, string? Priority = null, string? Format = null, string? Scene = null,
    string? CallbackUrl = null);
