namespace ObsidianVault.Knowledge.Answers;

/// <summary>Answers questions from notes, with citations that were looked up.</summary>
public interface IAnswers
{
    /// <summary>
    /// The answer in pieces; only the last one has <see cref="AnswerPart.Completed"/>. Nothing is given out before its quotes were
    /// looked up.
    /// </summary>
    /// <param name="relevance">What a passage must have of the question, from 0 to 1; null for the setting.</param>
    /// <exception cref="Ai.Contract.AiException">
    /// A streamed answer broke off after its first piece. Otherwise a provider that does not answer makes it an answer of passages.
    /// </exception>
    IAsyncEnumerable<AnswerPart> AnswerAsync(KnowledgeQuestion question, double? relevance, CancellationToken cancellationToken);
}

public static class AnswersExtensions
{
    /// <summary>The whole answer.</summary>
    public static async Task<KnowledgeAnswer> AnswerWholeAsync(
        this IAnswers answers, KnowledgeQuestion question, CancellationToken cancellationToken, double? relevance = null)
    {
        ArgumentNullException.ThrowIfNull(answers);
        ArgumentNullException.ThrowIfNull(question);
        KnowledgeAnswer? whole = null;
        await foreach (var part in answers.AnswerAsync(question with { IsStreamed = false }, relevance, cancellationToken))
            whole = part.Completed;
        return whole ?? throw new InvalidOperationException("The answer ended without its last part.");
    }
}
