using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Knowledge;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.OpenAi;

/// <summary>
/// The AI service for a request that names collections (<c>X-Vault-Collections</c>, or <c>metadata.vault_collections</c>): what the
/// notes say goes in, and the message that comes back has the citations as its <c>annotations</c>.
/// </summary>
internal sealed class GroundedAi(IAiService ai, GroundedCall grounded, JsonSerializerOptions json) : IAiService
{
    private const string Header = "X-Vault-Collections";
    private const string Member = "vault_collections";
    private const string All = "all";
    private const string Annotations = "annotations";

    public IReadOnlyList<AiModelInfo> Models => ai.Models;

    /// <summary>The service and the call for a request; the given ones where it names no collections, or they have nothing.</summary>
    public static async Task<(IAiService Ai, AiCall Call)> ForAsync(HttpContext http, IAiService ai, AiCall call)
    {
        if (Names(http, call) is not { } names) return (ai, call);
        if (call.Options?.ResponseFormat is ChatResponseFormatJson)
            throw new OpenAiRequestException($"'{Member}' needs an answer in words: leave 'response_format' out.", "response_format");
        var services = http.RequestServices;
        var reader = (await Person.OfAsync(http)).Reader;
        var (collections, unknown) = await CollectionNames.FindAsync(
            services.GetRequiredService<IKnowledgeStore>(), reader, names, http.RequestAborted);
        if (unknown is not null) throw new RefusedException(Problems.NotFound("collection"));
        var grounded = await services.GetRequiredService<IGroundedChat>().PrepareAsync(
            call, reader, [.. collections.Select(c => c.Id)], http.RequestAborted);
        return grounded is null
            ? (ai, call)
            : (new GroundedAi(ai, grounded, services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions), grounded.Call);
    }

    /// <summary>Whether the request names collections.</summary>
    public static bool Wants(HttpContext http, ChatRequest request) =>
        http.Request.Headers.ContainsKey(Header) || OfMetadata(request.Options) is not null;

    public static OpenAiRequestException NotResumable() => new(
        $"'{Member}' cannot be combined with an Idempotency-Key or {ResumableAnswers.Resumable}.", Member);

    public async Task<AiResponse> CompleteAsync(AiCall call, CancellationToken cancellationToken)
    {
        var answer = await ai.CompleteAsync(call, cancellationToken);
        var parts = await grounded.ReadAsync(answer.Text, isLast: true, cancellationToken);
        return Checked(answer, string.Concat(parts.Select(p => p.Text)), Notes(parts, from: 0));
    }

    public async IAsyncEnumerable<AiChunk> StreamAsync(AiCall call, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (text, annotations, sequence) = (new StringBuilder(), new List<JsonElement>(), 0);
        await foreach (var chunk in ai.StreamAsync(call, cancellationToken))
        {
            var parts = await grounded.ReadAsync(Words(chunk.Update.Contents), chunk.Completed is not null, cancellationToken);
            var others = chunk.Update.Contents.Where(c => !IsWords(c)).ToList();
            if (parts.IsEmpty && others.Count == 0 && chunk.Completed is null && sequence > 0) continue;
            annotations.AddRange(Notes(parts, text.Length));
            var more = string.Concat(parts.Select(p => p.Text));
            text.Append(more);
            var update = chunk.Update.Clone();
            update.Contents = more.Length == 0 && (chunk.Completed is null || annotations.Count == 0)
                ? others
                : [Words(more, chunk.Completed is null ? [] : annotations), .. others];
            yield return chunk with
            {
                Sequence = sequence++,
                Update = update,
                Completed = chunk.Completed is { } answer ? Checked(answer, text.ToString(), annotations) : null,
            };
        }
    }

    public Task<AiEmbeddings> EmbedAsync(AiEmbedCall call, CancellationToken cancellationToken) => ai.EmbedAsync(call, cancellationToken);

    public string? FindEmbeddingModel(string name) => ai.FindEmbeddingModel(name);

    private static string[]? Names(HttpContext http, AiCall call)
    {
        var given = http.Request.Headers[Header].ToString() is { Length: > 0 } header ? header : OfMetadata(call.Options);
        if (string.IsNullOrWhiteSpace(given)) return null;
        var names = given.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length > CollectionNames.Max
            ? throw new OpenAiRequestException($"At most {CollectionNames.Max} collections.", Member)
            : names is [All] ? [] : names;
    }

    private static string? OfMetadata(ChatOptions? options) =>
        options?.AdditionalProperties?.GetValueOrDefault("metadata") is JsonElement { ValueKind: JsonValueKind.Object } metadata
        && metadata.TryGetProperty(Member, out var names) && names.ValueKind == JsonValueKind.String
            ? names.GetString()
            : null;

    /// <summary>OpenAI's annotations, each with the whole citation beside what OpenAI's clients know.</summary>
    private List<JsonElement> Notes(ImmutableArray<AnswerPart> parts, int from)
    {
        var notes = new List<JsonElement>();
        foreach (var part in parts)
        {
            foreach (var citation in part.Citations)
            {
                notes.Add(JsonSerializer.SerializeToElement(
                    new
                    {
                        Type = "url_citation",
                        UrlCitation = new
                        {
                            StartIndex = from, EndIndex = from + part.Text.TrimEnd().Length, Title = citation.Place, Url = citation.Link,
                        },
                        Vault = CitationView.Of(citation),
                    },
                    json));
            }

            from += part.Text.Length;
        }

        return notes;
    }

    private static AiResponse Checked(AiResponse answer, string text, List<JsonElement> annotations) => answer with
    {
        Messages =
        [
            new ChatMessage(
                ChatRole.Assistant,
                [Words(text, annotations), .. answer.Messages.SelectMany(m => m.Contents).Where(c => !IsWords(c))]),
        ],
    };

    private static TextContent Words(string text, List<JsonElement> annotations)
    {
        var content = new TextContent(text);
        if (annotations.Count > 0)
            content.AdditionalProperties = new() { [Annotations] = JsonSerializer.SerializeToElement(annotations) };
        return content;
    }

    private static string Words(IEnumerable<AIContent> contents) =>
        string.Concat(contents.Where(IsWords).Cast<TextContent>().Select(c => c.Text));

    private static bool IsWords(AIContent content) => content is TextContent && !content.IsRefusal();
}
