using Microsoft.AspNetCore.Http.HttpResults;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Callbacks;

namespace ObsidianVault.Api.Callbacks;

/// <summary>Callbacks at the end of jobs: the secret that signs them, how they stand, and sending a dead letter again.</summary>
internal static class CallbackEndpoints
{
    private const int MaxOverlapHours = 168;
    private const int DefaultOverlapHours = 24;

    public static void MapCallbacks(this IEndpointRouteBuilder routes)
    {
        var example = new CallbackLine("c4hk2vq6m3ya5znd7xw2tb4e6u", "https://app.example/hooks/vault", CallbackStatus.Dead, 8, 503,
            "It answered 503.", null);
        var group = routes.MapGroup("/api/v1/callbacks").WithTags("callbacks").RequireAuthorization(Access.Session);
        group.MapPost("secret", NewSecretAsync).Takes(new SecretRotation(DefaultOverlapHours))
            .AnswersLike(new MadeSecret("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oDPaq7V7zGg5c="), StatusCodes.Status201Created)
            .WithSummary("Makes the secret that signs callbacks.")
            .WithDescription("It is shown once. Callbacks are signed as https://www.standardwebhooks.com has it. The secret before signs "
                + $"beside it for overlap_hours, 0 to {MaxOverlapHours}, {DefaultOverlapHours} where it is left out. A job with "
                + "callback_url needs one.");
        group.MapGet("", ListAsync).AnswersLike(new CallbackList([example]))
            .WithSummary("The session's callbacks, newest first.")
            .WithDescription($"The newest {CallbackView.MaxListed} that are still remembered: pending, delivered, gone (the address "
                + "answered 410) or dead (all attempts have failed).");
        group.MapPost("{job}/retry", RetryAsync).AnswersLike(example with { Status = CallbackStatus.Pending, Attempts = 0 })
            .ProducesError(StatusCodes.Status404NotFound).WithParameter("job", "The job's id.")
            .WithSummary("Sends a dead letter again.")
            .WithDescription("With the same id and body, so that whoever got it after all knows it. 404 where the job has none.");
    }

    private static async Task<Results<Created<MadeSecret>, ProblemHttpResult>> NewSecretAsync(
        Body<SecretRotation> body, Caller caller, IClusterClient grains)
    {
        var hours = body.Value.OverlapHours ?? DefaultOverlapHours;
        if (hours is < 0 or > MaxOverlapHours) return Problems.Invalid(("overlap_hours", $"Must be from 0 to {MaxOverlapHours}."));
        return TypedResults.Created("/api/v1/callbacks", new MadeSecret(
            await AccountOf(grains, caller).NewSecretAsync(TimeSpan.FromHours(hours))));
    }

    private static async Task<Ok<CallbackList>> ListAsync(Caller caller, IClusterClient grains)
    {
        var jobs = await AccountOf(grains, caller).GetJobsAsync();
        var views = await Task.WhenAll(jobs.Select(job => CallbackOf(grains, job).GetAsync()));
        return TypedResults.Ok(new CallbackList([.. views.OfType<CallbackView>().Select(CallbackLine.Of)]));
    }

    private static async Task<Results<Ok<CallbackLine>, ProblemHttpResult>> RetryAsync(string job, Caller caller, IClusterClient grains) =>
        (await AccountOf(grains, caller).GetJobsAsync()).Contains(job) && await CallbackOf(grains, job).RetryAsync() is { } again
            ? TypedResults.Ok(CallbackLine.Of(again))
            : Problems.NotFound("dead letter");

    private static ICallbackAccountGrain AccountOf(IClusterClient grains, Caller caller) =>
        grains.GetGrain<ICallbackAccountGrain>(GrainKeys.CallbackAccount(caller.SessionId));

    private static ICallbackGrain CallbackOf(IClusterClient grains, string job) =>
        grains.GetGrain<ICallbackGrain>(GrainKeys.Callback(job));
}

/// <summary>How the secret is rotated.</summary>
/// <param name="OverlapHours">How long the old one signs too, in hours: 0 to 168, 24 where it is left out.</param>
internal sealed record SecretRotation(int? OverlapHours = null);

/// <summary>A secret that was just made.</summary>
/// <param name="Secret">The secret itself, shown this once.</param>
internal sealed record MadeSecret(string Secret);

/// <summary>Callbacks of a session.</summary>
/// <param name="Callbacks">Newest first.</param>
internal sealed record CallbackList(CallbackLine[] Callbacks);

/// <summary>One callback.</summary>
/// <param name="JobId">The job whose end it tells.</param>
/// <param name="Url">The address that is told.</param>
/// <param name="Status">pending, delivered, gone or dead.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="LastStatus">The HTTP status of the last answer; null where there was none.</param>
/// <param name="LastFault">Why the last attempt did not succeed.</param>
/// <param name="NextAttemptAt">When it is tried next; null where it is not.</param>
internal sealed record CallbackLine(
    string JobId, string Url, CallbackStatus Status, int Attempts, int? LastStatus, string? LastFault, DateTimeOffset? NextAttemptAt)
{
    public static CallbackLine Of(CallbackView view) => new(
        view.JobId, view.Url, view.Status, view.Attempts, view.LastStatus, view.LastFault, view.NextAttemptAt);
}
