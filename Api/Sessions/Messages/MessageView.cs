using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.WebChat;

namespace ObsidianVault.Api.Sessions.Messages;

/// <summary>A message of the chat.</summary>
internal sealed record MessageView
{
    /// <summary>Its number in the chat, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>Unique in the chat.</summary>
    public required string MessageId { get; init; }

    /// <summary>user, or assistant for all that we say.</summary>
    public required string Role { get; init; }

    /// <summary>Markdown, with formulas between dollar signs.</summary>
    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The job that the message is about.</summary>
    public string? JobId { get; init; }

    /// <summary>A short-lived link to the message's picture; read the message again for another.</summary>
    public string? PictureUrl { get; init; }

    /// <summary>The channel on which it was said, such as telegram, once that is joined with this chat; not there for the page.</summary>
    public string? Via { get; init; }

    public static MessageView Example { get; } = new()
    {
        Sequence = 1,
        MessageId = "c4hk2vq6m3ya5znd7xw2tb4e6u",
        Role = "user",
        Text = "What is a derivative?",
        At = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero),
    };

    public static MessageView Of(WebMessage message, IObjectStore objects, LifetimeOptions lifetimes) => new()
    {
        Sequence = message.Sequence,
        MessageId = message.Id,
        Role = message.IsTheirs ? "user" : "assistant",
        Text = message.Text,
        At = message.At,
        JobId = message.JobId,
        Via = message.Via,
        PictureUrl = message.PictureKey is { } key ? objects.CreateLink(key, lifetimes.Ready, Path.GetFileName(key)) : null,
    };
}
