using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Callbacks;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Api.Jobs;

/// <summary>Video jobs: asked for, listed, watched, fetched, cancelled and deleted.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/jobs").WithTags("jobs").RequireAuthorization(Access.Session);
        group.MapPost("", PostAsync).WithIdempotencyKey().Takes(JobExamples.New).ProducesError(StatusCodes.Status404NotFound)
            .AnswersLike(JobExamples.Accepted, StatusCodes.Status202Accepted)
            .WithSummary("Asks for a video.")
            .WithDescription("The AI writes a Manim scene for the prompt, and a renderer draws it. The answer names the job and says "
                + "how to follow it. A long prompt, or one that asks for scenes, becomes a video of several scenes. With notes, "
                + "[[Chain rule]] or \"my notes on Fourier\" in the prompt it follows your notes, which sources lists.");
        group.MapGet("", ListAsync).AnswersLike(JobExamples.Page)
            .WithParameter("limit", $"How many jobs, from 1 to {JobPage.MaxLimit}; {JobPage.DefaultLimit} where it is left out.")
            .WithParameter("cursor", "The next of the page before; left out for the first page.")
            .WithSummary("The session's jobs, newest first.")
            .WithDescription("A page of jobs, without their code and subtitles: GET one job for those. A session keeps its newest 50 "
                + "jobs.");
        group.MapGet("{id}", GetAsync).ProducesError(StatusCodes.Status404NotFound).AnswersLike(JobExamples.Ready)
            .WithParameter("id", "The job's id.")
            .WithSummary("One job, with its code.")
            .WithDescription("Where the job stands, what it made, and how to fetch the video.");
        group.MapDelete("{id}", DeleteAsync).ProducesError(StatusCodes.Status404NotFound).AnswersLike(JobExamples.Cancelled)
            .WithParameter("id", "The job's id.")
            .WithSummary("Cancels a job that runs; deletes one that is over.")
            .WithDescription("A job that waits or is worked on is cancelled: 200 with the job, which stays to be looked at until it is "
                + "deleted or its lifetime ends. "
                + "A job that is over (ready, delivered, failed, cancelled, expired) is deleted with its video, its code and its "
                + "links: 204, and 404 from then on.");
        group.MapPost("{id}/link", LinkAsync).ProducesError(StatusCodes.Status404NotFound, StatusCodes.Status410Gone)
            .AnswersLike(JobExamples.Linked).WithParameter("id", "The job's id.")
            .WithSummary("A new short-lived link to a ready video.")
            .WithDescription("Ask as often as you like while the video exists. The first fetch claims the link; 410 where the video is "
                + "gone.");
        group.MapGet("{id}/events", JobEvents.WatchAsync).ProducesError(StatusCodes.Status404NotFound)
            .Produces<JobView>(StatusCodes.Status200OK, EventStream.MediaType).Produces(StatusCodes.Status204NoContent)
            .AnswersLike(JobExamples.Events)
            .WithParameter("id", "The job's id.")
            .WithParameter("Last-Event-ID", "The id of the last event that you have, to resume after it; browsers send it by "
                    + "themselves.")
            .WithSummary("The job's progress as server-sent events.")
            .WithDescription("The first event says all about the job but its code; each later one says what changed. The last one of a "
                + "job with a video has links to it. "
                + "The stream ends when the job is over, and 204 answers a client that has seen the end.");
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> PostAsync(
        Body<NewJob> body, IdempotencyKey key, Caller caller, HttpContext http, IClusterClient grains, JobNotes notes,
            CallbackRules callbacks, IOptions<JobOptions> limits)
    {
        // Code is code here too, as in a chat.
        var code = ManimCode.Find(body.Value.Prompt);
        (string, string)[] faults =
            [.. JobRules.Check(body.Value, code, limits.Value), .. await callbacks.CheckAsync(body.Value.CallbackUrl, caller)];
        var request = new JobRequest
        {
            Prompt = code is null ? body.Value.Prompt?.Trim() : null,
            Code = code,
            Quality = JobRules.QualityOf(body.Value.Quality),
            Priority = JobRules.PriorityOf(body.Value.Priority),
            Format = JobRules.FormatOf(body.Value.Format),
            Subtitles = body.Value.Subtitles,
            CallbackUrl = body.Value.CallbackUrl,
        };
        if (faults.Length == 0)
            request = await notes.AddAsync(request, body.Value.Notes, body.Value.Collections, http, http.RequestAborted);
        return await SubmitAsync(faults, request, key, caller, grains);
    }

    /// <summary>Submits a checked request; the same key names the same job.</summary>
    public static async Task<Results<Accepted<JobView>, ProblemHttpResult>> SubmitAsync(
        (string, string)[] faults, JobRequest request, IdempotencyKey key, Caller caller, IClusterClient grains)
    {
        if (faults.Length > 0) return Problems.Invalid(faults);
        var session = grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId));
        var result = await session.SubmitJobAsync(request with { Channel = "api" }, key.Value);
        return result.Conflict
            ? Problems.IdempotencyConflict()
            : TypedResults.Accepted($"/api/v1/jobs/{result.Job.JobId}", JobView.Of(result.Job));
    }

    private static async Task<Results<Ok<JobPage>, ProblemHttpResult>> ListAsync(
        int? limit, string? cursor, Caller caller, IClusterClient grains)
    {
        if (limit is < 1 or > JobPage.MaxLimit) return Problems.Invalid(("limit", $"Must be from 1 to {JobPage.MaxLimit}."));
        var session = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(caller.SessionId)).GetAsync();
        return await JobPage.ReadAsync(session.JobIds, cursor, limit ?? JobPage.DefaultLimit, id =>
            grains.FindOwnJobAsync(caller, id)) is { } page
            ? TypedResults.Ok(page)
            : Problems.Invalid(("cursor", "Must be the next of the page before. Where its job is forgotten, begin again without a "
                + "cursor."));
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(string id, Caller caller, IClusterClient grains) =>
        await grains.FindOwnJobAsync(caller, id) is { } job ? TypedResults.Ok(JobView.Of(job)) : Problems.NotFound("job");

    private static async Task<Results<Ok<JobView>, NoContent, ProblemHttpResult>> DeleteAsync(
        string id, Caller caller, IClusterClient grains)
    {
        if (await grains.FindOwnJobAsync(caller, id) is not { } job) return Problems.NotFound("job");
        var grain = grains.GetGrain<IJobGrain>(GrainKeys.Job(id));
        if (!job.IsSettled && await grain.CancelAsync() is { State: JobState.Cancelled } cancelled)
            return TypedResults.Ok(JobView.Of(cancelled));
        // It was over, or came to its end while it was to be cancelled.
        await grain.DeleteAsync();
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> LinkAsync(
        string id, Caller caller, IClusterClient grains, IObjectStore objects, IOptions<LifetimeOptions> lifetimes)
    {
        if (await grains.FindOwnJobAsync(caller, id) is not { } job) return Problems.NotFound("job");
        if (!job.IsSettled) return Problems.NotFound("video yet; watch the job until it is ready");
        var link = await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).CreateLinkAsync();
        return link is null ? Problems.Gone("The job has no video, or it was deleted.")
            : TypedResults.Ok(JobView.Of(job, link, objects, lifetimes.Value));
    }
}

/// <summary>What a video is asked for with.</summary>
/// <param name="Prompt">What the video is to explain: 1 to 5,000 characters. Manim code is rendered as it is.</param>
/// <param name="Quality">low, medium (default) or high.</param>
/// <param name="Priority">interactive (default), or batch: after all that somebody waits for.</param>
/// <param name="Format">mp4 (default), webm, gif, or png for the last frame.</param>
/// <param name="Subtitles">Whether the subtitles of a video of several scenes are drawn into the picture.</param>
/// <param name="Notes">Names or paths of at most 10 notes that the video follows; [[Name]] in the prompt does the same.</param>
/// <param name="Collections">Ids or names of the collections that the notes are in; left out for all that you may read.</param>
/// <param name="CallbackUrl">An https address that is told when the job ends; see POST /api/v1/callbacks/secret.</param>
internal sealed record NewJob(string? Prompt, string? Quality = null, string? Priority = null, string? Format = null,
    bool Subtitles = false, string[]? Notes = null, string[]? Collections = null, string? CallbackUrl = null);
