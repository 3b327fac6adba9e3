using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Text;

namespace ObsidianVault.Channels.Telegram.Reading;

/// <summary>A change of a text: what is removed at a place, and what is put there.</summary>
internal readonly record struct TelegramEdit(int Offset, int Removed, string Put);

/// <summary>
/// What the entities of a text say (core.telegram.org/bots/api#messageentity), as Markdown in it: code stands in its marks, a link
/// is followed by its target, a quote begins its lines with "> ".
/// </summary>
internal static class TelegramEntities
{
    private const int MaxEntities = 100;
    private const int MaxUrl = 2048;

    /// <summary>The changes, in order; those at one place in the order in which they stand there.</summary>
    public static IEnumerable<TelegramEdit> EditsOf(string text, IEnumerable<JsonElement> entities)
    {
        var found = entities.Select(entity => Of(text, entity)).OfType<Entity>().Take(MaxEntities)
            .OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length).ToList();
        // In code that was typed as it is, the app took its marks for styles.
        var isCode = !found.Any(entity => entity.IsCode) && ManimCode.Find(text) is not null;
        var code = new List<Entity>();
        var edits = new List<TelegramEdit>();
        foreach (var entity in found)
        {
            if (code.Any(outer => entity.Offset < outer.End && outer.Offset < entity.End)) continue;
            edits.AddRange(EditsOf(text, entity, isCode));
            if (entity.IsCode) code.Add(entity);
        }

        return edits.OrderBy(edit => edit.Offset);
    }

    private static IEnumerable<TelegramEdit> EditsOf(string text, Entity entity, bool isCode) => entity.Type switch
    {
        // A command or a word in code is what it says.
        "pre" or "code" when entity.Length == text.Length && !text.Contains('\n') => [],
        "pre" => Block(text, entity),
        "code" when entity.In(text).Contains('\n') => Block(text, entity),
        "code" => Around(entity, entity.In(text).Contains('`') ? "``" : "`"),
        "text_link" when entity.Url is { } url && url != entity.In(text) => Link(entity, url),
        "blockquote" or "expandable_blockquote" => ManimCode.Is(entity.In(text)) ? Block(text, entity) : Quote(text, entity),
        "italic" when isCode => Around(entity, "__"),
        "bold" when isCode => Around(entity, "**"),
        "strikethrough" when isCode => Around(entity, "~~"),
        "spoiler" when isCode => Around(entity, "||"),
        _ => [],
    };

    private static TelegramEdit[] Around(Entity entity, string mark) => [new(entity.Offset, 0, mark), new(entity.End, 0, mark)];

    private static TelegramEdit[] Link(Entity entity, string url) => [new(entity.Offset, 0, "["), new(entity.End, 0, $"]({url})")];

    private static TelegramEdit[] Block(string text, Entity entity)
    {
        var fence = "```";
        while (entity.In(text).Contains(fence)) fence += "`";
        var before = entity.Offset == 0 || text[entity.Offset - 1] == '\n' ? "" : "\n";
        var closing = text[entity.End - 1] == '\n' ? "" : "\n";
        var after = entity.End == text.Length || text[entity.End] == '\n' ? "" : "\n";
        return [new(entity.Offset, 0, $"{before}{fence}{entity.Language}\n"), new(entity.End, 0, $"{closing}{fence}{after}")];
    }

    private static IEnumerable<TelegramEdit> Quote(string text, Entity entity)
    {
        yield return new TelegramEdit(entity.Offset, 0, entity.Offset == 0 || text[entity.Offset - 1] == '\n' ? "> " : "\n> ");
        for (var line = entity.Offset; (line = text.IndexOf('\n', line, entity.End - line)) >= 0 && line + 1 < entity.End; line++)
            yield return new TelegramEdit(line + 1, 0, "> ");
        // A line that follows at once would belong to the quote.
        var ends = entity.End < text.Length && (text[entity.End - 1] == '\n' || text[entity.End] == '\n');
        if (entity.End < text.Length) yield return new TelegramEdit(entity.End, 0, ends ? "\n" : "\n\n");
    }

    private static Entity? Of(string text, JsonElement entity) =>
        entity.Text("type") is { } type
        && entity.WholeNumber("offset") is >= 0 and var offset && offset < text.Length
        && entity.WholeNumber("length") is > 0 and var length && length <= text.Length - offset
            ? new Entity(type, (int)offset, (int)length, Name(entity.Text("language")), Url(entity.Text("url")))
            : null;

    private static string? Name(string? language) =>
        language is { Length: <= 30 } && language.All(c => char.IsLetterOrDigit(c) || c is '+' or '#' or '-' or '_') ? language : null;

    private static string? Url(string? url) => url is { Length: <= MaxUrl } && !url.Any(char.IsWhiteSpace) ? url : null;

    private sealed record Entity(string Type, int Offset, int Length, string? Language, string? Url)
    {
        public int End => Offset + Length;

        public bool IsCode => Type is "pre" or "code";

        public string In(string text) => text.Substring(Offset, Length);
    }
}
