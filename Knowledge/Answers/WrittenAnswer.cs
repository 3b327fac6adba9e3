using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using ObsidianVault.Ai.Contract;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>An answer that a model is writing: what of it was checked, and whether it says that there is none.</summary>
internal sealed class WrittenAnswer(CitationCheck check, int sources)
{
    private readonly AnswerReader _reader = new(sources);
    private readonly StringBuilder _text = new();
    private readonly ImmutableArray<Citation>.Builder _citations = ImmutableArray.CreateBuilder<Citation>();
    private AiResponse? _response;
    private bool _saysNothing;

    /// <summary>Whether a piece was given out.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>The pieces that are complete with what arrived.</summary>
    public async IAsyncEnumerable<AnswerPart> ReadAsync(
        (string Text, AiResponse? Completed) piece, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sentences = _reader.Read(piece.Text);
        if (piece.Completed is not null)
        {
            _response = piece.Completed;
            sentences = [.. sentences, .. _reader.End()];
        }

        foreach (var sentence in sentences)
        {
            if (!HasBegun && IsNoAnswer(sentence.Text)) _saysNothing = true;
            if (_saysNothing) continue;
            var part = await check.CheckAsync(sentence, cancellationToken);
            if (part.Text.Length == 0) continue;
            HasBegun = true;
            _text.Append(part.Text);
            _citations.AddRange(part.Citations);
            yield return part;
        }
    }

    /// <param name="answer">What is known without the model.</param>
    public AnswerPart Complete(KnowledgeAnswer answer)
    {
        var response = _response ?? throw new InvalidOperationException("The model's answer ended without an end.");
        var whole = answer with
        {
            Cost = answer.Cost + response.Cost,
            Usage = answer.Usage is { } before ? Sum(before, response.Usage) : response.Usage,
            Model = response.Model,
            Provider = response.Provider,
        };
        // What is only markers that were dropped is no answer either.
        if (_saysNothing || string.IsNullOrWhiteSpace(_text.ToString())) return new AnswerPart(whole.Text, [], whole);
        return new AnswerPart("", [], whole with
        {
            Kind = AnswerKind.Written,
            Text = _text.ToString().Trim(),
            Citations = _citations.ToImmutable(),
            Unverified = check.Unverified,
        });
    }

    private static bool IsNoAnswer(string sentence) =>
        sentence.TrimStart('"', '`', '*', ' ', '\n').StartsWith(AnswerPrompt.NoAnswer, StringComparison.OrdinalIgnoreCase);

    private static AiUsage Sum(AiUsage a, AiUsage b) => new(
        a.Input + b.Input, a.CachedInput + b.CachedInput, a.CacheWrite + b.CacheWrite, a.Output + b.Output, a.Reasoning + b.Reasoning,
        a.Estimated || b.Estimated);
}
