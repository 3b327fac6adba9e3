using System.Text;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// What a model reads of a message: before the words, in brackets, what they refer to. The person says it, so it is in the first
/// person. A quote begins its lines with "> ".
/// </summary>
internal static class QuestionText
{
    /// <summary>How much of a quoted message is shown; its beginning tells which one it is.</summary>
    public const int MaxQuote = 2_000;

    /// <summary>What the words refer to when that is a message of which nothing is known any more.</summary>
    public const string Lost = "[I reply to an earlier message, which is no longer available.]";

    /// <param name="text">The words.</param>
    /// <param name="quoted">What the message answers, or null if that is nothing or not known.</param>
    public static string Of(InboundMessage message, string text, QuotedMessage? quoted)
    {
        var whole = new StringBuilder();
        if (message.Referral is { } referral) whole.Append("[I come from this advertisement: ").Append(referral).Append("]\n\n");
        if (quoted is not null) whole.Append(NoteOf(quoted, "I reply to")).Append("\n\n");
        else if (message.ReplyToId is not null) whole.Append(Lost).Append("\n\n");
        if (message.Forwarded) whole.Append("[I forward this. Somebody else wrote it.]\n\n");
        whole.Append(text);
        // Beside words, what the channel tells of the rest: a product, the items of an order, the description of a choice.
        if (message is { Text: not null, Summary: { } more }) whole.Append('\n').Append(more);
        return whole.ToString();
    }

    /// <summary>What the thread shows of a message that is not answered.</summary>
    public static string Shown(InboundMessage message)
    {
        var text = message.Text ?? message.Summary ?? $"({message.Kind})";
        return message switch
        {
            { Kind: MessageKinds.Reaction, Quoted: { } quoted } => $"{text}\n{NoteOf(quoted, "I mean")}",
            { Quoted: { } quoted } => $"{NoteOf(quoted, "I reply to")}\n\n{text}",
            _ => text,
        };
    }

    /// <summary>The words of the message that is quoted: those that were chosen, or all of them.</summary>
    public static string? WordsOf(QuotedMessage? quoted) => quoted?.Part ?? quoted?.Text;

    private static string NoteOf(QuotedMessage quoted, string what)
    {
        if (WordsOf(quoted) is not { } words) return $"[{what} {Whose(quoted)}, whose text is not available.]";
        var note = $"[{what} {Whose(quoted)}:]\n{Lines(quoted.Text ?? words)}";
        return quoted.Part is { } part && quoted.Text is { } text && text.Trim() != part.Trim()
            ? $"{note}\n[of which I mean:]\n{Lines(part)}"
            : note;
    }

    private static string Whose(QuotedMessage quoted) => (quoted.Author switch
    {
        QuotedAuthor.Us => "your message",
        QuotedAuthor.Writer => "my message",
        _ => quoted.AuthorName is { } name ? $"the message of {name}" : "a message of somebody else",
    }) + (quoted.IsElsewhere ? " in another chat" : "");

    private static string Lines(string text)
    {
        text = text.Trim();
        if (text.Length > MaxQuote) text = text[..(char.IsHighSurrogate(text[MaxQuote - 1]) ? MaxQuote - 1 : MaxQuote)] + "…";
        return "> " + text.ReplaceLineEndings("\n").Replace("\n", "\n> ", StringComparison.Ordinal);
    }
}
