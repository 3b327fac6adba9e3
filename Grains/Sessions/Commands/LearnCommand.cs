using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Files;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Wording;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Grains.Sessions.Commands;

/// <summary>
/// /learn: puts documents of the chat into the person's own collection. They are those of the message, else of the message that it
/// answers, else the latest that were sent.
/// </summary>
internal sealed class LearnCommand(IConversation conversation, FileKeeper files, NoteChat notes, Reply reply)
{
    /// <summary>How long the answer waits until a document is read; it is read all the same.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(300);

    private readonly SessionServices _services = conversation.Services;

    /// <param name="kept">The stored files of the message.</param>
    /// <param name="quoted">The message that it answers, or null.</param>
    public async Task<Answer> AnswerAsync(
        SessionRecord state, InboundMessage message, ImmutableArray<string> kept, QuotedMessage? quoted,
        CancellationToken cancellationToken)
    {
        var texts = KnowledgeTexts.Of(state.Language);
        var documents = await DocumentsAsync(state, message, kept, quoted, cancellationToken);
        if (documents.IsEmpty) return reply.To(message, texts.LearnNeedsDocument);
        var reader = await notes.ReaderAsync(state, message);
        if (await _services.Knowledge.OwnAsync(reader, conversation.Grains, cancellationToken) is not { } own)
            return reply.To(message, texts.TooManyCollections);

        var grain = conversation.Grains.GetGrain<ICollectionGrain>(GrainKeys.Collection(own.Id));
        var stored = await _services.Knowledge.ReadManifestAsync(own.Id, cancellationToken);
        var intake = new CollectionIntake(grain, reader, _services.Objects, stored);
        var lines = new List<string>();
        await using var spool = new Spool();
        foreach (var document in documents)
        {
            if (await RefusalAsync(intake, spool, document, texts, cancellationToken) is { } refusal)
                lines.Add(texts.NotLearnt(document.Name, refusal));
        }

        await intake.SendAsync();
        if (intake.Fault != CollectionFault.None) return reply.To(message, texts.TooManyCollections);
        foreach (var document in intake.Documents) lines.Add(await OutcomeAsync(reader, document, texts, cancellationToken));
        return reply.To(message, string.Join('\n', lines));
    }

    private async Task<ImmutableArray<KeptDocument>> DocumentsAsync(
        SessionRecord state, InboundMessage message, ImmutableArray<string> kept, QuotedMessage? quoted,
        CancellationToken cancellationToken)
    {
        if (FileKeeper.DocumentsOf(message, kept) is { IsEmpty: false } own) return own;
        if (quoted is not { Attachments.IsEmpty: false }) return state.Offered;
        var answered = message with { Attachments = quoted.Attachments };
        return FileKeeper.DocumentsOf(answered, await files.KeepAsync(answered, cancellationToken)) is { IsEmpty: false } theirs
            ? theirs
            : state.Offered;
    }

    private async Task<string?> RefusalAsync(
        CollectionIntake intake, Spool spool, KeptDocument document, KnowledgeTexts texts, CancellationToken cancellationToken)
    {
        await using var content = await _services.Objects.OpenAsync(document.Key, cancellationToken);
        if (content is null) return texts.NotKept;
        return await spool.AddAsync(content, _services.KnowledgeLimits.MaxDocument, cancellationToken) is { } file
            ? await intake.AddAsync(document.Name, file, labels: null, cancellationToken)
            : texts.TooLarge;
    }

    private async Task<string> OutcomeAsync(
        Reader reader, DocumentStatus document, KnowledgeTexts texts, CancellationToken cancellationToken)
    {
        var began = _services.Time.GetTimestamp();
        while (document.State == DocumentState.Waiting && _services.Time.GetElapsedTime(began) < s_patience)
        {
            await Task.Delay(s_pause, _services.Time, cancellationToken);
            if (await _services.Knowledge.FindDocumentAsync(reader, document.Id, cancellationToken) is not { } found) break;
            document = found.Document;
        }

        return document.State switch
        {
            DocumentState.Indexed => texts.Learnt(document.Path, document.Passages),
            DocumentState.Refused => texts.NotLearnt(document.Path, document.Reason ?? ""),
            _ => texts.LearntLater(document.Path),
        };
    }
}
