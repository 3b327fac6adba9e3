using ModelContextProtocol;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Mcp;

/// <summary>Who calls a tool, and which of their collections they mean.</summary>
internal sealed class McpCaller(IHttpContextAccessor accessor)
{
    public HttpContext Http => accessor.HttpContext ?? throw new InvalidOperationException("A tool is called over HTTP.");

    public Caller Caller => Caller.Of(Http);

    public async Task<Reader> ReaderAsync() => (await Person.OfAsync(Http)).Reader;

    /// <summary>The ids of the collections with these names or ids; empty for none.</summary>
    /// <exception cref="McpException">One of them is not theirs.</exception>
    public async Task<string[]> CollectionsAsync(Reader reader, string[]? names, CancellationToken cancellationToken)
    {
        if (names is { Length: > CollectionNames.Max }) throw new McpException($"At most {CollectionNames.Max} collections.");
        var (found, unknown) = await CollectionNames.FindAsync(
            Http.RequestServices.GetRequiredService<IKnowledgeStore>(), reader, names ?? [], cancellationToken);
        return unknown is null
            ? [.. found.Select(c => c.Id)]
            : throw new McpException("There is no such collection. list_collections names those that you may read.");
    }

    public static string Text(string? text, string name, int max) =>
        string.IsNullOrWhiteSpace(text) ? throw new McpException($"{name} must not be empty.")
        : text.Length > max ? throw new McpException($"{name} has {text.Length:N0} characters; at most {max:N0} are possible.")
        : text.Trim();
}
