using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.OpenAi;

/// <summary>One call to <c>/v1/chat/completions</c>.</summary>
public sealed record OpenAiRequest(string? Authorization, JsonNode Body)
{
    public string? Model => (string?)Body["model"];

    /// <summary>The text of the first message, which has the rules.</summary>
    public string SystemText => TextOf(Body["messages"]?.AsArray()[0]?["content"]) ?? "";

    /// <summary>The text of the last message with a role, such as "user".</summary>
    public string? LastText(string role) =>
        Body["messages"]?.AsArray().LastOrDefault(message => (string?)message?["role"] == role) is { } last
            ? TextOf(last["content"])
            : null;

    private static string? TextOf(JsonNode? content) => content switch
    {
        JsonArray parts => string.Concat(parts.Select(part => (string?)part?["text"])),
        null => null,
        _ => (string?)content,
    };
}
