using System.Collections.Frozen;
using ObsidianVault.Grains.Interfaces.Text;
using ObsidianVault.Grains.Sessions.Joining;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Grains.Sessions.Commands;

public enum ChatCommandKind
{
    Chat,
    Start,
    Help,
    Video,
    Code,
    Status,
    Cancel,
    Usage,
    Language,
    Again,
    Link,
    Plot,
    Draw,
    Ask,
    Search,
    Kb,
    Learn,
    Forget,
    Unknown,
}

/// <summary>What a message asks for.</summary>
public sealed record ChatCommand(ChatCommandKind Kind, string Argument)
{
    /// <summary>The most words of an argument that says how, and not about what.</summary>
    private const int MaxHow = 5;

    private const int MaxAbout = 1_000;

    private static readonly FrozenDictionary<string, ChatCommandKind> s_kinds = new Dictionary<string, ChatCommandKind>
    {
        ["start"] = ChatCommandKind.Start,
        ["help"] = ChatCommandKind.Help,
        ["video"] = ChatCommandKind.Video,
        ["plot"] = ChatCommandKind.Plot,
        ["draw"] = ChatCommandKind.Draw,
        ["status"] = ChatCommandKind.Status,
        ["cancel"] = ChatCommandKind.Cancel,
        ["lang"] = ChatCommandKind.Language,
        ["language"] = ChatCommandKind.Language,
        ["again"] = ChatCommandKind.Again,
        ["link"] = ChatCommandKind.Link,
        ["usage"] = ChatCommandKind.Usage,
        ["ask"] = ChatCommandKind.Ask,
        ["search"] = ChatCommandKind.Search,
        ["kb"] = ChatCommandKind.Kb,
        ["learn"] = ChatCommandKind.Learn,
        ["forget"] = ChatCommandKind.Forget,
    }.ToFrozenDictionary();

    private static readonly IReadOnlySet<string> s_names = s_kinds.Keys.ToFrozenSet();

    /// <summary>
    /// Reads a text: a command with or without "@bot", Manim code, or chat. The arguments that name something are read as the
    /// plain signs that were meant; a prompt and a chat stay as they were written.
    /// </summary>
    public static ChatCommand Parse(string text)
    {
        text = text.Trim();
        var command = CommandWord.Of(text, s_names);
        if (command is null || !s_kinds.TryGetValue(command.Name, out var kind))
        {
            if (ManimCode.Find(text) is { } code) return new ChatCommand(ChatCommandKind.Code, code);
            if (command is null && NoteWish.AsksForVideo(text)) return new ChatCommand(ChatCommandKind.Video, text);
            return command is null ? new ChatCommand(ChatCommandKind.Chat, text) : new ChatCommand(ChatCommandKind.Unknown, command.Name);
        }

        return kind switch
        {
            ChatCommandKind.Video when ManimCode.Find(command.Argument) is { } code => new ChatCommand(ChatCommandKind.Code, code),
            ChatCommandKind.Video or ChatCommandKind.Plot or ChatCommandKind.Draw
                or ChatCommandKind.Ask or ChatCommandKind.Search => new ChatCommand(kind, command.Argument),
            ChatCommandKind.Kb => new ChatCommand(kind, TypedText.Word(command.Argument)),
            ChatCommandKind.Start => new ChatCommand(kind, command.Argument is var given && LinkCode.IsOne(Id(given)) ? Id(given) : given),
            _ => new ChatCommand(kind, Id(command.Argument)),
        };
    }

    /// <summary>
    /// The command where its message answers another one: without an argument of its own, it is about that one. A short argument
    /// says how ("in red", "with a circle"), a long one stands for itself.
    /// </summary>
    /// <param name="words">The words of the message that is answered, or null.</param>
    public ChatCommand About(string? words) => (Kind, Argument) switch
    {
        _ when string.IsNullOrWhiteSpace(words) => this,
        (ChatCommandKind.Video or ChatCommandKind.Plot or ChatCommandKind.Draw or ChatCommandKind.Ask or ChatCommandKind.Search, "") =>
            Parse($"/{Kind} {words}"),
        (ChatCommandKind.Video, var how) when how.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MaxHow =>
            this with { Argument = $"{how}\n\n(About: {Start(words)})" },
        _ => this,
    };

    private static string Start(string words) => words.Length <= MaxAbout ? words
        : words[..(char.IsHighSurrogate(words[MaxAbout - 1]) ? MaxAbout - 1 : MaxAbout)] + "…";

    /// <summary>Ids have only small letters; a phone begins a line with a capital one.</summary>
    private static string Id(string argument) => TypedText.Word(argument).ToLowerInvariant();
}
