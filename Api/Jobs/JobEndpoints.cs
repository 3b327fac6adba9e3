using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Http;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Jobs;

/// <summary>Video jobs from prompts.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/jobs").WithTags("jobs").AddEndpointFilter<OwnerFilter>();
        group.MapPost("", PostAsync).WithSummary("Asks for a video.");
        group.MapGet("", (Delegate)ListAsync).WithSummary("The jobs of the session.");
        group.MapGet("{id}", GetAsync).WithSummary("One job.");
        group.MapDelete("{id}", CancelAsync).WithSummary("Cancels a job.");
        group.MapPost("{id}/link", LinkAsync).WithSummary("A new short-lived link to a ready video.");
        group.MapGet("{id}/events", (Delegate)JobEvents.StreamAsync).WithSummary("Progress as server-sent events; resume with Last-Event-ID.");
    }

    private static Task<Results<Accepted<JobView>, ProblemHttpResult>> PostAsync(
        NewJob body, [FromHeader(Name = "Idempotency-Key")] string? key, HttpContext http, IClusterClient grains, IOptions<JobOptions> limits) =>
        SubmitAsync(
            [.. JobRules.Check(body, limits.Value), .. JobRules.CheckFormat(body.Format)],
            new JobRequest
            {
                Prompt = body.Prompt?.Trim(),
                Quality = JobRules.QualityOf(body.Quality),
                Priority = JobRules.PriorityOf(body.Priority),
                Format = JobRules.FormatOf(body.Format),
                Subtitles = body.Subtitles,
            },
            key, http, grains);

    /// <summary>Submits a checked request; the same key names the same job.</summary>
    public static async Task<Results<Accepted<JobView>, ProblemHttpResult>> SubmitAsync(
        (string, string)[] faults, JobRequest request, string? key, HttpContext http, IClusterClient grains)
    {
        if (key is { Length: 0 or > 200 }) faults = [.. faults, ("Idempotency-Key", "1 to 200 characters.")];
        if (faults.Length > 0) return Problems.Invalid(faults);
        var session = grains.GetGrain<ISessionGrain>(GrainKeys.Session(http.GetOwner().SessionId));
        var result = await session.SubmitJobAsync(request with { Channel = "api" }, key ?? GrainKeys.NewId());
        return result.Conflict
            ? Problems.Conflict()
            : TypedResults.Accepted($"/api/v1/jobs/{result.Job.JobId}", JobView.Of(result.Job));
    }

    private static async Task<Ok<JobView[]>> ListAsync(HttpContext http, IClusterClient grains)
    {
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(http.GetOwner().SessionId)).GetAsync();
        var jobs = await Task.WhenAll(session.JobIds.Select(id => grains.FindOwnJobAsync(http, id)));
        return TypedResults.Ok(jobs.OfType<JobSnapshot>().Select(job => JobView.Of(job)).ToArray());
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(string id, HttpContext http, IClusterClient grains) =>
        await grains.FindOwnJobAsync(http, id) is { } job ? TypedResults.Ok(JobView.Of(job)) : Problems.NotFound("job");

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> CancelAsync(string id, HttpContext http, IClusterClient grains)
    {
        if (await grains.FindOwnJobAsync(http, id) is null) return Problems.NotFound("job");
        var job = await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).CancelAsync();
        return job is null ? Problems.NotFound("job") : TypedResults.Ok(JobView.Of(job));
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> LinkAsync(
        string id, HttpContext http, IClusterClient grains, IObjectStore objects, IOptions<LifetimeOptions> lifetimes)
    {
        if (await grains.FindOwnJobAsync(http, id) is not { } job) return Problems.NotFound("job");
        if (!job.IsSettled) return Problems.NotFound("video yet; watch the job until it is ready");
        var link = await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).CreateLinkAsync();
        return link is null ? Problems.Gone("The job has no video, or it was deleted.") : TypedResults.Ok(JobView.Of(job, link, objects, lifetimes.Value));
    }
}

/// <param name="Prompt">1 to 5,000 characters.</param>
/// <param name="Quality">low, medium (default) or high.</param>
/// <param name="Priority">interactive (default), or batch: after all that somebody waits for.</param>
/// <param name="Format">mp4 (default), webm, gif, or png for the last frame.</param>
/// <param name="Subtitles">Whether the subtitles of a video of several scenes are drawn into the picture.</param>
internal sealed record NewJob(string? Prompt, string? Quality, string? Priority = null, string? Format = null, bool Subtitles = false);
