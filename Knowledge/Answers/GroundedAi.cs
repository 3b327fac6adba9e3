using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// The AI service for a call that names collections: what the notes say goes in, and the message that comes back has the citations as
/// its <c>annotations</c>.
/// </summary>
/// <param name="asTheyCome">Whether a stream has each annotation with its sentence, and not all of them at its end.</param>
public sealed class GroundedAi(IAiService ai, GroundedCall grounded, bool asTheyCome) : IAiService
{
    private const string Annotations = "annotations";

    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public IReadOnlyList<AiModelInfo> Models => ai.Models;

    /// <summary>The service and the call with what the notes say; the given ones where they say nothing about it.</summary>
    public static async Task<(IAiService Ai, AiCall Call)> ForAsync(
        IGroundedChat chat, IAiService ai, AiCall call, NoteScope scope, bool asTheyCome, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(chat);
        ArgumentNullException.ThrowIfNull(scope);
        return await chat.PrepareAsync(call, scope.Reader, scope.Collections, cancellationToken) is { } grounded
            ? (new GroundedAi(ai, grounded, asTheyCome), grounded.Call)
            : (ai, call);
    }

    /// <inheritdoc/>
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
            var noted = Notes(parts, text.Length);
            annotations.AddRange(noted);
            var more = string.Concat(parts.Select(p => p.Text));
            text.Append(more);
            var update = chunk.Update.Clone();
            var said = asTheyCome ? noted : chunk.Completed is null ? [] : annotations;
            update.Contents = more.Length == 0 && said.Count == 0 ? others : [Words(more, said), .. others];
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

    /// <summary>OpenAI's annotations, each with the whole citation beside what OpenAI's clients know.</summary>
    private static List<JsonElement> Notes(ImmutableArray<AnswerPart> parts, int from)
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
                    s_json));
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
