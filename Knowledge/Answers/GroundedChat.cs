using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>Puts what notes say about a conversation's last message into it, for a caller that makes the call itself.</summary>
public interface IGroundedChat
{
    /// <summary>The call with what was found; null if the notes have nothing about it.</summary>
    /// <param name="collections">Only in these; empty for every collection that the reader may see.</param>
    Task<GroundedCall?> PrepareAsync(
        AiCall call, Reader reader, ImmutableArray<string> collections, CancellationToken cancellationToken);
}

/// <summary>A call whose answer may quote notes. What it answers is read here before anybody sees it.</summary>
public sealed class GroundedCall
{
    private readonly AnswerReader _reader;
    private readonly CitationCheck _check;

    internal GroundedCall(AiCall call, int sources, CitationCheck check) =>
        (Call, _reader, _check) = (call, new AnswerReader(sources), check);

    /// <summary>The call to make.</summary>
    public AiCall Call { get; }

    /// <summary>The sentences that are complete with this text, checked.</summary>
    /// <param name="isLast">Whether the answer ends with it.</param>
    public async Task<ImmutableArray<AnswerPart>> ReadAsync(string text, bool isLast, CancellationToken cancellationToken)
    {
        var parts = ImmutableArray.CreateBuilder<AnswerPart>();
        IEnumerable<AnswerSentence> sentences = _reader.Read(text);
        if (isLast) sentences = [.. sentences, .. _reader.End()];
        foreach (var sentence in sentences) parts.Add(await _check.CheckAsync(sentence, cancellationToken));
        return parts.ToImmutable();
    }
}

internal sealed class GroundedChat(Retrieval retrieval, IKnowledgeStore store, IOptions<AnswerOptions> options) : IGroundedChat
{
    public async Task<GroundedCall?> PrepareAsync(
        AiCall call, Reader reader, ImmutableArray<string> collections, CancellationToken cancellationToken)
    {
        var last = call.Messages.ToList().FindLastIndex(m => m.Role == ChatRole.User && m.Text.Length > 0);
        if (last < 0) return null;
        var text = AnswerPrompt.Start(call.Messages[last].Text, KnowledgeQuestion.MaxText);
        var found = await retrieval.FindAsync(
            new KnowledgeQuestion
            {
                Reader = reader,
                User = call.User,
                RequestId = call.RequestId,
                Channel = call.Channel ?? "",
                Text = text,
                History =
                [
                    .. call.Messages.Take(last).Where(m => m.Role == ChatRole.User || m.Role == ChatRole.Assistant)
                        .Where(m => m.Text.Length > 0).Select(m => new ChatTurn(m.Role.Value, m.Text, default)),
                ],
                Collections = collections,
                Language = call.Language,
            },
            cancellationToken);
        var sources = found.Passages.Where(p => p.Relevance >= options.Value.Relevance).Select(Source.Of).ToImmutableArray();
        if (sources.IsEmpty) return null;
        var messages = call.Messages.ToList();
        var grounded = messages[last].Clone();
        grounded.Contents = [new TextContent(AnswerPrompt.Block(sources) + "\nThe message:\n"), .. messages[last].Contents];
        messages[last] = grounded;
        var rules = new ChatMessage(ChatRole.System, AnswerPrompt.Grounded);
        messages.Insert(messages.TakeWhile(m => m.Role == ChatRole.System).Count(), rules);
        var safe = new SafeText(sources.Select(s => s.Text.Shown).Concat(call.Messages.Select(m => m.Text)));
        return new GroundedCall(
            call with { Messages = messages }, sources.Length, new CitationCheck(store, reader, sources, text, safe));
    }
}
