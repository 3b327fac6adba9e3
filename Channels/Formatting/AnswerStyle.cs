namespace ObsidianVault.Channels.Formatting;

/// <summary>How a channel shows what Markdown has and it has not.</summary>
/// <param name="Bullets">The marks of a list, by its depth.</param>
/// <param name="TableWidth">The widest table that is shown as one, in columns of a fixed-width font.</param>
/// <param name="HasLinks">Words can lead to a URL; otherwise it stands behind them.</param>
/// <param name="QuotesCode">A block of code may stand in a quote.</param>
internal sealed record AnswerStyle(string[] Bullets, int TableWidth, bool HasLinks, bool QuotesCode)
{
    public static readonly AnswerStyle Telegram = new(["•", "◦", "▪"], 35, HasLinks: true, QuotesCode: false);

    /// <summary>A hyphen begins a list of WhatsApp's own, which does not nest.</summary>
    public static readonly AnswerStyle WhatsApp = new(["-", "◦", "▪"], 28, HasLinks: false, QuotesCode: false);
}
