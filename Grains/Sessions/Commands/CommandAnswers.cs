using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Ledger;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Interfaces.Visuals;
using ObsidianVault.Grains.Sessions.Files;
using ObsidianVault.Grains.Sessions.Inbox;
using ObsidianVault.Grains.Sessions.Joining;
using ObsidianVault.Grains.Sessions.Outbox;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;
using ObsidianVault.Grains.Sessions.Wording;

namespace ObsidianVault.Grains.Sessions.Commands;

/// <summary>
/// Does what a message asks for, outside the session's turns. It reads the record as it was when the answer began; the result
/// is the change that adds the answer to the record as it is by then. Repeated after a crash, it has the same effect.
/// </summary>
internal sealed class CommandAnswers(
    IConversation conversation, FileKeeper files, ConversationThread thread, ChatAnswers chat, JobCommands jobs,
    KnowledgeCommands knowledge, LearnCommand learn, Linking linking, Forgetting forgetting, Reply reply)
{
    private readonly SessionServices _services = conversation.Services;

    /// <param name="answerStopped">Whether the person stopped the answer to the previous message.</param>
    public async Task<Answer> AnswerAsync(
        SessionRecord state, InboundMessage message, bool answerStopped, CancellationToken cancellationToken)
    {
        var kept = await files.KeepAsync(message, cancellationToken);
        var answer = await AnswerAsync(state, message, answerStopped, kept, cancellationToken);
        var documents = FileKeeper.DocumentsOf(message, kept);
        return documents.IsEmpty || answer.Change is not { } change
            ? answer
            : answer with { Change = next => change(next with { Offered = documents }) };
    }

    private async Task<Answer> AnswerAsync(
        SessionRecord state, InboundMessage message, bool answerStopped, ImmutableArray<string> kept, CancellationToken cancellationToken)
    {
        var words = SessionServices.WordsOf(state);
        // One of our buttons stands for a command.
        var text = message.Payload?.StartsWith('/') == true ? message.Payload
            // What the channel says of a message that it could not pass on is no question.
            : message.Text ?? (message.Kind == MessageKinds.Unsupported ? null : message.Summary);
        if (ChatCommand.Parse(text ?? "").Kind is ChatCommandKind.Chat or ChatCommandKind.Video
            && await files.ReadCodeAsync(message, kept, cancellationToken) is { } script)
        {
            return await jobs.AnswerAsync(state, message, new ChatCommand(ChatCommandKind.Code, script));
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            if (kept.IsEmpty) return reply.To(message, words.NoWords);
            if (!_services.Assistant.CanSee || kept.All(f => f.StartsWith("documents/", StringComparison.Ordinal)))
            {
                var said = reply.To(message, FileKeeper.DocumentsOf(message, kept).IsEmpty
                    ? words.FileKept
                    : $"{words.FileKept} {KnowledgeTexts.Of(state.Language).LearnHint}");
                return new Answer(next => said(next).WithTurns(Quotes.Line(message, string.Join('\n', kept))));
            }

            text = words.WhatIsThis;
        }

        var command = ChatCommand.Parse(text);
        var quoted = await thread.FindQuotedAsync(state, message, cancellationToken);
        command = command.About(QuestionText.WordsOf(quoted));
        return command.Kind switch
        {
            ChatCommandKind.Start when LinkCode.IsOne(command.Argument) => await linking.LinkAsync(state, message, command.Argument),
            ChatCommandKind.Start => reply.To(message, words.Start),
            ChatCommandKind.Chat when ConsentWords.MeansStart(text) => reply.To(message, words.OptedIn),
            ChatCommandKind.Help => reply.To(message, words.Help),
            ChatCommandKind.Unknown => reply.To(message, words.Unknown(command.Argument)),
            ChatCommandKind.Video or ChatCommandKind.Code or ChatCommandKind.Status or ChatCommandKind.Again =>
                await jobs.AnswerAsync(state, message, command),
            // The answer it overtook has already said that it was stopped.
            ChatCommandKind.Cancel when answerStopped && command.Argument.Length == 0 => new Answer(next => next),
            ChatCommandKind.Cancel => await jobs.AnswerAsync(state, message, command),
            ChatCommandKind.Ask or ChatCommandKind.Search or ChatCommandKind.Kb =>
                await knowledge.AnswerAsync(state, message, command, cancellationToken),
            ChatCommandKind.Learn => await learn.AnswerAsync(state, message, kept, quoted, cancellationToken),
            ChatCommandKind.Plot => await DrawAsync(state, message, VisualText.Plot(command.Argument)),
            ChatCommandKind.Draw => await DrawAsync(state, message, VisualText.Draw(command.Argument)),
            ChatCommandKind.Usage => await UsageAsync(state, message),
            ChatCommandKind.Forget => await forgetting.AnswerAsync(state, message, command.Argument, cancellationToken),
            ChatCommandKind.Language => SetLanguage(state, message, command.Argument),
            ChatCommandKind.Link when command.Argument.Length == 0 => NewLinkCode(state, message),
            ChatCommandKind.Link => await linking.LinkAsync(state, message, command.Argument),
            _ => await chat.AnswerAsync(
                state, message with { Quoted = quoted }, command.Argument, await WithQuotedAsync(message, quoted, kept, cancellationToken),
                cancellationToken),
        };
    }

    /// <summary>The files, with those of the message that is quoted: a question about a picture often answers it.</summary>
    private async Task<ImmutableArray<string>> WithQuotedAsync(
        InboundMessage message, QuotedMessage? quoted, ImmutableArray<string> kept, CancellationToken cancellationToken)
    {
        if (quoted is null) return kept;
        var theirs = quoted.Attachments.IsEmpty ? []
            : await files.KeepAsync(message with { Attachments = quoted.Attachments }, cancellationToken);
        return [.. kept, .. theirs, .. FileKeeper.KeysIn(quoted.Text)];
    }

    /// <summary>/plot and /draw: a picture in the answer if the channel accepts our files, and a link everywhere.</summary>
    private async Task<Func<SessionRecord, SessionRecord>> DrawAsync(SessionRecord state, InboundMessage message, VisualSpec? spec)
    {
        if (spec is null) return reply.To(message, SessionServices.WordsOf(state).DrawNeedsData);
        if (VisualRules.Check(spec) is [var fault, ..]) return reply.To(message, fault.Fault);

        // The id comes from the message, so that answering it again after a crash draws the same picture once more.
        var id = GrainKeys.DerivedId("visual", conversation.Id, SessionRecord.IdOf(message));
        var drawn = await conversation.Grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).DrawAsync(id, spec);
        if (drawn.Error is { } error) return reply.To(message, error);
        var link = _services.Objects.CreateLink(drawn.Key!, _services.Lifetimes.Ready, Path.GetFileName(drawn.Key!));
        var isWhole = Uri.TryCreate(link, UriKind.Absolute, out var absolute)
            && absolute.Scheme.StartsWith("http", StringComparison.Ordinal);
        var picture = Reply.Message(message, "picture", isWhole ? link : _services.UrlOf(link)) with
        {
            Media = message.From.Channel is ChannelNames.WhatsApp or ChannelNames.Telegram or ChannelNames.Web
                ? new OutboundMedia("image", null, null, Path.GetFileName(drawn.Key!), drawn.Key, drawn.ContentType)
                : null,
        };
        return next => _services.Enqueue(next, picture, OutboxKind.Reply);
    }

    private async Task<Func<SessionRecord, SessionRecord>> UsageAsync(SessionRecord state, InboundMessage message)
    {
        var usage = await conversation.Grains.GetGrain<ILedgerGrain>(GrainKeys.Ledger(conversation.Id)).GetUsageAsync();
        var kinds = string.Concat(usage.TotalsByKind.Select(k => $"\n{k.Key}: {Money.Dollars(k.Value)}"));
        return reply.To(message, SessionServices.WordsOf(state).Usage(usage) + kinds);
    }

    private Func<SessionRecord, SessionRecord> SetLanguage(SessionRecord state, InboundMessage message, string language)
    {
        if (Languages.Named(language) is not { } code) return reply.To(message, SessionServices.WordsOf(state).Languages);
        var said = reply.To(message, Texts.All[code].LanguageSet);
        return next => said(next) with { Language = code };
    }

    private Func<SessionRecord, SessionRecord> NewLinkCode(SessionRecord state, InboundMessage message)
    {
        var code = LinkCode.New(conversation.Id);
        var said = reply.To(message, SessionServices.WordsOf(state).LinkCode(code.Text, _services.Options.LinkLifetime));
        return next => code.Keep(said(next), _services.Now + _services.Options.LinkLifetime);
    }
}
