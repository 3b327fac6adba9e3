using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using ObsidianVault.Ai.Chat;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Scenes;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Lines;

namespace ObsidianVault.Cluster.Grains;

/// <summary>Scripts the code writer of all silos of a vault and records its requests.</summary>
public sealed class WriterScript
{
    /// <summary>The storyboard that it plans; null for JSON that is not a storyboard.</summary>
    public Storyboard? Board { get; set; }

    /// <summary>The code for every prompt, for tests that need code that renders.</summary>
    public string? Code { get; set; }

    /// <summary>The writer waits for this before it writes.</summary>
    public Task WritesAfter { get; set; } = Task.CompletedTask;

    /// <summary>Returns the exception to throw instead of returning code; null to return code.</summary>
    public Func<CodeRequest, Exception?>? FailsWith { get; set; }

    /// <summary>The writer waits for this before it plans.</summary>
    public Task PlansAfter { get; set; } = Task.CompletedTask;

    /// <summary>Thrown instead of returning a plan, such as for invalid JSON; null to return one.</summary>
    public AiException? PlanFault { get; set; }

    private readonly ConcurrentQueue<string> _bad = new();

    /// <summary>The outcome of the next repairs, including simpler scenes: "down", "no code" or "expensive".</summary>
    public void Bad(string how, int times)
    {
        for (var i = 0; i < times; i++) _bad.Enqueue(how);
    }

    /// <summary>The requests, in order.</summary>
    public ConcurrentQueue<CodeRequest> Asked { get; } = new();

    internal string NextBad(CodeRequest request) => request.Failure is not null && _bad.TryDequeue(out var how) ? how : "";
}

/// <summary>
/// Writes the same scene for every prompt except "nothing". Its repairs name the cause that they fix. It is billed like
/// the AI service: the price is reserved before, and settled or released after.
/// </summary>
public sealed class ScriptedWriter(WriterScript script, IAiBilling billing) : IManimCodeWriter
{
    public bool CanMend => true;

    public async Task<PlannedVideo> PlanAsync(string prompt, AiPayer payer, CancellationToken cancellationToken)
    {
        await script.PlansAfter.WaitAsync(cancellationToken);
        if (script.PlanFault is not null) throw script.PlanFault;
        var cost = await PayAsync(payer, 0.5m, () => Task.FromResult(0.01m), cancellationToken);
        return new PlannedVideo(script.Board, "scripted", cost);
    }

    public async Task<WrittenCode> WriteAsync(CodeRequest request, AiPayer payer, CancellationToken cancellationToken)
    {
        script.Asked.Enqueue(request);
        await script.WritesAfter.WaitAsync(cancellationToken);
        if (script.FailsWith?.Invoke(request) is { } fault) throw fault;
        var bad = script.NextBad(request);
        var cost = await PayAsync(
            payer, request.Prompt == "expensive" || bad == "expensive" ? 1_000m : 0.5m, () => AnswerAsync(request, bad, cancellationToken),
            cancellationToken);
        return new WrittenCode(
            bad == "no code" ? ""
                : request.Simpler ? "# simpler"
                : request.Failure is { } failure ? $"{failure.Code}\n# mended {failure.Cause}"
                : script.Code ?? $"# {request.Prompt}",
            "A title", "scripted", cost);
    }

    /// <summary>Returns the price of the answer, or throws if there is none.</summary>
    private static async Task<decimal> AnswerAsync(CodeRequest request, string bad, CancellationToken cancellationToken)
    {
        if (bad == "down") throw new HttpRequestException("down");
        switch (request.Prompt)
        {
            case "nothing":
                throw new NoTopicException("There is nothing for this.");
            case "broken":
                throw new HttpRequestException("down");
            case "slow":
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                break;
        }

        return request.Prompt == "dear" ? 0.3m : request.Prompt == "cheap" ? 0.01m : 0.25m;
    }

    private async Task<decimal> PayAsync(AiPayer payer, decimal worstCase, Func<Task<decimal>> ask, CancellationToken cancellationToken)
    {
        var hold = await billing.ReserveAsync(
            new AiReservation(
                payer.User, payer.RequestId, AiClass.Code, payer.Channel, [new AiCandidate("scripted", "scripted", Worth(worstCase))],
                TimeSpan.FromMinutes(1)),
            cancellationToken);
        decimal price;
        try
        {
            price = await ask();
        }
        catch
        {
            await billing.ReleaseAsync(hold);
            throw;
        }

        return (await billing.SettleAsync(
            hold, [new AiBill(1, "scripted", "scripted", Worth(price), AiBillKind.Chat, AiOutcome.Completed)])).Sum();
    }

    /// <summary>The number of tokens that cost this amount.</summary>
    private AiUsage Worth(decimal amount) =>
        AiUsage.None with
        {
            Input = (long)Math.Ceiling(amount * 1_000_000 / billing.Price("scripted", "scripted", AiUsage.None with { Input = 1_000_000 })),
        };
}

/// <summary>A silo's writer, which can be held between the arrival of the answer and its delivery to the job.</summary>
public sealed class HeldWriter(IManimCodeWriter writer) : IManimCodeWriter
{
    private volatile bool _answered;

    public bool HasAnswered => _answered;

    public bool IsHeld { get; set; }

    public bool CanMend => writer.CanMend;

    public Task<PlannedVideo> PlanAsync(string prompt, AiPayer payer, CancellationToken cancellationToken) =>
        writer.PlanAsync(prompt, payer, cancellationToken);

    public async Task<WrittenCode> WriteAsync(CodeRequest request, AiPayer payer, CancellationToken cancellationToken)
    {
        var written = await writer.WriteAsync(request, payer, cancellationToken);
        _answered = true;
        if (IsHeld) await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
        return written;
    }
}

/// <summary>Answers with an echo of the question; questions that begin with "slow" wait until the gate opens.</summary>
public sealed class ScriptedAssistant : IChatAssistant
{
    private int _running;

    public SemaphoreSlim Gate { get; } = new(0);

    public ConcurrentQueue<string> Asked { get; } = new();

    /// <summary>The ids under which the ledger books the calls.</summary>
    public ConcurrentQueue<string> RequestIds { get; } = new();

    /// <summary>The fault instead of an answer to the question; null to answer it.</summary>
    public Func<string, AiException?>? FailsWith { get; set; }

    /// <summary>The lines of the last question, oldest first.</summary>
    public IReadOnlyList<ChatTurn>? Shown { get; private set; }

    /// <summary>The highest number of concurrent answers.</summary>
    public int MostAtOnce { get; private set; }

    public bool CanSee => true;

    public async Task<ChatReply> AnswerAsync(ChatQuestion asked, CancellationToken cancellationToken)
    {
        var question = asked.History[^1].Text;
        Shown = asked.History;
        Asked.Enqueue(question);
        RequestIds.Enqueue(asked.RequestId);
        if (FailsWith?.Invoke(question) is { } fault) throw fault;
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            asked.OnText?.Invoke("answer ");
            if (question.StartsWith("slow", StringComparison.Ordinal)) await Gate.WaitAsync(cancellationToken);
            return new ChatReply(
                $"answer to {question}{string.Concat(asked.Pictures.Select(p => " " + p.MediaType))}", "scripted", 10, 0.01m);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

/// <summary>A channel that records what it was given to send.</summary>
public sealed class RecordingSender(string channel) : IChannelSender
{
    private readonly Channel<OutboundMessage> _sent = System.Threading.Channels.Channel.CreateUnbounded<OutboundMessage>();
    private int _last;

    public ConcurrentQueue<SendResult> Faults { get; } = new();

    /// <summary>The result instead of accepting a message; null to accept it.</summary>
    public Func<OutboundMessage, SendResult?>? Refuses { get; set; }

    public ConcurrentQueue<ChannelAddress> Invited { get; } = new();

    /// <summary>The texts that messages were edited to.</summary>
    public ConcurrentQueue<string> Edits { get; } = new();

    /// <summary>Runs after the channel accepted a message and before it responds.</summary>
    public Func<OutboundMessage, CancellationToken, Task>? AfterTaking { get; set; }

    public string Channel => channel;

    public int MaxTextLength => 4096;

    /// <summary>Formatted answers are known by their style.</summary>
    public IReadOnlyList<StyledText> Format(string markdown) =>
        [.. TextSplitter.Split(markdown, MaxTextLength).Select(p => new StyledText(p, [new TextSpan(TextStyle.Italic, 0, p.Length)]))];

    public bool CanEdit => channel == ChannelNames.Telegram;

    public bool EchoesIds => channel == ChannelNames.WhatsApp;

    public SendResult FaultOf(int code, string? text) => WhatsAppFaults.Classify(code, text).ToSendResult();

    /// <summary>The drafts that were shown, in order.</summary>
    public ConcurrentQueue<(long Id, string? Topic, string Text)> Drafts { get; } = new();

    public bool CanDraft(ChannelAddress to) => channel == ChannelNames.Telegram;

    public Task ShowDraftAsync(ChannelAddress to, string? topic, long draftId, string text, CancellationToken cancellationToken)
    {
        Drafts.Enqueue((draftId, topic, text));
        return Task.CompletedTask;
    }

    public PairPace? Pace { get; set; }

    public PairPace? PaceTo(ChannelAddress to) => Pace;

    public TimeSpan? Window => channel == ChannelNames.WhatsApp ? TimeSpan.FromHours(24) : null;

    public async Task<SendResult> SendAsync(OutboundMessage message, CancellationToken cancellationToken)
    {
        if (Faults.TryDequeue(out var fault)) return fault;
        if (Refuses?.Invoke(message) is { } refusal) return refusal;
        await _sent.Writer.WriteAsync(message, cancellationToken);
        if (AfterTaking is { } then) await then(message, cancellationToken);
        var id = Interlocked.Increment(ref _last);
        return new SendResult(SendOutcome.Sent, $"m{id}") { FileId = message.VideoKey is null ? null : $"file{id}" };
    }

    public Task<SendResult> EditAsync(
        ChannelAddress to, string channelMessageId, string text, ImmutableArray<OutboundButton> buttons,
        CancellationToken cancellationToken)
    {
        Edits.Enqueue(text);
        return Task.FromResult(new SendResult(SendOutcome.Sent));
    }

    public Task<SendResult> InviteAsync(ChannelAddress to, string id, CancellationToken cancellationToken)
    {
        Invited.Enqueue(to);
        return Task.FromResult(new SendResult(SendOutcome.Sent));
    }

    /// <summary>The files that people sent, by media id.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    public Task<Stream?> DownloadAsync(ChannelAddress from, InboundAttachment attachment, CancellationToken cancellationToken) =>
        Task.FromResult<Stream?>(Files.TryGetValue(attachment.MediaId, out var file) ? new MemoryStream(file) : null);

    /// <summary>The next message that is sent, within 30 seconds or the given time.</summary>
    public async Task<OutboundMessage> NextAsync(TimeSpan? within = null)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(within ?? TimeSpan.FromSeconds(30));
        return await _sent.Reader.ReadAsync(patience.Token);
    }

    public bool IsEmpty => !_sent.Reader.TryPeek(out _);
}
