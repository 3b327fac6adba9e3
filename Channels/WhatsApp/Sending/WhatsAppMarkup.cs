using System.Text;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>
/// Writes a styled text with WhatsApp's marks: *bold*, _italic_, ~struck~, `code`, ```blocks```, "> " before a quote
/// (faq.whatsapp.com/539178204879377). There is no escape: a mark counts between a sign that is no letter or digit and one
/// that is no space. So what was written is read again by that rule, and a mark that would show what nobody meant is changed.
/// </summary>
internal static class WhatsAppMarkup
{
    private const string Fence = "```";

    public static string Write(StyledText styled)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var block in styled.Spans.Where(span => span.Style == TextStyle.Pre))
        {
            Lines(styled, at, block.Offset, text);
            if (text.Length > 0 && text[^1] != '\n') text.Append('\n');
            // Three backticks would end the block.
            text.Append(Fence).Append('\n')
                .Append(styled.Text.AsSpan(block.Offset, block.Length)).Replace(Fence, "‵‵‵", text.Length - block.Length, block.Length)
                .Append('\n').Append(Fence);
            at = block.End;
        }

        Lines(styled, at, styled.Text.Length, text);
        return text.ToString();
    }

    /// <summary>The lines outside of blocks; a style ends with its line.</summary>
    private static void Lines(StyledText styled, int from, int to, StringBuilder text)
    {
        for (var start = from; start < to;)
        {
            var end = styled.Text.IndexOf('\n', start, to - start) is >= 0 and var line ? line : to;
            if (styled.Spans.Any(span => span.Style is TextStyle.Quote or TextStyle.LongQuote && span.Offset <= start && start < span.End))
                text.Append("> ");
            if (end > start) text.Append(WhatsAppLine.Write(styled.Text[start..end], Within(styled, start, end)));
            if (end < to) text.Append('\n');
            start = end + 1;
        }
    }

    private static List<TextSpan> Within(StyledText styled, int start, int end) =>
    [
        .. styled.Spans
            .Where(span => span.Style is TextStyle.Bold or TextStyle.Italic or TextStyle.Strikethrough or TextStyle.Code)
            .Select(span => (span.Style, Start: Math.Max(span.Offset, start), End: Math.Min(span.End, end)))
            .Where(cut => cut.End > cut.Start)
            .Select(cut => new TextSpan(cut.Style, cut.Start - start, cut.End - cut.Start)),
    ];
}
