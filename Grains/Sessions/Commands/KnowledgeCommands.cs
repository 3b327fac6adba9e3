using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.Wording;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Search;

namespace ObsidianVault.Grains.Sessions.Commands;

/// <summary>The chat commands that concern notes: /ask, /search and /kb.</summary>
internal sealed class KnowledgeCommands(IConversation conversation, NoteChat notes, Reply reply)
{
    private const int MaxHits = 5;
    private const int MaxExcerpt = 240;
    private static readonly string[] s_off = ["off", "none", "0", "-"];
    private readonly SessionServices _services = conversation.Services;

    public async Task<Answer> AnswerAsync(
        SessionRecord state, InboundMessage message, ChatCommand command, CancellationToken cancellationToken)
    {
        var texts = KnowledgeTexts.Of(state.Language);
        var words = SessionServices.WordsOf(state);
        if (command.Argument.Length > SessionOptions.MaxPrompt)
            return reply.To(message, words.TooLong(words.Message, command.Argument.Length, SessionOptions.MaxPrompt));
        return command.Kind switch
        {
            ChatCommandKind.Ask when command.Argument.Length == 0 => reply.To(message, texts.AskNeedsQuestion),
            ChatCommandKind.Ask => await notes.AnswerAsync(state, message, command.Argument, cancellationToken),
            ChatCommandKind.Search when command.Argument.Length == 0 => reply.To(message, texts.SearchNeedsWords),
            ChatCommandKind.Search => await SearchAsync(state, message, command.Argument, cancellationToken),
            _ => await AttachAsync(state, message, command.Argument, texts, cancellationToken),
        };
    }

    private async Task<Answer> SearchAsync(SessionRecord state, InboundMessage message, string words, CancellationToken cancellationToken)
    {
        var result = await _services.Search.SearchAsync(
            new SearchQuery
            {
                Reader = await notes.ReaderAsync(state, message),
                Text = words,
                User = conversation.Id,
                Collections = await notes.AttachedAsync(state, message, cancellationToken),
                Limit = MaxHits,
                PerNote = 1,
            },
            cancellationToken);
        if (result.Passages.IsEmpty) return reply.To(message, AnswerWords.Of(state.Language).Nothing);
        var found = new StringBuilder();
        foreach (var (hit, n) in result.Passages.Select((p, i) => (p, i + 1)))
        {
            var place = NoteNames.Place(hit.Title, hit.Passage.Headings, hit.Passage.FirstLine, hit.Passage.LastLine);
            found.Append(CultureInfo.InvariantCulture, $"{n}. **{place}** · {NoteNames.Plain(hit.CollectionName)}\n");
            found.Append("> ").Append(NoteNames.Excerpt(hit, words, MaxExcerpt)).Append("\n\n");
        }

        return reply.Written(message, found.ToString().TrimEnd());
    }

    /// <summary>"/kb" lists; "/kb 2" or "/kb NAME" attaches or detaches; "/kb off" detaches all.</summary>
    private async Task<Answer> AttachAsync(
        SessionRecord state, InboundMessage message, string argument, KnowledgeTexts texts, CancellationToken cancellationToken)
    {
        var all = await _services.Knowledge.ListCollectionsAsync(await notes.ReaderAsync(state, message), cancellationToken);
        if (s_off.Contains(argument, StringComparer.OrdinalIgnoreCase))
        {
            var said = reply.To(message, texts.NothingAttached);
            return new Answer(next => said(next) with { Attached = [] });
        }

        if (all.IsEmpty) return reply.To(message, texts.NoCollections);
        if (argument.Length == 0) return reply.To(message, List(all, state.Attached, texts));
        if (Find(all, argument) is not { } chosen) return reply.To(message, texts.NoSuchCollection(argument));
        var attached = state.Attached.Where(id => all.Any(c => c.Id == id)).ToImmutableArray();
        attached = attached.Contains(chosen.Id) ? attached.Remove(chosen.Id) : attached.Add(chosen.Id);
        if (attached.Length > SessionRecord.MaxAttached) return reply.To(message, texts.TooManyAttached);
        var answer = reply.To(message, attached.IsEmpty
            ? texts.NothingAttached
            : texts.Attached(all.Where(c => attached.Contains(c.Id)).Select(c => c.Name)));
        // Set to what was decided, and not toggled again, if the answer is made anew after a crash.
        return new Answer(next => answer(next) with { Attached = attached });
    }

    private static string List(ImmutableArray<Collection> all, ImmutableArray<string> attached, KnowledgeTexts texts)
    {
        var lines = all.Take(CollectionNames.Max)
            .Select((c, i) => string.Create(CultureInfo.InvariantCulture, $"{(attached.Contains(c.Id) ? "✓ " : "")}{i + 1}. {c.Name}"));
        return $"{texts.Collections}\n{string.Join('\n', lines)}\n\n{texts.KbHint}";
    }

    private static Collection? Find(ImmutableArray<Collection> all, string argument) =>
        int.TryParse(argument, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n >= 1 && n <= all.Length
            ? all[n - 1]
            : all.FirstOrDefault(c => c.Id == argument)
                ?? all.FirstOrDefault(c => c.Name.Equals(argument, StringComparison.OrdinalIgnoreCase));
}
