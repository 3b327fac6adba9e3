using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>To whom something is said in a group.</summary>
internal enum TelegramAddressee
{
    Others,
    Us,

    /// <summary>To a name, while our own is not known.</summary>
    PerhapsUs,
}

/// <summary>
/// Tells in groups what is said to the bot: a command, unless it names another bot; its @name; a mention of it; an answer to
/// a message of its own. And takes the bot's name out of what was said.
/// </summary>
internal static partial class TelegramAddressing
{
    public static TelegramAddressee Of(JsonElement message, TelegramBotIdentity bot)
    {
        var command = Command().Match(TextOf(message) ?? "");
        if (command.Groups["bot"] is { Success: true } name)
        {
            return bot.Username is null ? TelegramAddressee.PerhapsUs
                : Is(name.ValueSpan, bot) ? TelegramAddressee.Us
                : TelegramAddressee.Others;
        }

        if (command.Success
            || Mentions(message).Any(mention => Is(mention.Name, bot))
            || Entities(message).Any(entity => entity.Text("type") == "text_mention" && IsOurs(entity.Get("user"), bot))
            || IsOurs(TelegramMessage.RepliedTo(message).Get("from"), bot))
        {
            return TelegramAddressee.Us;
        }

        return bot.Username is null && Mentions(message).Any() ? TelegramAddressee.PerhapsUs : TelegramAddressee.Others;
    }

    /// <summary>Whether a name is in the message that may be ours.</summary>
    public static bool NeedsUsername(JsonElement message) =>
        (message.Get("chat").IsGroup() && Command().Match(TextOf(message) ?? "").Groups["bot"].Success) || Mentions(message).Any();

    /// <summary>
    /// The words without the bot's name: "/help@bot x" is "/help x", "@bot why?" is "why?". In a private chat a command can
    /// be meant for nobody else, whatever name it has. Null where nothing is left.
    /// </summary>
    public static string? WithoutOurName(JsonElement message, string? text, TelegramBotIdentity bot)
    {
        if (text is null) return null;
        if (text == TextOf(message))
            foreach (var mention in Mentions(message).Where(mention => Is(mention.Name, bot)).OrderByDescending(mention => mention.Offset))
                text = Cut(text, mention.Offset, mention.Name.Length + 1);

        var command = Command().Match(text);
        if (command.Groups["bot"] is { Success: true } name && (message.Get("chat").IsPrivate() || Is(name.ValueSpan, bot)))
            text = text.Remove(name.Index - 1, name.Length + 1);
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Without these units, and without the space or the comma that they leave alone.</summary>
    private static string Cut(string text, int offset, int length)
    {
        if (offset + length > text.Length) return text; // two mentions in one place: no real update
        var end = offset + length;
        if (offset == 0)
            while (end < text.Length && text[end] is ',' or ':' or ' ') end++;
        else if (char.IsWhiteSpace(text[offset - 1]) && end < text.Length && text[end] == ' ')
            end++;
        return text.Remove(offset, end - offset);
    }

    /// <summary>The "@names" in the text, each without the "@".</summary>
    private static IEnumerable<(int Offset, string Name)> Mentions(JsonElement message)
    {
        if (TextOf(message) is not { } text) yield break;
        foreach (var entity in Entities(message))
        {
            if (entity.Text("type") == "mention"
                && entity.WholeNumber("offset") is >= 0 and var offset && offset < text.Length
                && entity.WholeNumber("length") is > 1 and var length && length <= text.Length - offset
                && text[(int)offset] == '@')
            {
                yield return ((int)offset, text.Substring((int)offset + 1, (int)length - 1));
            }
        }
    }

    private static IEnumerable<JsonElement> Entities(JsonElement message) =>
        message.Items(message.Text("text") is null ? "caption_entities" : "entities");

    private static string? TextOf(JsonElement message) => message.Text("text") ?? message.Text("caption");

    private static bool Is(ReadOnlySpan<char> name, TelegramBotIdentity bot) => name.Equals(bot.Username, StringComparison.OrdinalIgnoreCase);

    private static bool IsOurs(JsonElement user, TelegramBotIdentity bot) => bot.Id != 0 && user.WholeNumber("id") == bot.Id;

    [GeneratedRegex(@"\A/[A-Za-z0-9_]{1,64}(@(?<bot>[A-Za-z0-9_]{1,64}))?(?![A-Za-z0-9_@/])")]
    private static partial Regex Command();
}
