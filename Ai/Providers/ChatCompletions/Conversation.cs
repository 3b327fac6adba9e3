using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Dialects;

namespace ObsidianVault.Ai.Providers.ChatCompletions;

/// <summary>Orders the messages of a conversation as a backend accepts them. Nothing that was said is left out.</summary>
internal static class Conversation
{
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// <summary>What stands for a text that may not be empty.</summary>
    private const string Nothing = "(nothing)";

    /// <summary>The messages; the same list if nothing has to change.</summary>
    public static IReadOnlyList<ChatMessage> For(Dialect dialect, IReadOnlyList<ChatMessage> messages)
    {
        if (dialect.RefusesEmptyTexts) messages = WithoutEmpty(messages);
        if (dialect.OneSystem) messages = WithOneSystem(messages);
        if (dialect.Alternates) messages = Alternating(messages);
        return messages;
    }

    /// <summary>An id as a backend with ids of fixed length accepts it: the same one every time.</summary>
    public static string CallId(Dialect dialect, string id)
    {
        var length = dialect.CallIdLength;
        if (length == 0 || (id.Length == length && id.All(char.IsAsciiLetterOrDigit))) return id;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(id));
        return string.Create(length, hash, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++) text[i] = Base62[bytes[i] % 62];
        });
    }

    private static IReadOnlyList<ChatMessage> WithoutEmpty(IReadOnlyList<ChatMessage> messages)
    {
        if (!messages.Any(m => m.Contents.Count == 0 || m.Contents.Any(IsEmpty))) return messages;
        var kept = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            var contents = message.Contents.Where(c => !IsEmpty(c)).ToList();
            if (contents.Count == 0)
            {
                // An empty system text or an answer without words says nothing; a person's turn has to stay one.
                if (message.Role == ChatRole.System || message.Role == ChatRole.Assistant) continue;
                contents.Add(new TextContent(Nothing));
            }

            kept.Add(new ChatMessage(message.Role, contents) { AuthorName = message.AuthorName });
        }

        return kept;
    }

    private static bool IsEmpty(AIContent content) =>
        content is TextContent { AdditionalProperties: null } text && string.IsNullOrWhiteSpace(text.Text);

    private static IReadOnlyList<ChatMessage> WithOneSystem(IReadOnlyList<ChatMessage> messages)
    {
        var systems = messages.Count(m => m.Role == ChatRole.System);
        if (systems == 0 || (systems == 1 && messages[0].Role == ChatRole.System)) return messages;
        var text = string.Join("\n\n", messages.Where(m => m.Role == ChatRole.System).Select(m => m.Text).Where(t => t.Length > 0));
        return [new ChatMessage(ChatRole.System, text), .. messages.Where(m => m.Role != ChatRole.System)];
    }

    /// <summary>Joins neighbours of the same role, with an empty line between their texts.</summary>
    private static IReadOnlyList<ChatMessage> Alternating(IReadOnlyList<ChatMessage> messages)
    {
        var joined = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Role == message.Role
                && (message.Role == ChatRole.User || message.Role == ChatRole.Assistant)
                && !last.Contents.Any(c => c is FunctionCallContent))
            {
                joined[^1] = new ChatMessage(last.Role, [.. Joined(last.Contents, message.Contents)]) { AuthorName = last.AuthorName };
                continue;
            }

            joined.Add(message);
        }

        return joined.Count == messages.Count ? messages : joined;
    }

    private static IEnumerable<AIContent> Joined(IList<AIContent> first, IList<AIContent> second) =>
        first is [.., TextContent { AdditionalProperties: null } end] && second is [TextContent { AdditionalProperties: null } start, ..]
            ? [.. first.SkipLast(1), new TextContent($"{end.Text}\n\n{start.Text}"), .. second.Skip(1)]
            : [.. first, .. second];
}
