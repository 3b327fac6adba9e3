using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Following;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.Wording;
using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Grains.Sessions.Commands;

/// <summary>The chat commands that concern videos.</summary>
internal sealed class JobCommands(IConversation conversation, JobFollower follower, NoteChat notes, Reply reply)
{
    private readonly SessionServices _services = conversation.Services;

    public async Task<Answer> AnswerAsync(SessionRecord state, InboundMessage message, ChatCommand command) => command.Kind switch
    {
        ChatCommandKind.Video when command.Argument.Length == 0 => reply.To(message, SessionServices.WordsOf(state).VideoNeedsPrompt),
        ChatCommandKind.Video => await SubmitPromptAsync(state, message, command.Argument),
        ChatCommandKind.Code => await SubmitAsync(state, message, new JobRequest { Code = command.Argument }),
        ChatCommandKind.Status => await StatusAsync(state, message, command.Argument),
        ChatCommandKind.Cancel => await CancelAsync(state, message, command.Argument),
        _ => await RenderAgainAsync(state, message, command.Argument),
    };

    public static string TitleOf(JobRequest request) =>
        request.Prompt is { } prompt ? prompt.Length <= 60 ? prompt : prompt[..59] + "…" : "your own code";

    /// <summary>A video, after the notes that the prompt names: [[Chain rule]], or "my notes on Fourier".</summary>
    private async Task<Answer> SubmitPromptAsync(SessionRecord state, InboundMessage message, string prompt)
    {
        var wish = NoteWish.Of(prompt);
        if (wish.IsNone || prompt.Length > SessionOptions.MaxPrompt)
            return await SubmitAsync(state, message, new JobRequest { Prompt = prompt });
        var found = await _services.SceneNotes.FindAsync(
            wish, await notes.ReaderAsync(state, message), conversation.Id, [], CancellationToken.None);
        var texts = KnowledgeTexts.Of(state.Language);
        if (found.Missing is { } missing) return reply.To(message, texts.NoSuchNote(missing));
        if (!found.HasTopic) return reply.To(message, texts.NoNotesAbout(wish.Topic!));
        return await SubmitAsync(
            state, message, new JobRequest { Prompt = wish.Prompt, Notes = found.Text, Sources = found.Sources });
    }

    private async Task<Answer> SubmitAsync(SessionRecord state, InboundMessage message, JobRequest request)
    {
        var words = SessionServices.WordsOf(state);
        if (request.Prompt is { Length: > SessionOptions.MaxPrompt } prompt)
            return reply.To(message, words.TooLong(words.Prompt, prompt.Length, SessionOptions.MaxPrompt));
        if (request.Code is { Length: > SessionOptions.MaxCode } code)
            return reply.To(message, words.TooLong(words.Code, code.Length, SessionOptions.MaxCode));

        // The id is derived from the message, so answering it again after a crash finds the same job.
        var jobId = GrainKeys.DerivedId(conversation.Id, SessionRecord.IdOf(message));
        var inWork = state.Jobs.Count(j => j.IsFollowed && j.JobId != jobId);
        if (inWork >= SessionRecord.MaxFollowed) return reply.To(message, words.TooManyJobs(inWork));

        request = request with
        {
            Channel = message.From.Channel,
            MaxBytes = _services.SenderOf(message.From)?.MaxVideoBytes ?? request.MaxBytes,
        };
        var result = await conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).SubmitAsync(conversation.Id, request);
        var accepted = Reply.Message(message, "accepted", words.Accepted(result.Job)) with
        {
            JobId = jobId,
            Buttons = JobTexts.CancelButton(words, jobId),
        };
        var job = new SessionJob(jobId, TitleOf(request), message.From, ReplyToId: Reply.QuotedBy(message), Topic: message.Topic);
        return new Answer(next => _services.Enqueue(next, accepted, OutboxKind.JobAccepted).WithJob(job))
        {
            Recorded = () => follower.Hear(result.Job),
            Unwanted = next => next.WithFollowUp(new FollowUp(FollowUpKind.CancelJob, jobId)),
        };
    }

    private async Task<Answer> StatusAsync(SessionRecord state, InboundMessage message, string jobId)
    {
        var words = SessionServices.WordsOf(state);
        if (jobId.Length > 0)
        {
            var mine = state.Jobs.FirstOrDefault(j => j.JobId == jobId);
            // The channel keeps a video for longer than we do.
            var fileId = mine?.File is { } file && (file.Channel, file.Account) == (message.From.Channel, message.From.Account)
                ? file.FileId
                : null;
            if (await OwnJobAsync(state, jobId) is not { } one)
                return fileId is null ? reply.To(message, words.NoSuchJob(Shown(jobId))) : reply.To(message, "✅ " + mine!.Title, fileId);
            var link = one.VideoKey is null
                ? null
                : await conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(one.JobId)).CreateLinkAsync();
            var text = link is null ? words.Line(one) : words.Ready(one, _services.UrlOf(link.Path), _services.Lifetimes.Ready);
            return reply.To(message, text, fileId);
        }

        var lines = new List<string>();
        foreach (var job in state.Jobs.Reverse().Take(10))
            if (await OwnJobAsync(state, job.JobId) is { } snapshot)
                lines.Add(words.Line(snapshot));
        return reply.To(message, lines.Count == 0 ? words.NoVideos : string.Join('\n', lines));
    }

    private async Task<Answer> CancelAsync(SessionRecord state, InboundMessage message, string jobId)
    {
        var words = SessionServices.WordsOf(state);
        var job = jobId.Length == 0 ? await NewestUnsettledAsync(state) : await OwnJobAsync(state, jobId);
        if (job is null) return reply.To(message, jobId.Length == 0 ? words.NothingToCancel : words.NoSuchJob(Shown(jobId)));
        if (job.IsSettled) return reply.To(message, words.Line(job));
        // Recorded first: answered again after a crash, it might choose another job. The follower reports the cancellation.
        return new Answer(next => next.WithFollowUp(new FollowUp(FollowUpKind.CancelJob, job.JobId)));
    }

    /// <summary>The job itself is asked: one that a program submitted is not followed here.</summary>
    private async Task<JobSnapshot?> NewestUnsettledAsync(SessionRecord state)
    {
        foreach (var known in state.Jobs.Reverse().Where(j => !j.Settled))
            if (await OwnJobAsync(state, known.JobId) is { IsSettled: false } job)
                return job;
        return null;
    }

    /// <summary>"ID" or "ID low|medium|high": the same code again, without asking the AI.</summary>
    private async Task<Answer> RenderAgainAsync(SessionRecord state, InboundMessage message, string argument)
    {
        var words = SessionServices.WordsOf(state);
        var parts = argument.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length == 0 || await OwnJobAsync(state, parts[0]) is not { Code: { } code })
            return reply.To(message, words.NoSuchJob(Shown(argument)));
        var wanted = parts.ElementAtOrDefault(1) ?? nameof(Quality.Medium);
        return Enum.TryParse<Quality>(wanted, ignoreCase: true, out var quality) && Enum.IsDefined(quality)
            ? await SubmitAsync(state, message, new JobRequest { Code = code, Quality = quality })
            : reply.To(message, words.Unknown($"again {Shown(argument)}"));
    }

    private async Task<JobSnapshot?> OwnJobAsync(SessionRecord state, string jobId)
    {
        if (jobId.Length > 64 || state.Jobs.All(j => j.JobId != jobId)) return null;
        var job = await conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(jobId)).GetAsync();
        return job is not null && (job.SessionId == conversation.Id || state.Absorbed.Contains(job.SessionId)) ? job : null;
    }

    private static string Shown(string jobId) => jobId.Length <= 40 ? jobId : jobId[..40] + "…";
}
