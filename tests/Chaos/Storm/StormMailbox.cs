using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Fakes.Telegram;
using ObsidianVault.Fakes.WhatsApp;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Storm;

public enum LetterKind
{
    Answer,
    /// <summary>The provider did not answer, the chat says.</summary>
    Apology,
    Accepted,
    Video,
    Failure,
    Help,
    Unknown,
}

/// <summary>A message that a channel accepted for a person.</summary>
/// <param name="Key">The question's tag, or the job's id, where the text has one.</param>
public sealed record Letter(string Address, LetterKind Kind, string Key, string Text, bool HasFile, DateTimeOffset At);

/// <summary>What the people got: every message that a channel accepted.</summary>
public sealed partial class StormMailbox
{
    private readonly ConcurrentQueue<Letter> _letters = new();
    private readonly StormDiary _diary;

    public StormMailbox(VaultService vault, StormWebhooks webhooks, StormDiary diary, CancellationToken cancellationToken)
    {
        _diary = diary;
        vault.Telegram.Accepted = request =>
        {
            var address = request.ChatId.ToString(CultureInfo.InvariantCulture);
            if (request is TelegramMessageSent message) Add(address, message.Text, hasFile: false);
            else if (request is TelegramVideoSent video) Add(address, video.Caption ?? "", hasFile: true);
        };
        vault.Graph.Accepted = request =>
        {
            if (request is not GraphMessage message) return;
            Add(message.To!, message.Text ?? "", hasFile: message.Type == "video");
            var outboxId = (string)message.Body["biz_opaque_callback_data"]!;
            _ = webhooks.ReceiptsAsync(outboxId, message.To!, outboxId.Sum(c => c * 31), cancellationToken);
        };
    }

    public IReadOnlyCollection<Letter> Letters => _letters;

    public IReadOnlyList<Letter> Of(StormPerson person) => [.. _letters.Where(letter => letter.Address == person.Address)];

    private void Add(string address, string text, bool hasFile)
    {
        var (kind, key) = Read(text);
        var letter = new Letter(address, kind, key, text, hasFile, StormDiary.Now);
        _letters.Enqueue(letter);
        _diary.Write("letters", $"{address} {kind} {key} {(hasFile ? "file " : "")}{text.ReplaceLineEndings(" | ")}");
    }

    private static (LetterKind Kind, string Key) Read(string text) => text switch
    {
        _ when Answer().Match(text) is { Success: true } answer => (LetterKind.Answer, answer.Groups[1].Value),
        ['❌' or '⌛', ..] => (LetterKind.Failure, ""),
        _ when Accepted().Match(text) is { Success: true } accepted => (LetterKind.Accepted, accepted.Groups[1].Value),
        _ when Video().Match(text) is { Success: true } video => (LetterKind.Video, video.Groups[1].Value),
        _ when text.StartsWith("I explain mathematics", StringComparison.Ordinal) => (LetterKind.Help, ""),
        _ when text.StartsWith("The AI provider did not answer", StringComparison.Ordinal) => (LetterKind.Apology, ""),
        _ => (LetterKind.Unknown, ""),
    };

    [GeneratedRegex(@"^This answers (t\d+x\d+) in full\.")]
    private static partial Regex Answer();

    [GeneratedRegex(@"on its way: job (\S+)")]
    private static partial Regex Accepted();

    [GeneratedRegex(@"^✅[\s\S]*/status (\S+) gives")]
    private static partial Regex Video();
}
