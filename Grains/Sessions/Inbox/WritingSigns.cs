using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>Shows a person that an answer is being written, and its text so far, until disposed. Best effort.</summary>
internal sealed partial class WritingSigns : IAsyncDisposable
{
    private readonly CancellationTokenSource _written = new();
    private readonly StringBuilder _text = new();
    private readonly SessionServices _services;
    private readonly InboundMessage _message;
    private readonly ILogger _logger;
    private Task _shown = Task.CompletedTask;

    private WritingSigns(SessionServices services, InboundMessage message, ILogger logger) =>
        (_services, _message, _logger) = (services, message, logger);

    /// <summary>Whether somebody is watching, so that <see cref="Add"/> is worth calling.</summary>
    public bool WantsText { get; private init; }

    /// <summary>All that was added.</summary>
    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    public static WritingSigns Show(SessionServices services, InboundMessage message, ILogger logger)
    {
        var sender = services.SenderOf(message.From);
        var signs = new WritingSigns(services, message, logger) { WantsText = sender?.CanDraft(message.From) == true };
        if (sender is not null)
            signs._shown = Task.WhenAll(
                signs.TryAsync(() => signs.ShowTypingAsync(sender)),
                signs.WantsText ? signs.TryAsync(() => signs.ShowDraftsAsync(sender)) : Task.CompletedTask);
        return signs;
    }

    public void Add(string text)
    {
        lock (_text) _text.Append(text);
    }

    public async ValueTask DisposeAsync()
    {
        await _written.CancelAsync();
        await _shown;
        _written.Dispose();
    }

    private async Task ShowTypingAsync(IChannelSender sender)
    {
        do
        {
            await sender.ShowTypingAsync(_message.From, _message.Topic, _message.ChannelMessageId, _written.Token);
            if (sender.TypingPeriod is { } period) await Task.Delay(period, _services.Time, _written.Token);
        }
        while (sender.TypingPeriod is not null);
    }

    private async Task ShowDraftsAsync(IChannelSender sender)
    {
        var draftId = BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes(Reply.IdOf(_message, "draft")))) + 1L;
        for (var shown = 0; ;)
        {
            await Task.Delay(sender.DraftPeriod ?? _services.Options.ProgressInterval, _services.Time, _written.Token);
            string text;
            lock (_text) text = _text.Length > shown ? _text.ToString() : "";
            if (text.Length == 0) continue;
            await sender.ShowDraftAsync(_message.From, _message.Topic, draftId, text, _written.Token);
            shown = text.Length;
        }
    }

    private async Task TryAsync(Func<Task> show)
    {
        try
        {
            await show();
        }
        catch (OperationCanceledException) when (_written.IsCancellationRequested)
        {
            // The answer has arrived.
        }
        catch (Exception exception)
        {
            LogNotShown(exception);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Could not show that an answer is being written")]
    private partial void LogNotShown(Exception exception);
}
