using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>Keeps the pictures and documents that people send, as <c>images/{id}</c> and <c>documents/{id}</c>, for their lifetimes.</summary>
public sealed partial class SessionGrain
{
    private const int MaxPictures = 4;
    private const int MaxPictureBytes = 5 * 1024 * 1024;
    private static readonly TimeSpan[] s_again = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(15)];
    private bool _keeping;

    private void StartKeeping()
    {
        if (_keeping) return;
        _keeping = true;
        Run(KeepUnkeptAsync);
    }

    /// <summary>Keeps the files of what was read and not answered, and notes in the thread where they are.</summary>
    private async Task KeepUnkeptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!State.Unkept.IsEmpty && State.MovedTo is null)
            {
                var message = State.Unkept[0];
                var keys = await KeepFilesAsync(message, cancellationToken);
                var kept = keys.IsEmpty ? State : State.WithTurns(new ChatTurn("user", string.Join('\n', keys), message.At));
                await CommitAsync(kept with { Unkept = kept.Unkept.RemoveAll(m => IsOne(m, message)) });
            }
        }
        finally
        {
            _keeping = false;
        }
    }

    /// <summary>Copies the message's files out of the channel, where they are gone within days. Done again after a crash, it finds what is there.</summary>
    private async Task<ImmutableArray<string>> KeepFilesAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        var keys = ImmutableArray.CreateBuilder<string>();
        foreach (var attachment in message.Attachments.Where(SessionRecord.IsKept))
        {
            for (var attempt = 0; attempt <= s_again.Length; attempt++)
            {
                try
                {
                    if (await KeepFileAsync(message, attachment, cancellationToken) is { } key) keys.Add(key);
                    break;
                }
                catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
                {
                    // The question can be answered without it; but the channel, or the store, may be back soon.
                    LogFileNotKept(exception, SessionId, attachment.Kind);
                    if (attempt < s_again.Length) await Task.Delay(s_again[attempt], time, cancellationToken);
                }
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
