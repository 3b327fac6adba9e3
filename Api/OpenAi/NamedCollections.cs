using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.OpenAi;

/// <summary>
/// The collections that a request of an OpenAI client names: in the header <c>X-Vault-Collections</c>, or in
/// <c>metadata.vault_collections</c>.
/// </summary>
internal static class NamedCollections
{
    private const string Header = "X-Vault-Collections";
    private const string Member = "vault_collections";
    private const string All = "all";

    /// <summary>Whether the request names collections.</summary>
    public static bool Wants(HttpContext http, ChatRequest request) =>
        http.Request.Headers.ContainsKey(Header) || OfMetadata(request.Options) is not null;

    /// <param name="ofMetadata">What the request's metadata say.</param>
    /// <param name="jsonMember">The member that asks for JSON, if the request has it.</param>
    /// <returns>Null if it names none.</returns>
    /// <exception cref="RefusedException">One of them is not theirs.</exception>
    public static async Task<NoteScope?> FindAsync(HttpContext http, string? ofMetadata, string? jsonMember)
    {
        var given = http.Request.Headers[Header].ToString() is { Length: > 0 } header ? header : ofMetadata;
        if (string.IsNullOrWhiteSpace(given)) return null;
        if (jsonMember is not null)
            throw new OpenAiRequestException($"'{Member}' needs an answer in words: leave '{jsonMember}' out.", jsonMember);
        var names = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length > CollectionNames.Max) throw new OpenAiRequestException($"At most {CollectionNames.Max} collections.", Member);
        var reader = (await Person.OfAsync(http)).Reader;
        var (collections, unknown) = await CollectionNames.FindAsync(
            http.RequestServices.GetRequiredService<IKnowledgeStore>(), reader, names is [All] ? [] : names, http.RequestAborted);
        return unknown is null
            ? new NoteScope(reader, [.. collections.Select(c => c.Id)])
            : throw new RefusedException(Problems.NotFound("collection"));
    }

    public static string? OfMetadata(ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault("metadata") is JsonElement { ValueKind: JsonValueKind.Object } metadata
        && metadata.TryGetProperty(Member, out var names) && names.ValueKind == JsonValueKind.String
            ? names.GetString()
            : null;

    public static OpenAiRequestException NotResumable() => new(
        $"'{Member}' cannot be combined with an Idempotency-Key or {ResumableAnswers.Resumable}.", Member);
}
