using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>Whom a group message addresses.</summary>
internal enum TelegramAddressee
{
    Others,
    Us,

    /// <summary>Somebody by name, while our own name is unknown.</summary>
    PerhapsUs,
}

/// <summary>
/// Recognizes what is addressed to the bot in a group: a command, unless it names another bot; its @name; a mention of it;
/// a reply to one of its messages. Also removes the bot's name from the text, and writes into it what its entities say.
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

    /// <summary>Whether the message contains a name that may be ours.</summary>
    public static bool NeedsUsername(JsonElement message) =>
        (message.Get("chat").IsGroup() && Command().Match(TextOf(message) ?? "").Groups["bot"].Success) || Mentions(message).Any();

    /// <summary>
    /// The text without the bot's name: "/help@bot x" becomes "/help x", "@bot why?" becomes "why?". In a private chat a
    /// command cannot be meant for anybody else, whatever name it carries. Null if nothing is left.
    /// </summary>
    public static string? WithoutOurName(JsonElement message, string? text, TelegramBotIdentity bot)
    {
        if (text is null) return null;
        if (text == TextOf(message)) text = Marked(message, text, bot);
        var command = Command().Match(text);
        if (command.Groups["bot"] is { Success: true } name && (message.Get("chat").IsPrivate() || Is(name.ValueSpan, bot)))
            text = text.Remove(name.Index - 1, name.Length + 1);
        text = text.Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>The text without mentions of the bot, and with what its entities say, changed from its end to its beginning.</summary>
    private static string Marked(JsonElement message, string text, TelegramBotIdentity bot)
    {
        var mentions = Mentions(message).Where(mention => Is(mention.Name, bot))
            .Select(mention => new TelegramEdit(mention.Offset, mention.Name.Length + 1, ""));
        foreach (var edit in TelegramEntities.EditsOf(text, Entities(message)).Concat(mentions).OrderBy(edit => edit.Offset).Reverse())
            text = edit.Removed > 0 ? Cut(text, edit.Offset, edit.Removed) : text.Insert(edit.Offset, edit.Put);
        return text;
    }

    /// <summary>Removes these units, and the space or comma that would be left over.</summary>
    private static string Cut(string text, int offset, int length)
    {
        if (offset + length > text.Length) return text; // overlapping mentions do not occur in real updates
        var end = offset + length;
        if (offset == 0)
            while (end < text.Length && text[end] is ',' or ':' or ' ') end++;
        else if (char.IsWhiteSpace(text[offset - 1]) && end < text.Length && text[end] == ' ')
            end++;
        return text.Remove(offset, end - offset);
    }

    /// <summary>The @names in the text, without the "@".</summary>
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

    private static bool Is(ReadOnlySpan<char> name, TelegramBotIdentity bot) =>
        name.Equals(bot.Username, StringComparison.OrdinalIgnoreCase);

    internal static bool IsOurs(JsonElement user, TelegramBotIdentity bot) => bot.Id != 0 && user.WholeNumber("id") == bot.Id;

    [GeneratedRegex(@"\A/[A-Za-z0-9_]{1,64}(@(?<bot>[A-Za-z0-9_]{1,64}))?(?![A-Za-z0-9_@/])")]
    private static partial Regex Command();
}
