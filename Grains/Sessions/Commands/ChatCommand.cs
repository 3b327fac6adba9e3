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
    Unknown,
}

/// <summary>What a message asks for.</summary>
public sealed record ChatCommand(ChatCommandKind Kind, string Argument)
{
    /// <summary>Reads a text: a command with or without "@bot", Manim code, or chat.</summary>
    public static ChatCommand Parse(string text)
    {
        text = text.Trim();
        if (LooksLikeManim(text)) return new ChatCommand(ChatCommandKind.Code, WithoutFence(text));
        if (!text.StartsWith('/')) return new ChatCommand(ChatCommandKind.Chat, text);

        var end = text.AsSpan().IndexOfAny(" \t\r\n");
        var name = (end < 0 ? text : text[..end])[1..].Split('@')[0].ToLowerInvariant();
        var argument = end < 0 ? "" : text[end..].Trim();
        return name switch
        {
            "start" => new ChatCommand(ChatCommandKind.Start, argument),
            "help" => new ChatCommand(ChatCommandKind.Help, argument),
            "video" when LooksLikeManim(argument) => new ChatCommand(ChatCommandKind.Code, WithoutFence(argument)),
            "video" => new ChatCommand(ChatCommandKind.Video, argument),
            "plot" => new ChatCommand(ChatCommandKind.Plot, argument),
            "draw" => new ChatCommand(ChatCommandKind.Draw, argument),
            "status" => new ChatCommand(ChatCommandKind.Status, argument),
            "cancel" => new ChatCommand(ChatCommandKind.Cancel, argument),
            "lang" or "language" => new ChatCommand(ChatCommandKind.Language, argument),
            "again" => new ChatCommand(ChatCommandKind.Again, argument),
            "link" => new ChatCommand(ChatCommandKind.Link, argument),
            "usage" => new ChatCommand(ChatCommandKind.Usage, argument),
            _ => new ChatCommand(ChatCommandKind.Unknown, name),
        };
    }

    /// <summary>Code that imports Manim is meant to be rendered, correct or not.</summary>
    private static bool LooksLikeManim(string text) =>
        (text.Contains("from manim import", StringComparison.Ordinal) || text.Contains("import manim", StringComparison.Ordinal))
        && (text.Contains('\n') || text.Contains("class ", StringComparison.Ordinal));

    private static string WithoutFence(string text)
    {
        var open = text.IndexOf("```", StringComparison.Ordinal);
        if (open < 0) return text;
        var start = text.IndexOf('\n', open);
        var close = start < 0 ? -1 : text.IndexOf("```", start, StringComparison.Ordinal);
        return start < 0 ? text : text[(start + 1)..(close < 0 ? text.Length : close)].Trim();
    }
}
