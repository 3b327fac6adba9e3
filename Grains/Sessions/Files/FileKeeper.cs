using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Text;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.Files;

/// <summary>
/// Stores the pictures and documents that people send, as <c>images/{id}</c> and <c>documents/{id}</c>, for their lifetimes.
/// </summary>
internal sealed partial class FileKeeper(IConversation conversation)
{
    private const string Step = "keep";
    private const int MaxPictures = 4;
    private const int MaxPictureBytes = 5 * 1024 * 1024;
    private const int MaxCodeBytes = 4 * SessionOptions.MaxCode;
    private static readonly TimeSpan[] s_again = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15)];

    private readonly ILogger _logger = conversation.Services.LoggerOf<FileKeeper>();

    /// <summary>
    /// Stores the files of one message that was read but not answered, if there is one, and notes in the thread where they are.
    /// </summary>
    public void GoOn()
    {
        if (conversation.Record.Unkept.IsEmpty || conversation.Steps.IsRunning(Step)) return;
        var message = conversation.Record.Unkept[0];
        conversation.Steps.Start(Step, async cancellationToken =>
        {
            var keys = await KeepAsync(message, cancellationToken);
            return () =>
            {
                var state = conversation.Record;
                var kept = keys.IsEmpty ? state : state.WithTurns(Quotes.Line(message, string.Join('\n', keys)));
                var unkept = kept.Unkept.RemoveAll(m => SessionRecord.IsOne(m, message));
                return conversation.CommitAsync(kept with { Unkept = unkept }, ConversationChange.Received);
            };
        });
    }

    /// <summary>
    /// Copies the message's files out of the channel, which deletes them within days. Repeated after a crash, it finds the
    /// copies.
    /// </summary>
    public async Task<ImmutableArray<string>> KeepAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var attachment in message.Attachments.Where(SessionRecord.IsKept))
        {
            for (var attempt = 0; attempt <= s_again.Length; attempt++)
            {
                try
                {
                    if (await KeepAsync(message, attachment, cancellationToken) is { } key) keys.Add(key);
                    break;
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    // The question can be answered without it, but the channel or the store may be back soon.
                    LogNotKept(exception, conversation.Id, attachment.Kind);
                    if (attempt < s_again.Length) await Task.Delay(s_again[attempt], conversation.Services.Time, cancellationToken);
                }
            }
        }

        return keys.ToImmutable();
    }

    /// <summary>The documents among the stored files of a message, with their names.</summary>
    public static ImmutableArray<KeptDocument> DocumentsOf(InboundMessage message, ImmutableArray<string> keys) =>
    [
        .. message.Attachments.Where(SessionRecord.IsKept)
            .Select(file => new KeptDocument($"documents/{IdOf(message, file)}", NameOf(file)))
            .Where(document => keys.Contains(document.Key)),
    ];

    /// <summary>The stored pictures that a model can look at.</summary>
    public async Task<IReadOnlyList<ChatPicture>> ReadPicturesAsync(ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        var pictures = new List<ChatPicture>();
        if (!conversation.Services.Assistant.CanSee) return pictures;
        foreach (var key in keys.Where(k => k.StartsWith("images/", StringComparison.Ordinal)).Take(MaxPictures))
        {
            await using var stored = await conversation.Services.Objects.OpenAsync(key, cancellationToken);
            if (stored is null or { Length: > MaxPictureBytes }) continue;
            using var bytes = new MemoryStream();
            await stored.CopyToAsync(bytes, cancellationToken);
            bytes.Position = 0;
            if (await Pictures.TypeOfAsync(bytes, cancellationToken) is { } type) pictures.Add(new ChatPicture(bytes.ToArray(), type));
        }

        return pictures;
    }

    /// <summary>The Manim code in a script or a text that came as a file, or null if there is none.</summary>
    public async Task<string?> ReadCodeAsync(InboundMessage message, ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        if (!message.Attachments.Any(IsText)) return null;
        foreach (var key in keys.Where(k => k.StartsWith("documents/", StringComparison.Ordinal)))
        {
            await using var stored = await conversation.Services.Objects.OpenAsync(key, cancellationToken);
            if (stored is null or { Length: > MaxCodeBytes }) continue;
            using var reader = new StreamReader(stored, Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            if (ManimCode.Find(await reader.ReadToEndAsync(cancellationToken)) is { } code) return code;
        }

        return null;
    }

    /// <summary>The keys of stored pictures that stand in a text of the thread, a line each.</summary>
    public static IEnumerable<string> KeysIn(string? text) => text is null
        ? []
        : text.Split('\n').Where(line => PictureKey().IsMatch(line)).Take(MaxPictures);

    [GeneratedRegex(@"\Aimages/[a-z2-7]{26}\z")]
    private static partial Regex PictureKey();

    private static bool IsText(InboundAttachment attachment) =>
        attachment.MimeType?.StartsWith("text/", StringComparison.OrdinalIgnoreCase) == true
        || Path.GetExtension(attachment.FileName)?.ToLowerInvariant() is ".py" or ".pyw" or ".txt" or ".md";

    private static string IdOf(InboundMessage message, InboundAttachment attachment) =>
        GrainKeys.DerivedId(SessionRecord.IdOf(message), "file", attachment.MediaId);

    /// <summary>A file without a name gets one, since its extension decides how it is read.</summary>
    private static string NameOf(InboundAttachment file) => string.IsNullOrWhiteSpace(file.FileName)
        ? "Document" + file.MimeType switch
        {
            "application/pdf" => ".pdf",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => ".docx",
            "text/html" => ".html",
            "text/csv" => ".csv",
            "text/markdown" => ".md",
            _ => ".txt",
        }
        : file.FileName;

    private async Task<string?> KeepAsync(InboundMessage message, InboundAttachment attachment, CancellationToken cancellationToken)
    {
        var objects = conversation.Services.Objects;
        var id = IdOf(message, attachment);
        foreach (var folder in (string[])["images", "documents"])
            if (await objects.GetSizeAsync($"{folder}/{id}", cancellationToken) is not null) return $"{folder}/{id}";

        if (conversation.Services.SenderOf(message.From) is not { } sender) return null;
        await using var content = await sender.DownloadAsync(message.From, attachment, cancellationToken);
        if (content is null) return null;
        // Decided by its first bytes, not by what the sender claims: a file served as a picture must be one.
        var picture = await Pictures.TypeOfAsync(content, cancellationToken);
        var key = picture is null ? $"documents/{id}" : $"images/{id}";
        await objects.PutAsync(key, content, picture ?? "application/octet-stream", cancellationToken);
        return key;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: a file of kind {Kind} could not be stored")]
    private partial void LogNotKept(Exception exception, string sessionId, string kind);
}
