using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Ai;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Work;

namespace ObsidianVault.Api.Operator;

/// <summary>The queue, anybody's jobs, and the providers of AI.</summary>
internal static class WorkEndpoints
{
    private const int MaxIdLength = 64;
    private static readonly DateTimeOffset s_exampleTime = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static void MapWork(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/api/v1/operator").WithTags("operator").RequireAuthorization(Access.Operator)
            .ProducesError(StatusCodes.Status404NotFound);
        group.MapGet("work", ListAsync)
            .AnswersLike(new WorkList([new WorkItem("c4hk2vq6m3ya5znd7xw2tb4e6u", WorkKind.Render, "q6m3ya5zc4hk2vnd7xw2tb4e6u",
                JobPriority.Interactive, s_exampleTime, "renderer-1", s_exampleTime.AddSeconds(20), 0)]))
            .WithSummary("The jobs that wait or are worked on.")
            .WithDescription($"The longest here first, at most {QueuedWork.MaxRead}.");
        group.MapGet("jobs/{id}", GetAsync).AnswersLike(JobExamples.Accepted).WithParameter("id", "The job's id.")
            .WithSummary("Anybody's job.")
            .WithDescription("How it stands, its attempts and its code. Nothing makes a link to the person's video.");
        group.MapDelete("jobs/{id}", CancelAsync).AnswersLike(JobExamples.Accepted).WithParameter("id", "The job's id.")
            .ProducesError(StatusCodes.Status409Conflict)
            .WithSummary("Cancels a job.")
            .WithDescription("Its person is told. One that is over stays as it is: 409.");
        group.MapPost("jobs/{id}/requeue", RequeueAsync).WithIdempotencyKey().WithParameter("id", "The job's id.")
            .AnswersLike(JobExamples.Accepted, StatusCodes.Status202Accepted).ProducesError(StatusCodes.Status409Conflict)
            .WithSummary("Renders a job's code again, as a new job of its person.")
            .WithDescription("For one that is over and has code. It counts against the person's budget as any job does.");
        group.MapGet("providers", ProvidersAsync)
            .AnswersLike(new ProviderReport([new ProviderCooldown("openai", s_exampleTime, "The provider answered 503.", 1)],
                [new ProviderSpending("openai", 1.23m)]))
            .WithSummary("How the providers of AI are.")
            .WithDescription("Which are not used for a while and why, and what each cost today, UTC.");
    }

    private static async Task<Ok<WorkList>> ListAsync(IClusterClient grains, CancellationToken cancellationToken) =>
        TypedResults.Ok(new WorkList([.. (await grains.GetGrain<IWorkStatusGrain>(GrainKeys.WorkStatus())
            .ListAsync(QueuedWork.MaxRead, cancellationToken)).Select(work => new WorkItem(
                work.JobId, work.Kind, work.UserId, work.Priority, work.EnqueuedAt, work.Worker, work.LeasedUntil, work.Returned))]));

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> GetAsync(string id, IClusterClient grains) =>
        await FindAsync(grains, id) is { } job ? TypedResults.Ok(JobView.Of(job)) : Problems.NotFound("job");

    private static async Task<Results<Ok<JobView>, ProblemHttpResult>> CancelAsync(string id, IClusterClient grains)
    {
        if (await FindAsync(grains, id) is null) return Problems.NotFound("job");
        return await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).CancelAsync() is { State: JobState.Cancelled } cancelled
            ? TypedResults.Ok(JobView.Of(cancelled))
            : Problems.Of(StatusCodes.Status409Conflict, "job_is_over", "The job is over. Nothing of it can be cancelled.");
    }

    private static async Task<Results<Accepted<JobView>, ProblemHttpResult>> RequeueAsync(
        string id, IdempotencyKey key, IClusterClient grains)
    {
        if (await FindAsync(grains, id) is not { } job) return Problems.NotFound("job");
        if (!job.IsSettled || job.Code is not { Length: > 0 } code)
            return Problems.Of(StatusCodes.Status409Conflict, "job_has_no_code", "The job is not over, or no code was written for it.");
        var result = await grains.GetGrain<ISessionGrain>(GrainKeys.Session(job.SessionId)).SubmitJobAsync(
            new JobRequest { Code = code, Quality = job.Quality, Format = job.Format, Channel = "operator" }, key.Value);
        return TypedResults.Accepted($"/api/v1/operator/jobs/{result.Job.JobId}", JobView.Of(result.Job));
    }

    private static async Task<Ok<ProviderReport>> ProvidersAsync(IClusterClient grains)
    {
        var report = await grains.GetGrain<IAiHealthGrain>(GrainKeys.AiHealth()).WatchAsync(-1, TimeSpan.Zero);
        return TypedResults.Ok(new ProviderReport(
            [.. report.Cooldowns.Select(one => new ProviderCooldown(one.Subject, one.Until, one.Cause, one.Level))],
            [.. report.Spent.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => new ProviderSpending(one.Key, one.Value))]));
    }

    private static async Task<JobSnapshot?> FindAsync(IClusterClient grains, string id) =>
        id.Length is > 0 and <= MaxIdLength && !string.IsNullOrWhiteSpace(id)
            ? await grains.GetGrain<IJobGrain>(GrainKeys.Job(id)).GetAsync()
            : null;
}

/// <summary>The work queue.</summary>
/// <param name="Entries">The longest here first.</param>
internal sealed record WorkList(WorkItem[] Entries);

/// <summary>A job in the queue.</summary>
/// <param name="JobId">The job.</param>
/// <param name="Kind">write for a writer, render for a renderer.</param>
/// <param name="UserId">The session that it belongs to.</param>
/// <param name="Priority">interactive or batch.</param>
/// <param name="EnqueuedAt">When it came.</param>
/// <param name="Worker">Who works on it; null for nobody.</param>
/// <param name="LeasedUntil">Until when the worker holds it; it is renewed while it works.</param>
/// <param name="Returned">How often a worker gave it back through no fault of the job.</param>
internal sealed record WorkItem(
    string JobId, WorkKind Kind, string UserId, JobPriority Priority, DateTimeOffset EnqueuedAt, string? Worker,
    DateTimeOffset? LeasedUntil, int Returned);

/// <summary>How the providers of AI are.</summary>
/// <param name="Cooldowns">Those that are not used for a while.</param>
/// <param name="SpentToday">What each cost today, UTC.</param>
internal sealed record ProviderReport(ProviderCooldown[] Cooldowns, ProviderSpending[] SpentToday);

/// <summary>A provider, or one of its models, that is not used for a while.</summary>
/// <param name="Subject">The provider, or provider/model.</param>
/// <param name="Until">When it is tried again.</param>
/// <param name="Cause">Why.</param>
/// <param name="Level">How often in a row.</param>
internal sealed record ProviderCooldown(string Subject, DateTimeOffset Until, string Cause, int Level);

/// <summary>What a provider cost.</summary>
/// <param name="Provider">Its name.</param>
/// <param name="Amount">US dollars.</param>
internal sealed record ProviderSpending(string Provider, decimal Amount);
