using System.Net;
using System.Text;
using ObsidianVault.Channels.Formatting;
using ObsidianVault.Channels.Telegram.Sending;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Unit.Formatting;

/// <summary>How an answer arrives.</summary>
internal static class Shown
{
    /// <summary>In Telegram, with its entities as the tags of its HTML.</summary>
    public static string Telegram(string markdown, bool isDraft = false) => Tagged(TelegramText.FromMarkdown(markdown, isDraft));

    public static string WhatsApp(string markdown) =>
        WhatsAppMarkup.Write(AnswerLayout.Of(ModelMarkdown.Read(markdown), AnswerStyle.WhatsApp));

    public static string Tagged(StyledText styled)
    {
        var text = new StringBuilder();
        var open = new Stack<TextSpan>();
        var next = 0;
        for (var at = 0; at <= styled.Text.Length; at++)
        {
            while (open.TryPeek(out var last) && last.End == at) text.Append($"</{Tag(open.Pop()).Split(' ')[0]}>");
            for (; next < styled.Spans.Length && styled.Spans[next].Offset == at; next++)
            {
                text.Append($"<{Tag(styled.Spans[next])}>");
                open.Push(styled.Spans[next]);
            }

            if (at < styled.Text.Length) text.Append(styled.Text[at]);
        }

        return text.ToString();
    }

    private static string Tag(TextSpan span) => span.Style switch
    {
        TextStyle.Bold => "b",
        TextStyle.Italic => "i",
        TextStyle.Underline => "u",
        TextStyle.Strikethrough => "s",
        TextStyle.Spoiler => "spoiler",
        TextStyle.Code => "code",
        TextStyle.Pre => span.Target is null ? "pre" : $"pre {span.Target}",
        TextStyle.Quote => "quote",
        TextStyle.LongQuote => "long",
        _ => $"a {span.Target}",
    };
}
