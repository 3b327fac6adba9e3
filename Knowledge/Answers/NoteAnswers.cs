using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

internal sealed partial class NoteAnswers(
    Retrieval retrieval, IKnowledgeStore store, IAiService ai, IOptions<AnswerOptions> options, IOptions<AiOptions> aiOptions,
        ILogger<NoteAnswers> logger) : IAnswers
{
    public async IAsyncEnumerable<AnswerPart> AnswerAsync(
        KnowledgeQuestion question, double? relevance, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var found = await retrieval.FindAsync(question, cancellationToken);
        var sources = found.Passages.Where(p => p.Relevance >= (relevance ?? options.Value.Relevance)).Select(Source.Of).ToImmutableArray();
        var answer = new KnowledgeAnswer
        {
            Kind = AnswerKind.Nothing,
            Text = AnswerWords.Of(question.Language).Nothing,
            Asked = found.Asked,
            Sources = [.. sources.Select(s => s.Found)],
            Retrieval = found.Took,
            Cost = found.Call?.Cost ?? 0,
            Usage = found.Call?.Usage,
        };
        if (sources.IsEmpty)
        {
            yield return Last(answer);
            yield break;
        }

        var safe = new SafeText(sources.Select(s => s.Text.Shown).Prepend(question.Text));
        var check = new CitationCheck(store, question.Reader, sources, question.Text, safe);
        if (aiOptions.Value.IsOffline)
        {
            yield return Last(PassageAnswer.Of(answer, sources, check, safe, PassagesReason.NoProvider, question.Language));
            yield break;
        }

        var written = new WrittenAnswer(check, sources.Length);
        await using var pieces = WriteAsync(question, sources, cancellationToken).GetAsyncEnumerator(cancellationToken);
        while (true)
        {
            AiException? fault = null;
            var more = false;
            try
            {
                more = await pieces.MoveNextAsync();
            }
            catch (AiException exception) when (!written.HasBegun)
            {
                fault = exception;
            }

            if (fault is not null)
            {
                LogNoModel(fault.Cause, question.RequestId);
                var reason = fault.Cause == AiCause.PolicyBudgetExceeded ? PassagesReason.Budget : PassagesReason.ProviderAway;
                answer = answer with { Cost = answer.Cost + fault.Cost };
                yield return Last(PassageAnswer.Of(answer, sources, check, safe, reason, question.Language));
                yield break;
            }

            if (!more) break;
            await foreach (var part in written.ReadAsync(pieces.Current, cancellationToken)) yield return part;
        }

        yield return written.Complete(answer);
    }

    private async IAsyncEnumerable<(string Text, AiResponse? Completed)> WriteAsync(
        KnowledgeQuestion question, ImmutableArray<Source> sources, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var call = new AiCall
        {
            User = question.User,
            RequestId = question.RequestId + ":answer",
            Channel = question.Channel,
            Model = question.Model,
            Messages = AnswerPrompt.Of(question.Text, question.History, sources),
            Options = new ChatOptions { Temperature = 0.1f },
            Language = question.Language,
        };
        if (!question.IsStreamed)
        {
            var whole = await ai.CompleteAsync(call, cancellationToken);
            yield return (whole.Text, whole);
            yield break;
        }

        await foreach (var chunk in ai.StreamAsync(call, cancellationToken)) yield return (chunk.Update.Text, chunk.Completed);
    }

    private static AnswerPart Last(KnowledgeAnswer answer) => new(answer.Text, answer.Citations, answer);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{RequestId}: no model wrote the answer ({Cause}); it is the passages")]
    private partial void LogNoModel(AiCause cause, string requestId);
}
