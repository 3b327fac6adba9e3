using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ObsidianVault.Fakes.OpenAi;

namespace ObsidianVault.Functional.Scenes;

/// <summary>
/// Replays conversations with a model: each answer is a file under <c>Conversations</c>, named by the hash of the messages
/// that it answers. A changed prompt has no recording, and the test says which file is missing.
/// </summary>
internal sealed class Recordings
{
    private static readonly string s_folder = Path.Combine(AppContext.BaseDirectory, "Scenes", "Conversations");

    /// <summary>The questions without a recording, with the name that it would have.</summary>
    public ConcurrentQueue<string> Missing { get; } = new();

    /// <summary>The names of the recordings that were played, in order.</summary>
    public ConcurrentQueue<string> Played { get; } = new();

    public string Answer(OpenAiRequest request)
    {
        var asked = string.Join('\n', request.Body["messages"]!.AsArray().Select(m => $"{(string?)m!["role"]}: {TextOf(m["content"])}"));
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(asked)))[..16];
        var file = Path.Combine(s_folder, name + ".md");
        if (File.Exists(file))
        {
            Played.Enqueue(name);
            return File.ReadAllText(file);
        }

        Missing.Enqueue($"{name}.md\n{asked}");
        return "There is no recording.";
    }

    private static string TextOf(JsonNode? content) =>
        content is JsonArray parts ? string.Concat(parts.Select(part => (string?)part?["text"])) : (string?)content ?? "";
}
