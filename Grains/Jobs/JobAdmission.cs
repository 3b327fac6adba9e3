using System.Globalization;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Grains.Jobs;

/// <summary>Turns a request into a job.</summary>
internal static class JobAdmission
{
    /// <summary>The new job; already failed if the request is too large.</summary>
    public static JobRecord Admit(string sessionId, JobRequest request, JobOptions options, DateTimeOffset now)
    {
        var job = new JobRecord
        {
            SessionId = sessionId,
            Request = request,
            Code = request.Code,
            Provider = request.Code is null ? null : "you",
            State = request.Code is null ? JobState.Queued : JobState.Validating,
            Message = request.Code is null ? "Waiting for its turn." : JobMessages.WaitsForRenderer,
            CreatedAt = now,
            Revision = 1,
        };
        return Excess(request, options) is { } excess ? job.Settle(JobState.Failed, now, excess, JobFault.Limit, JobCause.TooLarge) : job;
    }

    /// <summary>What is too large about a request, as a sentence.</summary>
    private static string? Excess(JobRequest request, JobOptions options) =>
        request.Prompt?.Length > options.MaxPrompt ? Sentence("prompt", request.Prompt.Length, options.MaxPrompt)
        : request.Code?.Length > options.MaxCode ? Sentence("code", request.Code.Length, options.MaxCode)
        : null;

    private static string Sentence(string what, int length, int most) =>
        string.Create(CultureInfo.InvariantCulture, $"The {what} has {length:N0} characters; at most {most:N0} are possible.");
}
