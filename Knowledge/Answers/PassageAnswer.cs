using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>The answer that no model wrote: the best passages, each with where it stands.</summary>
internal static class PassageAnswer
{
    private const int Shown = 3;
    private const int MaxExcerpt = 500;

    public static KnowledgeAnswer Of(
        KnowledgeAnswer answer, ImmutableArray<Source> sources, CitationCheck check, SafeText safe, PassagesReason reason, string? language)
    {
        var text = new StringBuilder(AnswerWords.Of(language).For(reason));
        var citations = ImmutableArray.CreateBuilder<Citation>();
        foreach (var source in sources.Take(Shown))
        {
            var excerpt = Excerpts.Of(source.Text.Shown, answer.Asked, MaxExcerpt);
            var citation = check.Of(source.Found, excerpt);
            citations.Add(citation);
            text.Append("\n\n> ").Append(safe.Of(excerpt).Replace("\n", "\n> ", StringComparison.Ordinal))
                .Append(CultureInfo.InvariantCulture, $" [{citation.Number}]");
        }

        return answer with
        {
            Kind = AnswerKind.Passages,
            Reason = reason,
            Text = text.ToString(),
            Citations = citations.ToImmutable(),
        };
    }
}
