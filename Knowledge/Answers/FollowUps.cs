using System.Collections.Frozen;
using System.Collections.Immutable;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Topology;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// Turns a question that needs its conversation ("and its inverse?") into one that can be looked for. A model is asked only where the
/// question looks as if it needed it, and never waited for long: without it, the question before is looked for as well.
/// </summary>
internal sealed class FollowUps(IAiService ai, IOptions<AiOptions> options)
{
    private const int MaxWords = 12;
    private const int FewWords = 4;
    private const int MaxAsked = 500;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    /// <summary>Words that point back, in the languages of the chat.</summary>
    private static readonly FrozenSet<string> s_pointers = new[]
    {
        "it", "its", "that", "this", "these", "those", "they", "them", "their", "he", "she", "him", "her", "his", "there", "and", "but",
        "also", "else", "more", "why", "same", "first", "second", "third", "last", "other", "one", "ones", "then", "so",
        "il", "elle", "ils", "elles", "lui", "leur", "ce", "cela", "ça", "cet", "cette", "ces", "celui", "celle", "et",
        "mais", "aussi", "autre", "pourquoi", "son", "sa", "ses",
        "ello", "eso", "esto", "esa", "ese", "este", "esta", "estos", "ellos", "ellas", "lo", "su", "sus", "pero", "también", "otro",
        "otra", "das", "dies", "diese", "dieser", "dieses", "sie", "er", "ihr", "sein", "seine", "und", "aber", "auch", "warum", "davon",
        "dazu",
        "هو", "هي", "هذا", "هذه", "ذلك", "تلك", "هم", "و", "لماذا", "أيضا", "أيضًا",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>What to look for, and what finding it out cost.</summary>
    public async Task<(string Asked, AiResponse? Call)> RewriteAsync(KnowledgeQuestion question, CancellationToken cancellationToken)
    {
        var text = question.Text.Trim();
        if (!NeedsConversation(text, question.History)) return (text, null);
        if (options.Value.IsOffline) return (WithQuestionBefore(text, question.History), null);
        try
        {
            var answer = await ai.CompleteAsync(
                new AiCall
                {
                    User = question.User,
                    RequestId = question.RequestId + ":follow-up",
                    Channel = question.Channel,
                    Class = AiClass.Quick,
                    Messages = AnswerPrompt.FollowUp(text, question.History),
                    Options = new ChatOptions { Temperature = 0, MaxOutputTokens = 200 },
                    MayBeTruncated = true,
                    Deadline = s_patience,
                    Language = question.Language,
                },
                cancellationToken);
            var asked = AnswerPrompt.Start(answer.Text.ReplaceLineEndings(" ").Trim(), MaxAsked);
            return (asked.Length == 0 ? WithQuestionBefore(text, question.History) : asked, answer);
        }
        catch (AiException)
        {
            return (WithQuestionBefore(text, question.History), null);
        }
    }

    /// <summary>Whether the question may mean something else without what was said before it.</summary>
    public static bool NeedsConversation(string text, ImmutableArray<ChatTurn> history)
    {
        if (!history.Any(turn => turn.Role == "user")) return false;
        var words = text.Split([' ', ',', '.', '?', '!', '\'', '’', '¿', '؟', '\n'], StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= FewWords || (words.Length <= MaxWords && words.Any(s_pointers.Contains));
    }

    private static string WithQuestionBefore(string text, ImmutableArray<ChatTurn> history) =>
        history.LastOrDefault(turn => turn.Role == "user") is { } before
            ? $"{text} {AnswerPrompt.Start(before.Text, MaxAsked)}"
            : text;
}
