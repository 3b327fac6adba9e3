using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai;

namespace ObsidianVault.Sessions;

/// <summary>Keeps the pictures and documents that people send, as <c>images/{id}</c> and <c>documents/{id}</c>, for their lifetimes.</summary>
public sealed partial class SessionGrain
{
    private const int MaxPictures = 4;
    private const int MaxPictureBytes = 5 * 1024 * 1024;

    /// <summary>Copies the message's files out of the channel, where they are gone within days. Done again after a crash, it finds what is there.</summary>
    private async Task<ImmutableArray<string>> KeepFilesAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var attachment in message.Attachments.Where(a => a.Kind is MessageKinds.Image or MessageKinds.Document))
        {
            try
            {
                if (await KeepFileAsync(message, attachment, cancellationToken) is { } key) keys.Add(key);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
            {
                // The question can be answered without it.
                LogFileNotKept(exception, SessionId, attachment.Kind);
            }
        }

        return keys.ToImmutable();
    }

    private async Task<string?> KeepFileAsync(InboundMessage message, InboundAttachment attachment, CancellationToken cancellationToken)
    {
        var id = GrainKeys.DerivedId(SessionRecord.IdOf(message), "file", attachment.MediaId);
        foreach (var folder in (string[])["images", "documents"])
            if (await objects.GetSizeAsync($"{folder}/{id}", cancellationToken) is not null) return $"{folder}/{id}";

        if (SenderOf(message.From) is not { } sender) return null;
        await using var content = await sender.DownloadAsync(message.From, attachment, cancellationToken);
        if (content is null) return null;
        // By its first bytes, and not by what its sender says: what is served as a picture must be one.
        var picture = await Pictures.TypeOfAsync(content, cancellationToken);
        var key = picture is null ? $"documents/{id}" : $"images/{id}";
        await objects.PutAsync(key, content, picture ?? "application/octet-stream", cancellationToken);
        return key;
    }

    private async Task<IReadOnlyList<ChatPicture>> ReadPicturesAsync(ImmutableArray<string> keys, CancellationToken cancellationToken)
    {
        var pictures = new List<ChatPicture>();
        if (!assistant.CanSee) return pictures;
        foreach (var key in keys.Where(k => k.StartsWith("images/", StringComparison.Ordinal)).Take(MaxPictures))
        {
            await using var stored = await objects.OpenAsync(key, cancellationToken);
            if (stored is null or { Length: > MaxPictureBytes }) continue;
            using var bytes = new MemoryStream();
            await stored.CopyToAsync(bytes, cancellationToken);
            bytes.Position = 0;
            if (await Pictures.TypeOfAsync(bytes, cancellationToken) is { } type) pictures.Add(new ChatPicture(bytes.ToArray(), type));
        }

        return pictures;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: a file of the kind {Kind} could not be kept")]
    private partial void LogFileNotKept(Exception exception, string sessionId, string kind);
}
