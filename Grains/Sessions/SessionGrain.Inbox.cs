using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions;

/// <summary>
/// Answers the inbox strictly in order, one message at a time; further messages wait and each gets its answer. The parts
/// of an album are one message. A message leaves the inbox in the write that stores its answer.
/// </summary>
public sealed partial class SessionGrain
{
    /// <summary>The largest video that WhatsApp takes: https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media.</summary>
    private const long WhatsAppVideoBytes = 16_000_000;

    private const int MaxFailures = 3;
    private const int MaxAlbumWaits = 5;

    /// <summary>An album comes as several messages without a last one; this long after its first it is answered.</summary>
    private static readonly TimeSpan s_albumWait = TimeSpan.FromSeconds(2);

    private bool _isAnswering;
    private InboundMessage? _answering;
    private CancellationTokenSource? _answer;
    private bool _answerStopped;
    private (string? Id, int Times) _failures;

    private void StartAnswering()
    {
        if (_isAnswering) return;
        _isAnswering = true;
        Run(AnswerInboxAsync);
    }

    private async Task AnswerInboxAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!State.Inbox.IsEmpty && State.MovedTo is null && !cancellationToken.IsCancellationRequested)
            {
                await starts.EnterAsync(cancellationToken);
                if (State.Inbox.IsEmpty || State.MovedTo is not null) continue;
                var message = _answering = State.Inbox[0];
                ImmutableArray<InboundMessage> parts = [message];
                if (message.AlbumId is not null)
                {
                    parts = await GatherAlbumAsync(message, cancellationToken);
                    if (parts.IsEmpty) continue;
                    message = _answering = WithAlbum(message, parts);
                }

                if (!IsCancel(message)) _answerStopped = false;
                if (await TryAnswerAsync(message, cancellationToken) is not { } answer) continue;
                // Meanwhile the person may have opted out, or a human taken over: then there is nothing to answer any more.
                if (State.Inbox.Any(m => parts.Any(p => IsOne(m, p))))
                    await CommitAsync(answer(State) with { Inbox = State.Inbox.RemoveAll(m => parts.Any(p => IsOne(m, p))) });
                GoOn();
            }
        }
        finally
        {
            (_isAnswering, _answering, _answer) = (false, null, null);
        }
    }

    /// <summary>What records the answer; null where the message is to be answered once more. One that fails each time gets words of regret, for others wait behind it.</summary>
    private async Task<Func<SessionRecord, SessionRecord>?> TryAnswerAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        using var answering = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _answer = answering;
        try
        {
            return await AnswerAsync(message, answering.Token);
        }
        catch (OperationCanceledException) when (answering.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            _answerStopped = true;
            return Reply(message, Words.AnswerStopped);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogAnswerFailed(exception, SessionId, message.Kind);
            _failures = _failures.Id == message.Id ? (message.Id, _failures.Times + 1) : (message.Id, 1);
            if (_failures.Times >= MaxFailures) return Reply(message, Words.ChatFailed);
        }
        finally
        {
            _answer = null;
        }

        await Task.Delay(TimeSpan.FromSeconds(_failures.Times), time, cancellationToken);
        return null;
    }

    /// <summary>The parts of an album, once no further one has come for a while. None of them is marked as the last.</summary>
    private async Task<ImmutableArray<InboundMessage>> GatherAlbumAsync(InboundMessage first, CancellationToken cancellationToken)
    {
        var parts = Parts();
        for (var wait = 0; wait < MaxAlbumWaits; wait++)
        {
            await Task.Delay(s_albumWait, time, cancellationToken);
            var before = parts.Length;
            parts = Parts();
            if (parts.Length == before) break;
        }

        return parts;

        ImmutableArray<InboundMessage> Parts() => [.. State.Inbox.Where(m => m.From == first.From && m.AlbumId == first.AlbumId)];
    }

    /// <summary>The message with the words and files of all parts of its album.</summary>
    private static InboundMessage WithAlbum(InboundMessage first, ImmutableArray<InboundMessage> parts)
    {
        var words = string.Join('\n', parts.Select(p => p.Text).Where(t => !string.IsNullOrWhiteSpace(t)));
        return first with { Text = words.Length == 0 ? null : words, Attachments = [.. parts.SelectMany(p => p.Attachments)] };
    }

    private static bool IsOne(InboundMessage message, InboundMessage other) => message.Id == other.Id && message.From == other.From;

    /// <summary>Does what the message asks for; the result is the change that records it.</summary>
    private async Task<Func<SessionRecord, SessionRecord>> AnswerAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        // A button of ours stands for a command.
        var text = message.Payload?.StartsWith('/') == true ? message.Payload : message.Text ?? message.Summary;
        var files = await KeepFilesAsync(message, cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            if (files.IsEmpty) return Reply(message, Words.NoWords);
            if (!assistant.CanSee || files.All(f => f.StartsWith("documents/", StringComparison.Ordinal)))
                return state => Reply(message, Words.FileKept)(state).WithTurns(new ChatTurn("user", string.Join('\n', files), message.At));
            text = Words.WhatIsThis;
        }

        var command = ChatCommand.Parse(text);
        return command.Kind switch
        {
            ChatCommandKind.Start when LinkSecretOf(command.Argument) is not null => await LinkAsync(message, command.Argument),
            ChatCommandKind.Start => Reply(message, Words.Start),
            ChatCommandKind.Chat when ConsentWords.MeansStart(text) => Reply(message, Words.OptedIn),
            ChatCommandKind.Help => Reply(message, Words.Help),
            ChatCommandKind.Unknown => Reply(message, Words.Unknown(command.Argument)),
            ChatCommandKind.Video when command.Argument.Length == 0 => Reply(message, Words.VideoNeedsPrompt),
            ChatCommandKind.Video => await SubmitAsync(message, new JobRequest { Prompt = command.Argument }),
            ChatCommandKind.Code => await SubmitAsync(message, new JobRequest { Code = command.Argument }),
            ChatCommandKind.Plot => await DrawAsync(message, VisualText.Plot(command.Argument)),
            ChatCommandKind.Draw => await DrawAsync(message, VisualText.Draw(command.Argument)),
            ChatCommandKind.Status => await StatusAsync(message, command.Argument),
            ChatCommandKind.Cancel => await CancelAsync(message, command.Argument),
            ChatCommandKind.Usage => await UsageAsync(message),
            ChatCommandKind.Again => await RenderAgainAsync(message, command.Argument),
            ChatCommandKind.Language => SetLanguage(message, command.Argument),
            ChatCommandKind.Link when command.Argument.Length == 0 => Reply(message, Words.LinkCode(await CreateLinkCodeAsync(), options.Value.LinkLifetime)),
            ChatCommandKind.Link => await LinkAsync(message, command.Argument),
            _ => await ChatAsync(message, command.Argument, files, cancellationToken),
        };
    }

    private async Task<Func<SessionRecord, SessionRecord>> SubmitAsync(InboundMessage message, JobRequest request)
    {
        if (request.Prompt is { Length: > SessionOptions.MaxPrompt } prompt)
            return Reply(message, Words.TooLong(Words.Prompt, prompt.Length, SessionOptions.MaxPrompt));
        if (request.Code is { Length: > SessionOptions.MaxCode } code)
            return Reply(message, Words.TooLong(Words.Code, code.Length, SessionOptions.MaxCode));

        request = request with { Channel = message.From.Channel, MaxBytes = message.From.Channel == ChannelNames.WhatsApp ? WhatsAppVideoBytes : request.MaxBytes };
        // The id comes from the message, so that answering it again after a crash finds the same job.
        var jobId = GrainKeys.DerivedId(SessionId, SessionRecord.IdOf(message));
        var result = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).SubmitAsync(SessionId, request);
        var accepted = new OutboundMessage
        {
            Id = OutboxIdOf(message, "accepted"),
            To = message.From,
            Text = Words.Accepted(result.Job),
            JobId = jobId,
            ReplyToId = ReplyToOf(message),
            Buttons = CancelButton(jobId),
        };
        return state => Enqueue(state, accepted, OutboxKind.JobAccepted).WithJob(new SessionJob(jobId, TitleOf(request), message.From, ReplyToId: ReplyToOf(message)));
    }

    private async Task<Func<SessionRecord, SessionRecord>> StatusAsync(InboundMessage message, string jobId)
    {
        if (jobId.Length > 0)
        {
            var mine = State.Jobs.FirstOrDefault(j => j.JobId == jobId);
            // The channel keeps a video that it has for longer than we do.
            var fileId = mine?.File is { } file && (file.Channel, file.Account) == (message.From.Channel, message.From.Account) ? file.FileId : null;
            if (await OwnJobAsync(jobId) is not { } one)
                return fileId is null ? Reply(message, Words.NoSuchJob(Shown(jobId))) : Reply(message, "✅ " + mine!.Title, fileId);
            var link = one.VideoKey is null ? null : await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(one.JobId)).CreateLinkAsync();
            return Reply(message, link is null ? Words.Line(one) : Words.Ready(one, UrlOf(link), lifetimes.Value.Ready), fileId);
        }

        var lines = new List<string>();
        foreach (var job in State.Jobs.Reverse().Take(10))
            if (await OwnJobAsync(job.JobId) is { } snapshot)
                lines.Add(Words.Line(snapshot));
        return Reply(message, lines.Count == 0 ? Words.NoVideos : string.Join('\n', lines));
    }

    private async Task<Func<SessionRecord, SessionRecord>> CancelAsync(InboundMessage message, string jobId)
    {
        // The answer that it overtook has already said that it ended.
        if (_answerStopped && jobId.Length == 0)
        {
            _answerStopped = false;
            return state => state;
        }

        if (jobId.Length == 0) jobId = State.Jobs.LastOrDefault(j => !j.Settled)?.JobId ?? "";
        if (jobId.Length == 0) return Reply(message, Words.NothingToCancel);
        if (await OwnJobAsync(jobId) is not { } job) return Reply(message, Words.NoSuchJob(Shown(jobId)));
        if (job.IsSettled) return Reply(message, Words.Line(job));
        await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(job.JobId)).CancelAsync();
        // Who follows the job says that it was cancelled.
        return state => state;
    }

    /// <summary>"ID" or "ID low|medium|high": the same code once more, without asking the AI again.</summary>
    private async Task<Func<SessionRecord, SessionRecord>> RenderAgainAsync(InboundMessage message, string argument)
    {
        var parts = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || await OwnJobAsync(parts[0]) is not { Code: { } code }) return Reply(message, Words.NoSuchJob(Shown(argument)));
        return Enum.TryParse<Quality>(parts.ElementAtOrDefault(1) ?? nameof(Quality.Medium), ignoreCase: true, out var quality) && Enum.IsDefined(quality)
            ? await SubmitAsync(message, new JobRequest { Code = code, Quality = quality })
            : Reply(message, Words.Unknown($"again {Shown(argument)}"));
    }

    private ImmutableArray<OutboundButton> CancelButton(string jobId) => [new(Words.CancelButton, $"/cancel {jobId}")];

    private async Task<Func<SessionRecord, SessionRecord>> UsageAsync(InboundMessage message)
    {
        var usage = await Ledger.GetUsageAsync();
        var kinds = string.Concat(usage.TotalsByKind.Select(k => $"\n{k.Key}: {Money.Dollars(k.Value)}"));
        return Reply(message, Words.Usage(usage) + kinds);
    }

    private Func<SessionRecord, SessionRecord> SetLanguage(InboundMessage message, string language)
    {
        if (!Texts.All.TryGetValue(language.ToLowerInvariant(), out var words)) return Reply(message, Words.Languages);
        return state => Reply(message, words.LanguageSet)(state) with { Language = language.ToLowerInvariant() };
    }

    private async Task<JobSnapshot?> OwnJobAsync(string jobId)
    {
        if (jobId.Length > 64 || State.Jobs.All(j => j.JobId != jobId)) return null;
        var job = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync();
        return job is not null && (job.SessionId == SessionId || State.Absorbed.Contains(job.SessionId)) ? job : null;
    }

    private Func<SessionRecord, SessionRecord> Reply(InboundMessage message, string text, string? fileId = null) => state => Enqueue(state, new OutboundMessage
    {
        Id = OutboxIdOf(message, "reply"),
        To = message.From,
        Text = text,
        FileId = fileId,
        ReplyToId = ReplyToOf(message),
    }, OutboxKind.Reply);

    /// <summary>In a group an answer quotes its question, and so comes into the question's topic.</summary>
    private static string? ReplyToOf(InboundMessage message) => message.InGroup ? message.ChannelMessageId : null;

    private static string OutboxIdOf(InboundMessage message, string suffix) => GrainKeys.DerivedId(SessionRecord.IdOf(message), suffix);

    private static string Shown(string jobId) => jobId.Length <= 40 ? jobId : jobId[..40] + "…";

    [LoggerMessage(Level = LogLevel.Error, Message = "Session {SessionId}: a message of the kind {Kind} could not be answered")]
    private partial void LogAnswerFailed(Exception exception, string sessionId, string kind);
}
