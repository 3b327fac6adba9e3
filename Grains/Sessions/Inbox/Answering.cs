using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Commands;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.Inbox;

/// <summary>
/// Answers the inbox strictly in order, one message per step; later messages wait, and each gets its own answer. The parts
/// of an album, or of a text that the channel cut, count as one message. A message leaves the inbox in the write that stores its answer.
/// </summary>
internal sealed partial class Answering(IConversation conversation, CommandAnswers commands, Reply reply)
{
    private const string Step = "answer";
    private const int MaxAlbumWaits = 5;

    /// <summary>An album arrives as several messages, none marked as the last. It is answered this long after its newest part.</summary>
    private static readonly TimeSpan s_albumWait = TimeSpan.FromSeconds(2);

    /// <summary>How far apart, by the channel's clock in whole seconds, two parts of one text are at most.</summary>
    private static readonly TimeSpan s_textGap = TimeSpan.FromSeconds(3);

    private readonly SessionServices _services = conversation.Services;
    private readonly ILogger _logger = conversation.Services.LoggerOf<Answering>();
    private bool _mayStart;
    private bool _answerStopped;
    private AnswerFailures _failures = AnswerFailures.None;
    private DateTimeOffset _notBefore;
    private (string? Id, int Parts, int Waits) _album;

    /// <summary>The message being answered, or null.</summary>
    public InboundMessage? Current { get; private set; }

    /// <summary>Stops the answer being written, if there is one.</summary>
    public void Stop() => conversation.Steps.Cancel(Step);

    /// <summary>Starts the answer to the next message.</summary>
    /// <returns>How long to wait before it can start, or null if nothing waits.</returns>
    public TimeSpan? GoOn()
    {
        var state = conversation.Record;
        if (conversation.Steps.IsRunning(Step)) return null;
        Current = null;
        // While the outbox is full, the inbox fills up, and the channel is told to retry later.
        if (state.Inbox.IsEmpty || state.Outbox.Length >= SessionRecord.MaxOutbox) return null;
        if (_notBefore - _services.Now is { } wait && wait > TimeSpan.Zero) return wait;
        if (!_mayStart)
        {
            conversation.Steps.Start(Step, async cancellationToken =>
            {
                await _services.Starts.EnterAsync(cancellationToken);
                return () =>
                {
                    _mayStart = true;
                    return Task.CompletedTask;
                };
            });
            return null;
        }

        var message = state.Inbox[0];
        var parts = PartsOf(state, message);
        if (message.AlbumId is not null || parts[^1].Joint is not null)
        {
            if (WaitsForMore(message, parts.Length) is { } more) return more;
        }

        if (parts.Length > 1) message = Whole(message, parts);

        _mayStart = false;
        Current = message;
        if (!Reception.IsCancel(message)) _answerStopped = false;
        conversation.Steps.Start(Step, async cancellationToken =>
        {
            var answer = await TryAnswerAsync(state, message, cancellationToken);
            return () => RecordAsync(message, parts, answer);
        });
        return null;
    }

    private async Task RecordAsync(InboundMessage message, ImmutableArray<InboundMessage> parts, Answer answer)
    {
        if (answer.Fault is { } fault)
        {
            var isOutage = AnswerFailures.IsOutage(fault);
            if (isOutage) LogAnswerWaits(fault, conversation.Id, message.Kind);
            else LogAnswerFailed(fault, conversation.Id, message.Kind);
            _failures = _failures.With(message.Id, isOutage, _services.Now);
            if (_failures.Pause(_services.Now, _services.Failover) is { } pause)
            {
                _notBefore = _services.Now + pause;
                return;
            }
        }

        if (answer.IsStopped) _answerStopped = true;
        var state = conversation.Record;
        // Meanwhile the person may have opted out, or a human taken over. Then nothing is left to answer.
        if (!state.Inbox.Any(IsPart))
        {
            // With a new number its message is answered again, to the same effect.
            var isElsewhere = state.Inbox.Any(m => SessionRecord.IdOf(m) == SessionRecord.IdOf(message));
            if (answer.Unwanted is { } unwanted && !isElsewhere)
                await conversation.CommitAsync(unwanted(state), ConversationChange.Settings);
            return;
        }

        // A message that fails every time gets an apology, because others wait behind it.
        var change = answer.Change ?? reply.To(message, SessionServices.WordsOf(state).ChatFailed);
        var answered = change(state);
        await conversation.CommitAsync(answered with { Inbox = answered.Inbox.RemoveAll(m => IsPart(m)) }, ConversationChange.Answered);
        answer.Recorded?.Invoke();

        bool IsPart(InboundMessage waiting) => parts.Any(p => SessionRecord.IsOne(waiting, p));
    }

    private async Task<Answer> TryAnswerAsync(SessionRecord state, InboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return await commands.AnswerAsync(state, message, _answerStopped, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var words = SessionServices.WordsOf(state);
            var stopped = reply.To(message, words.AnswerStopped);
            var question = message.Text ?? message.Summary ?? "";
            return new Answer(next => ChatCommand.Parse(question).Kind == ChatCommandKind.Chat && question.Length > 0
                ? stopped(next).WithTurns(Quotes.Line(message, question))
                : stopped(next)) { IsStopped = true };
        }
        catch (Exception exception)
        {
            return new Answer(null) { Fault = exception };
        }
    }

    /// <summary>How long to wait for further parts, none of which is marked as the last; null if the album counts as complete.</summary>
    private TimeSpan? WaitsForMore(InboundMessage message, int parts)
    {
        var id = message.AlbumId ?? message.Id;
        if (_album.Id == id && (_album.Parts == parts || _album.Waits >= MaxAlbumWaits))
        {
            if (_services.Now < _albumLook) return _albumLook - _services.Now;
            _album = default;
            return null;
        }

        _album = (id, parts, _album.Id == id ? _album.Waits + 1 : 1);
        _albumLook = _services.Now + s_albumWait;
        return s_albumWait;
    }

    private DateTimeOffset _albumLook;

    private static ImmutableArray<InboundMessage> PartsOf(SessionRecord state, InboundMessage first)
    {
        if (first.AlbumId is not null) return [.. state.Inbox.Where(m => m.From == first.From && m.AlbumId == first.AlbumId)];
        var parts = ImmutableArray.Create(first);
        while (parts[^1].Joint is not null
            && state.Inbox.SkipWhile(m => !SessionRecord.IsOne(m, parts[^1])).Skip(1).FirstOrDefault(m => m.From == first.From) is { } next
            && Continues(parts[^1], next))
            parts = parts.Add(next);
        return parts;
    }

    private static bool Continues(InboundMessage part, InboundMessage next) =>
        next is { Kind: MessageKinds.Text, Payload: null, ReplyToId: null, Forwarded: false }
        && (next.Topic, next.SenderName) == (part.Topic, part.SenderName)
        && next.At >= part.At && next.At - part.At <= s_textGap
        && next.Text?.StartsWith('/') != true;

    /// <summary>The message with the texts and files of all its parts.</summary>
    private static InboundMessage Whole(InboundMessage first, ImmutableArray<InboundMessage> parts)
    {
        if (first.AlbumId is null)
            return first with { Text = string.Concat(parts.Select((p, i) => i < parts.Length - 1 ? p.Text + p.Joint : p.Text)) };
        var words = string.Join('\n', parts.Select(p => p.Text).Where(t => !string.IsNullOrWhiteSpace(t)));
        return first with
        {
            Text = words.Length == 0 ? null : words,
            Attachments = [.. parts.SelectMany(p => p.Attachments)],
            ReplyToId = parts.Select(p => p.ReplyToId).FirstOrDefault(id => id is not null),
            Quoted = parts.Select(p => p.Quoted).FirstOrDefault(quoted => quoted is not null),
        };
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Session {SessionId}: a message of kind {Kind} waits for its answer, because something of ours is away")]
    private partial void LogAnswerWaits(Exception exception, string sessionId, string kind);

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {SessionId}: a message of kind {Kind} could not be answered")]
    private partial void LogAnswerFailed(Exception exception, string sessionId, string kind);
}
