using Microsoft.Extensions.AI;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.Errors;
using ObsidianVault.Ai.Providers;
using ObsidianVault.Ai.Routing;
using ObsidianVault.Ai.Topology;

namespace ObsidianVault.Ai.Serving;

/// <summary>One request to one provider: returns a complete answer, or its pieces one by one.</summary>
internal sealed class ChatAttempt : IAsyncDisposable
{
    private readonly AiTarget _target;
    private readonly AiCall _call;
    private readonly AiPlan _plan;
    private readonly AttemptFaults _faults;
    private readonly IChatClient _client;
    private readonly ProviderExchange _exchange = new();
    private readonly SilenceLimit _silence;
    private readonly CancellationToken _caller;
    private readonly List<ChatResponseUpdate> _updates = [];
    private IAsyncEnumerator<ChatResponseUpdate>? _stream;
    private UsageDetails? _usage;
    private ChatResponse? _streamed;
    private long _outputBytes;

    /// <param name="first">How long the provider may take to its first byte.</param>
    /// <param name="silence">How long it may be silent after that.</param>
    public ChatAttempt(
        AiTarget target,
        AiCall call,
        AiPlan plan,
        AiProviders providers,
        AttemptFaults faults,
        TimeProvider time,
        TimeSpan first,
        TimeSpan silence,
        CallDeadline deadline)
    {
        (_target, _call, _plan, _faults, _caller) = (target, call, plan, faults, deadline.Token);
        _client = providers.Client(target.Provider).Chat(target.Model.Id);
        _silence = new SilenceLimit(_exchange, first, silence, time, deadline.Token);
        deadline.Follow(_exchange);
    }

    /// <summary>Why the attempt failed; null if it did not.</summary>
    public ProviderFault? Fault { get; private set; }

    /// <summary>Whether the provider started working, so that even a failed attempt may have to be paid.</summary>
    public bool WasSent => _exchange.WasSent || _target.Provider.Kind == AiProviderKind.Catalogue;

    /// <summary>Whether anything came from the provider.</summary>
    public bool WasAlive => _exchange.LastByte != 0;

    /// <summary>Whether the provider returned output or reported usage, which has to be paid.</summary>
    public bool HasOutput => _outputBytes > 0 || _exchange.Usage.IsKnown;

    /// <summary>The complete answer; null if there is a <see cref="Fault"/>.</summary>
    /// <exception cref="OperationCanceledException">The caller disconnected.</exception>
    public async Task<ChatResponse?> CompleteAsync()
    {
        ProviderExchange.Current = _exchange;
        try
        {
            var (messages, options) = ProviderRequest.For(_target, _call, MaxOutput);
            var response = await _client.GetResponseAsync(messages, options, _silence.Token).ConfigureAwait(false);
            _usage = response.Usage;
            Count(response.Messages.SelectMany(m => m.Contents));
            return response;
        }
        catch (Exception exception) when (exception is not NoTopicException)
        {
            Fail(exception);
            return null;
        }
    }

    /// <summary>The next piece; null at the end or if there is a <see cref="Fault"/>.</summary>
    /// <exception cref="OperationCanceledException">The caller disconnected.</exception>
    public async Task<ChatResponseUpdate?> NextAsync()
    {
        ProviderExchange.Current = _exchange;
        try
        {
            if (_stream is null)
            {
                var (messages, options) = ProviderRequest.For(_target, _call, MaxOutput);
                _stream = _client.GetStreamingResponseAsync(messages, options, _silence.Token).GetAsyncEnumerator(_silence.Token);
            }

            if (!await _stream.MoveNextAsync().ConfigureAwait(false))
            {
                Fault = BrokenCall();
                return null;
            }

            var update = _stream.Current;
            TakeUsage(update);
            Count(update.Contents);
            if (_outputBytes > Most)
            {
                // The provider ignores the output limit; the deadline alone would let it fill our memory.
                Fault = AttemptFaults.Plain(AiCause.ProviderMalformed);
                return null;
            }

            _updates.Add(update);
            return update;
        }
        catch (Exception exception) when (exception is not NoTopicException)
        {
            Fail(exception);
            return null;
        }
    }

    /// <summary>The model speaks, and does not only think: from now on, this is how long it may be silent.</summary>
    public void Speaks(TimeSpan silence) => _silence.Set(silence);

    /// <summary>The complete response made of the pieces.</summary>
    public ChatResponse Streamed() => _streamed ??= AnswerAssembly.Of(_updates);

    /// <summary>The usage reported by the provider, or else our estimate.</summary>
    /// <param name="isWhole">Whether the answer is complete. For a partial one, the provider's last report may be too low.</param>
    public AiUsage Usage(bool isWhole)
    {
        var counted = (_outputBytes + 3) / 4;
        if (_exchange.Usage.Read() is { } wire)
            return isWhole || wire.Output >= counted ? wire : wire with { Output = counted, Estimated = true };
        if (_usage is { InputTokenCount: not null } or { OutputTokenCount: not null })
        {
            return new AiUsage(
                _usage.InputTokenCount ?? 0,
                _usage.CachedInputTokenCount ?? 0,
                0,
                _usage.OutputTokenCount ?? 0,
                _usage.ReasoningTokenCount ?? 0,
                Estimated: false);
        }

        return new AiUsage(_plan.Size.Tokens, 0, 0, counted, 0, Estimated: true);
    }

    public async ValueTask DisposeAsync()
    {
        // Closes the connection; merely disposing the enumerator would read the stream to its end.
        await _silence.CancelAsync().ConfigureAwait(false);
        try
        {
            if (_stream is not null) await _stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception)
        {
            // It ends anyway; what matters was reported before.
        }

        _silence.Dispose();
    }

    /// <summary>The maximum bytes of output: far more than the token limit can amount to.</summary>
    private long Most => Math.Max(64 * 1024, MaxOutput * 32L);

    private int MaxOutput => Math.Min(_plan.MaxOutput, _target.Model.MaxOutput);

    private void Fail(Exception exception)
    {
        _caller.ThrowIfCancellationRequested();
        // Some SDKs wrap the cancellation of a read.
        Fault = _silence.IsOver ? AttemptFaults.Plain(AiCause.ProviderTimeout) : _faults.Of(exception, _target, _exchange);
    }

    /// <summary>What is wrong with the arguments of a call: what was delivered of them must not pass for all of them.</summary>
    private ProviderFault? BrokenCall()
    {
        var response = Streamed();
        if (!response.Messages.Any(m => m.Contents.Any(c => c is FunctionCallContent { Exception: not null }))) return null;
        return AttemptFaults.Plain(response.FinishReason is not { } reason ? AiCause.ProviderStreamCut
            : reason == ChatFinishReason.Length ? AiCause.ProviderAnswerTruncated
            : AiCause.ProviderAnswerInvalid);
    }

    private void TakeUsage(ChatResponseUpdate update)
    {
        var hasUsage = false;
        for (var i = 0; i < update.Contents.Count; i++)
        {
            if (update.Contents[i] is UsageContent usage) (_usage, hasUsage) = (usage.Details, true);
        }

        if (hasUsage) update.Contents = [.. update.Contents.Where(c => c is not UsageContent)];
    }

    private void Count(IEnumerable<AIContent> contents)
    {
        foreach (var content in contents)
        {
            _outputBytes += content switch
            {
                TextContent text => System.Text.Encoding.UTF8.GetByteCount(text.Text),
                TextReasoningContent thought => System.Text.Encoding.UTF8.GetByteCount(thought.Text),
                FunctionCallContent function => function.Name.Length + function.ArgumentsText().Length,
                FunctionCallDelta delta => (delta.Name?.Length ?? 0) + System.Text.Encoding.UTF8.GetByteCount(delta.Arguments),
                _ => 0,
            };
        }
    }
}
