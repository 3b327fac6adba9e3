using System.Globalization;
using Microsoft.Extensions.Logging;
using ObsidianVault.Ai;

namespace ObsidianVault.Sessions;

/// <summary>Answers the inbox strictly in order, one message at a time. A message leaves the inbox in the write that stores its answer.</summary>
public sealed partial class SessionGrain
{
    private bool _answering;

    private void StartAnswering()
    {
        if (_answering) return;
        _answering = true;
        Run(AnswerInboxAsync);
    }

    private async Task AnswerInboxAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (!State.Inbox.IsEmpty && !cancellationToken.IsCancellationRequested)
            {
                var message = State.Inbox[0];
                var answer = await AnswerAsync(message, cancellationToken);
                await CommitAsync(answer(State) with { Inbox = State.Inbox.RemoveAt(0) });
                GoOn();
            }
        }
        finally
        {
            _answering = false;
        }
    }

    /// <summary>Does what the message asks for; the result is the change that records it.</summary>
    private async Task<Func<SessionRecord, SessionRecord>> AnswerAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(message.Text)) return Reply(message, Texts.Empty);
        var command = ChatCommand.Parse(message.Text);
        return command.Kind switch
        {
            ChatCommandKind.Start => Reply(message, Texts.Start),
            ChatCommandKind.Help => Reply(message, Texts.Help),
            ChatCommandKind.Unknown => Reply(message, Texts.Unknown(command.Argument)),
            ChatCommandKind.Video when command.Argument.Length == 0 => Reply(message, Texts.VideoNeedsPrompt),
            ChatCommandKind.Video => await SubmitAsync(message, new JobRequest { Prompt = command.Argument }),
            ChatCommandKind.Code => await SubmitAsync(message, new JobRequest { Code = command.Argument }),
            ChatCommandKind.Status => await StatusAsync(message, command.Argument),
            ChatCommandKind.Cancel => await CancelAsync(message, command.Argument),
            ChatCommandKind.Usage => await UsageAsync(message),
            _ => await ChatAsync(message, command.Argument, cancellationToken),
        };
    }

    private async Task<Func<SessionRecord, SessionRecord>> SubmitAsync(InboundMessage message, JobRequest request)
    {
        if (request.Prompt is { Length: > SessionOptions.MaxPrompt } prompt)
            return Reply(message, Texts.TooLong("prompt", prompt.Length, SessionOptions.MaxPrompt));
        if (request.Code is { Length: > SessionOptions.MaxCode } code)
            return Reply(message, Texts.TooLong("code", code.Length, SessionOptions.MaxCode));

        // The id comes from the message, so that answering it again after a crash finds the same job.
        var jobId = GrainKeys.DerivedId(SessionId, SessionRecord.IdOf(message));
        var result = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).SubmitAsync(SessionId, request);
        var accepted = Outbound(message, "accepted", Texts.Accepted(result.Job), OutboxKind.JobAccepted, jobId);
        return state => state.WithOutbound(accepted).WithJob(new SessionJob(jobId, TitleOf(request), message.From));
    }

    private async Task<Func<SessionRecord, SessionRecord>> StatusAsync(InboundMessage message, string jobId)
    {
        if (jobId.Length > 0)
        {
            if (await OwnJobAsync(jobId) is not { } one) return Reply(message, $"You have no job {Shown(jobId)}.");
            var link = one.VideoKey is null ? null : await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(one.JobId)).CreateLinkAsync();
            return Reply(message, link is null ? Texts.Line(one) : Texts.Ready(one, UrlOf(link), lifetimes.Value.Ready));
        }

        var lines = new List<string>();
        foreach (var job in State.Jobs.Reverse().Take(10))
            if (await OwnJobAsync(job.JobId) is { } snapshot)
                lines.Add(Texts.Line(snapshot));
        return Reply(message, lines.Count == 0 ? "You have no videos. Try /video Explain the derivative of x^2" : string.Join('\n', lines));
    }

    private async Task<Func<SessionRecord, SessionRecord>> CancelAsync(InboundMessage message, string jobId)
    {
        if (jobId.Length == 0) jobId = State.Jobs.LastOrDefault(j => !j.Settled)?.JobId ?? "";
        if (jobId.Length == 0 || await OwnJobAsync(jobId) is not { } job) return Reply(message, "You have no such job in work.");
        if (job.IsSettled) return Reply(message, Texts.Line(job));
        await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(job.JobId)).CancelAsync();
        // Who follows the job says that it was cancelled.
        return state => state;
    }

    private async Task<Func<SessionRecord, SessionRecord>> UsageAsync(InboundMessage message)
    {
        var usage = await Ledger.GetUsageAsync();
        var kinds = string.Concat(usage.TotalsByKind.Select(k => string.Create(CultureInfo.InvariantCulture, $"\n{k.Key}: ${k.Value:0.####}")));
        return Reply(message, string.Create(CultureInfo.InvariantCulture, $"Spent in all: ${usage.Total:0.####}{kinds}\nBudget a month: ${usage.Budget:0.##}"));
    }

    private async Task<Func<SessionRecord, SessionRecord>> ChatAsync(InboundMessage message, string text, CancellationToken cancellationToken)
    {
        if (text.Length > SessionOptions.MaxPrompt)
            return Reply(message, Texts.TooLong("message", text.Length, SessionOptions.MaxPrompt));

        var question = new ChatTurn("user", text, message.At);
        var history = State.History.Add(question);
        var requestId = $"session:{SessionId}:chat:{SessionRecord.IdOf(message)}";
        try
        {
            if (!await Ledger.ReserveAsync(requestId, assistant.WorstCase(history))) return Reply(message, Texts.BudgetUsed);
            var answer = await assistant.AnswerAsync(history, cancellationToken);
            await Ledger.SettleAsync(new LedgerCharge(requestId, "tokens", answer.Model, answer.Tokens, answer.Cost));
            var reply = Reply(message, answer.Text);
            return state => reply(state).WithTurns(question, new ChatTurn("assistant", answer.Text, time.GetUtcNow()));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogChatFailed(exception, SessionId);
            await Ledger.ReleaseAsync(requestId);
            return Reply(message, Texts.ChatFailed);
        }
    }

    private async Task<JobSnapshot?> OwnJobAsync(string jobId)
    {
        if (jobId.Length > 64 || State.Jobs.All(j => j.JobId != jobId)) return null;
        var job = await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync();
        return job?.SessionId == SessionId ? job : null;
    }

    private static Func<SessionRecord, SessionRecord> Reply(InboundMessage message, string text) =>
        state => state.WithOutbound(Outbound(message, "reply", text, OutboxKind.Reply));

    private static OutboxItem Outbound(InboundMessage message, string suffix, string text, OutboxKind kind, string? jobId = null) => new(
        new OutboundMessage { Id = GrainKeys.DerivedId(SessionRecord.IdOf(message), suffix), To = message.From, Text = text, JobId = jobId },
        kind);

    private static string Shown(string jobId) => jobId.Length <= 40 ? jobId : jobId[..40] + "…";

    [LoggerMessage(Level = LogLevel.Warning, Message = "Session {SessionId}: the AI provider failed")]
    private partial void LogChatFailed(Exception exception, string sessionId);
}
