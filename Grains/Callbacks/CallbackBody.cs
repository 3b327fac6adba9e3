using System.Text.Json;
using System.Text.Json.Serialization;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Grains.Callbacks;

/// <summary>What a callback says. No link to the video, which would be a secret: its owner asks for one.</summary>
internal static class CallbackBody
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    public static string Of(JobSnapshot job)
    {
        // A ready video that was fetched meanwhile is "delivered"; what ended the job is that it was ready.
        var state = job.State == JobState.Delivered ? JobState.Ready : job.State;
        return JsonSerializer.Serialize(
            new Said("job." + JsonNamingPolicy.SnakeCaseLower.ConvertName(state.ToString()), job.FinishedAt ?? job.CreatedAt, new About(
                job.JobId, state, job.Message, job.Cause, job.Title, job.DurationSeconds, job.SizeBytes, job.VideoExpiresAt)),
            s_json);
    }

    private sealed record Said(string Type, DateTimeOffset Timestamp, About Data);

    private sealed record About(
        string JobId, JobState Status, string Message, string? Cause, string? Title, double? DurationSeconds, long? SizeBytes,
        DateTimeOffset? VideoExpiresAt);
}
