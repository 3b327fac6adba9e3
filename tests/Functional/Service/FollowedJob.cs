using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ObsidianVault.Functional.Service;

/// <summary>Follows a job by its events, as a client does: each event says what changed.</summary>
internal static class FollowedJob
{
    /// <summary>
    /// The job after every event until it ends. The last one comes from the job itself, with what events omit, such as the code.
    /// </summary>
    public static async Task<IReadOnlyList<JsonElement>> FollowAsync(this HttpClient http, string? id, CancellationToken cancellationToken)
    {
        var states = new List<JsonElement>();
        var job = new JsonObject();
        await using var events = await http.GetStreamAsync($"/api/v1/jobs/{id}/events", cancellationToken);
        await foreach (var item in SseParser.Create(events).EnumerateAsync(cancellationToken))
        {
            Merge(job, JsonNode.Parse(item.Data)!.AsObject());
            states.Add(JsonSerializer.SerializeToElement(job));
        }

        var whole = await http.GetFromJsonAsync<JsonObject>($"/api/v1/jobs/{id}", cancellationToken);
        foreach (var (name, value) in whole!)
            if (!job.ContainsKey(name)) job[name] = value?.DeepClone();
        states[^1] = JsonSerializer.SerializeToElement(job);
        return states;
    }

    private static void Merge(JsonObject job, JsonObject changes)
    {
        foreach (var (name, value) in changes)
        {
            if (value is null) job.Remove(name);
            else job[name] = value.DeepClone();
        }
    }
}
