using System.Net.ServerSentEvents;
using System.Text.Json;

namespace ObsidianVault.Functional.WebChat;

/// <summary>Reads a chat's events as the page does: drafts are put together, and a message of ours ends them.</summary>
internal sealed class ChatReader(HttpClient http, string chat, long after = 0)
{
    /// <summary>Done when something of an answer has come.</summary>
    public TaskCompletionSource Drafted { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The text of our next message, and each state of its draft.</summary>
    public async Task<(string Text, IReadOnlyList<string> Drafts)> UntilAnswerAsync()
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        end.CancelAfter(TimeSpan.FromSeconds(60));
        using var request = new HttpRequestMessage(HttpMethod.Get, chat + "/events");
        request.Headers.Add("Last-Event-ID", $"{after}");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, end.Token);
        await using var body = await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(end.Token);
        var (draft, drafts) = ("", new List<string>());
        await foreach (var item in SseParser.Create(body).EnumerateAsync(end.Token))
        {
            var data = JsonSerializer.Deserialize<JsonElement>(item.Data);
            if (item.EventType == "draft")
            {
                draft = draft[..data.GetProperty("from").GetInt32()] + data.GetProperty("text").GetString();
                if (draft.Length == 0) continue;
                drafts.Add(draft);
                Drafted.TrySetResult();
            }
            else if (data.GetProperty("role").GetString() == "assistant")
            {
                return (data.GetProperty("text").GetString()!, drafts);
            }
        }

        throw new InvalidOperationException("The events ended before the answer.");
    }
}
