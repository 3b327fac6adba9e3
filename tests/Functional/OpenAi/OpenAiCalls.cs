using System.Net.Http.Json;
using System.Text;
using System.Text.Json;

namespace ObsidianVault.Functional.OpenAi;

/// <summary>Requests to the OpenAI-compatible API, and readers of its responses.</summary>
internal static class OpenAiCalls
{
    private const string Chat = "/v1/chat/completions";

    public static object Ask(string prompt, bool stream = false, int? maxTokens = null, string model = OpenAiFixture.Model) =>
        maxTokens is null
            ? new { model, stream, messages = new[] { new { role = "user", content = prompt } } }
            : new { model, stream, max_tokens = maxTokens, messages = new[] { new { role = "user", content = prompt } } };

    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    public static async Task<(string Id, string Text, long Last)> ReadSomeAsync(HttpClient http, string prompt, int events)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat) { Content = JsonContent.Create(Ask(prompt, stream: true)) };
        request.Headers.Add("X-Vault-Resumable", "true");
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var text = new StringBuilder();
        while (Ids(text.ToString()).Count < events || !text.ToString().EndsWith("\n\n"))
        {
            text.Append(await reader.ReadLineAsync(TestContext.Current.CancellationToken)).Append('\n');
        }
        return (Header(response, "X-Vault-Answer")!, text.ToString(), Ids(text.ToString())[^1]);
    }

    public static List<int> Ids(string events) =>
        [.. events.Split('\n').Where(l => l.StartsWith("id: ")).Select(l => int.Parse(l[4..]))];

    public static string TextOf(string events) => string.Concat(events.Split('\n')
        .Where(l => l.StartsWith("data: {")).Select(l => JsonDocument.Parse(l[6..]).RootElement.GetProperty("choices"))
        .Where(c => c.GetArrayLength() > 0 && c[0].GetProperty("delta").TryGetProperty("content", out _))
        .Select(c => c[0].GetProperty("delta").GetProperty("content").GetString()));
}
