using Microsoft.Extensions.AI;

namespace ObsidianVault.Ai.Providers.Anthropic;

/// <summary>One side's turn: what it says, and the results of the calls that the other side made.</summary>
/// <param name="IsUser">Whether it is the user's.</param>
internal sealed record Turn(bool IsUser, List<AIContent> Contents);

/// <summary>
/// A conversation as alternating turns that begins with the user's: results stand at the start of the turn after their calls, whatever
/// was said between.
/// </summary>
internal static class Turns
{
    public static IReadOnlyList<Turn> Of(IReadOnlyList<ChatMessage> messages)
    {
        var results = messages.SelectMany(m => m.Contents).OfType<FunctionResultContent>()
            .GroupBy(r => r.CallId).ToDictionary(group => group.Key, group => group.Last());
        var turns = new List<Turn>();
        foreach (var message in messages.Where(m => m.Role != ChatRole.System))
        {
            var isUser = message.Role != ChatRole.Assistant;
            // A result that was already put where it belongs is not among them.
            var contents = message.Contents
                .Where(c => c is not FunctionResultContent result || results.ContainsKey(result.CallId))
                .ToList();
            foreach (var content in contents.OfType<FunctionResultContent>().ToList())
            {
                if (!results.Remove(content.CallId, out var last)) contents.Remove(content);
                else contents[contents.IndexOf(content)] = last;
            }

            if (contents.Count == 0) continue;
            if (turns.Count > 0 && turns[^1].IsUser == isUser) turns[^1].Contents.AddRange(contents);
            else turns.Add(new Turn(isUser, contents));
            var calls = contents.OfType<FunctionCallContent>().Where(c => results.ContainsKey(c.CallId)).ToList();
            if (isUser || calls.Count == 0) continue;
            turns.Add(new Turn(IsUser: true, []));
            foreach (var call in calls)
                if (results.Remove(call.CallId, out var result)) turns[^1].Contents.Add(result);
        }

        if (turns.Count > 0 && !turns[0].IsUser) turns.Insert(0, new Turn(IsUser: true, [new TextContent("(continue)")]));
        // The results first, as they have to be.
        return [.. turns.Select(t => t.IsUser ? new Turn(true, [.. t.Contents.OrderBy(c => c is not FunctionResultContent)]) : t)];
    }

    /// <summary>Whether the calls that are being answered came without their signed thoughts.</summary>
    public static bool LacksThoughts(IReadOnlyList<Turn> turns)
    {
        for (var i = turns.Count - 1; i >= 0; i--)
        {
            if (turns[i].IsUser) continue;
            return turns[i].Contents.Any(c => c is FunctionCallContent)
                && !turns[i].Contents.OfType<TextReasoningContent>().Any(
                    t => t.ProtectedData is { } data && ThinkingBlocks.Read(data).Any());
        }

        return false;
    }
}
