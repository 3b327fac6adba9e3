using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>Answers messages of a chat from notes, with the sources in short.</summary>
internal sealed class NoteChat(IConversation conversation, ConversationThread thread, Reply reply)
{
    private readonly SessionServices _services = conversation.Services;
    private readonly ILogger _logger = conversation.Services.LoggerOf<NoteChat>();

    /// <summary>Who asks with this message.</summary>
    public Task<Reader> ReaderAsync(SessionRecord state, InboundMessage message) => conversation.ReaderAsync(state, message);

    /// <summary>Those of the attached collections that the person may still read.</summary>
    public async Task<ImmutableArray<string>> AttachedAsync(
        SessionRecord state, InboundMessage message, CancellationToken cancellationToken)
    {
        if (state.Attached.IsEmpty) return [];
        var all = await _services.Knowledge.ListCollectionsAsync(await ReaderAsync(state, message), cancellationToken);
        return [.. state.Attached.Where(id => all.Any(c => c.Id == id))];
    }

    /// <summary>The answer to /ask, also where there is nothing to say.</summary>
    public async Task<Func<SessionRecord, SessionRecord>> AnswerAsync(
        SessionRecord state, InboundMessage message, string question, CancellationToken cancellationToken)
    {
        var budget = BudgetWatch.Begin();
        var attached = await AttachedAsync(state, message, cancellationToken);
        return Recorded(
            state, message, question, await AskAsync(state, message, question, attached, relevance: null, cancellationToken), budget);
    }

    /// <summary>The answer to a plain message from the attached collections; null if they have none.</summary>
    public async Task<Func<SessionRecord, SessionRecord>?> TryAnswerAsync(
        SessionRecord state, InboundMessage message, string question, CancellationToken cancellationToken)
    {
        var attached = await AttachedAsync(state, message, cancellationToken);
        if (attached.IsEmpty) return null;
        var budget = BudgetWatch.Begin();
        var answer = await AskAsync(state, message, question, attached, _services.NoteOptions.ChatRelevance, cancellationToken);
        // Without a model the passages are as good as any answer; where it is only away, the chat says so itself.
        return answer.Kind == AnswerKind.Nothing || answer.Reason is PassagesReason.ProviderAway or PassagesReason.Budget
            ? null
            : Recorded(state, message, question, answer, budget);
    }

    private async Task<KnowledgeAnswer> AskAsync(
        SessionRecord state, InboundMessage message, string text, ImmutableArray<string> collections, double? relevance,
            CancellationToken cancellationToken)
    {
        await using var signs = WritingSigns.Show(_services, message, _logger);
        var question = new KnowledgeQuestion
        {
            Reader = await ReaderAsync(state, message),
            User = conversation.Id,
            RequestId = $"session:{conversation.Id}:notes:{SessionRecord.IdOf(message)}",
            Channel = message.From.Channel,
            Text = text,
            History = await thread.NewestAsync(state, SessionRecord.MaxContext - 1, cancellationToken),
            Collections = collections,
            Language = state.Language,
            IsStreamed = signs.WantsText,
        };
        try
        {
            KnowledgeAnswer? answer = null;
            await foreach (var part in _services.Answers.AnswerAsync(question, relevance, cancellationToken))
            {
                answer = part.Completed;
                if (answer is null && signs.WantsText) signs.Add(part.Text);
            }

            return answer!;
        }
        catch (AiException exception) when (exception.OutputCommitted)
        {
            // What was shown so far was a draft: the complete answer may come from another provider.
            return await _services.Answers.AnswerWholeAsync(
                question with { RequestId = question.RequestId + ":again" }, cancellationToken, relevance);
        }
    }

    private Func<SessionRecord, SessionRecord> Recorded(
        SessionRecord state, InboundMessage message, string question, KnowledgeAnswer answer, BudgetWatch budget)
    {
        var shown = Shown(answer, state.Language);
        // Anyone who comes close to the budget is told once per day or month.
        if (budget.Decision is { FirstNotice: true } near) shown += $"\n\n{SessionServices.WordsOf(state).NearBudget(near)}";
        var said = reply.Written(message, shown);
        return next => said(next).WithTurns(
            Quotes.Line(message, question), new ChatTurn("assistant", answer.Text, _services.Now, Reply.IdOf(message, "reply")));
    }

    /// <summary>The answer with its sources, one line each.</summary>
    internal static string Shown(KnowledgeAnswer answer, string? language)
    {
        if (answer.Citations.IsEmpty && answer.Unverified == 0) return answer.Text;
        var words = AnswerWords.Of(language);
        var shown = new StringBuilder(answer.Text).Append("\n\n");
        foreach (var citation in answer.Citations.GroupBy(c => c.Number).OrderBy(g => g.Key))
        {
            var first = citation.First();
            var (place, collection) = (NoteNames.Place(first), NoteNames.Plain(first.CollectionName));
            shown.Append(CultureInfo.InvariantCulture, $"[{first.Number}] {place} · {collection}");
            if (citation.Any(c => c.Changed)) shown.Append(CultureInfo.InvariantCulture, $" ({words.Changed})");
            shown.Append('\n');
        }

        if (answer.Unverified > 0) shown.Append(CultureInfo.InvariantCulture, $"[?] {words.Unverified}\n");
        return shown.ToString().TrimEnd();
    }
}
