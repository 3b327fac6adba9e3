using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.ResumableCompletions;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.ResumableCompletions;

/// <summary>
/// Runs one answer and keeps its events in memory. Nothing is stored: what is lost with a silo is requested, and paid for, again.
/// </summary>
[GrainType("answer"), Reentrant]
public sealed partial class CompletionGrain(
    IAiService ai,
    CompletionMemory memory,
    IOptions<OpenAiLimits> limits,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<CompletionGrain> logger) : Grain, ICompletionGrain
{
    /// <summary>A longer answer ends with an error.</summary>
    private const int MaxBytes = 16 * 1024 * 1024;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);
    private readonly List<byte[]> _events = [];
    private readonly ChangeSignal _change = new(time, host);
    private CompletionOrder? _order;
    private byte[] _fingerprint = [];
    private CompletionHead? _head;
    private CompletionFault? _fault;
    private bool _ended;
    private int _body;
    private int _bytes;

    private string Id => this.GetPrimaryKeyString()[GrainKeys.CompletionPrefix.Length..];

    public Task<bool> StartAsync(CompletionOrder order)
    {
        var fingerprint = SHA256.HashData(order.Body);
        if (_order is not null) return Task.FromResult(_order.User == order.User && fingerprint.AsSpan().SequenceEqual(_fingerprint));
        (_order, _fingerprint) = (order, fingerprint);
        memory.Take(order.User, _body = order.Body.Length);
        this.RegisterGrainTimer(
            static (grain, cancellationToken) => grain.RunAsync(cancellationToken),
            this,
            new GrainTimerCreationOptions
            {
                DueTime = TimeSpan.Zero,
                Period = Timeout.InfiniteTimeSpan,
                Interleave = true,
                KeepAlive = true,
            });
        return Task.FromResult(true);
    }

    public async Task<CompletionPage?> ReadAsync(string user, long after, TimeSpan wait)
    {
        if (_order is null) DeactivateOnIdle();
        if (_order?.User != user || after < 0 || after > _events.Count) return null;
        var until = time.GetUtcNow() + (wait < s_longestWait ? wait : s_longestWait);
        while (_events.Count == after && !_ended && time.GetUtcNow() < until && !host.ApplicationStopping.IsCancellationRequested)
            await _change.WaitAsync(until - time.GetUtcNow());
        return new CompletionPage([.. _events.Skip((int)after)], _ended, _fault, _head);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_order is { } order) memory.Return(order.User, _body + _bytes);
        return Task.CompletedTask;
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping);
        var watch = BudgetWatch.Begin();
        try
        {
            if (memory.IsFull(_order!.User))
            {
                throw new AiException(
                    AiCause.OwnQueueFull,
                    "Too many resumable answers are being kept. Try again later, or send the request without "
                    + "X-Vault-Resumable and Idempotency-Key.")
                {
                    RetryAfter = TimeSpan.FromSeconds(10),
                };
            }

            var request = ChatRequest.Parse(_order.Body, limits.Value);
            var call = request.ToCall(_order.User, _order.RequestId, _order.MayUseCache, limits.Value.Deadline);
            // The parsed call replaces the body; the fingerprint still recognizes it.
            _order = _order with { Body = [] };
            using var writer = new ChatWriter(
                Id, time.GetUtcNow().ToUnixTimeSeconds(), request.IncludeUsage || !request.Stream, numbered: true, request.HasFunctions,
                request.Tier);
            await (request.Stream ? StreamAsync(call, writer, watch, stopping.Token) : CompleteAsync(call, writer, watch, stopping.Token));
        }
        catch (Exception exception)
        {
            if (OpenAiError.Of(exception, watch.Decision) is not { } error)
            {
                LogFailed(exception, _order!.RequestId);
                error = OpenAiError.Internal;
            }

            _fault = error.ToFault(watch.Decision);
        }

        _ended = true;
        _change.Pulse();
        memory.Return(_order!.User, _body);
        _body = 0;
        // A failed request may be repeated with the same key; anyone waiting has read the failure by then.
        var keep = _fault is null || _events.Count > 0 ? limits.Value.ResumableFor : TimeSpan.FromSeconds(5);
        DelayDeactivation(keep);
        this.DeactivateAfter(keep);
    }

    private async Task CompleteAsync(AiCall call, ChatWriter writer, BudgetWatch watch, CancellationToken cancellationToken)
    {
        var answer = await ai.CompleteAsync(call, cancellationToken);
        var output = new ArrayBufferWriter<byte>();
        writer.WriteAnswer(output, answer);
        _head = new CompletionHead(answer.Provider, answer.Model, answer.IsCached, answer.Cost, answer.Attempts, watch.Decision);
        Hold(output.WrittenCount);
        _events.Add(output.WrittenSpan.ToArray());
    }

    private async Task StreamAsync(AiCall call, ChatWriter writer, BudgetWatch watch, CancellationToken cancellationToken)
    {
        var output = new ArrayBufferWriter<byte>();
        await foreach (var chunk in ai.StreamAsync(call, cancellationToken))
        {
            _head ??= new CompletionHead(chunk.Provider, chunk.Model, chunk.IsCached, 0, 0, watch.Decision);
            writer.WriteChunk(output, chunk);
            if (chunk.Completed is not null) writer.WriteDone(output);
            if (_bytes + output.WrittenCount > MaxBytes)
                throw new AiException(AiCause.OwnError, "The answer is too long to be kept.") { OutputCommitted = true };
            Hold(output.WrittenCount);
            Add(output);
        }
    }

    private void Hold(int bytes)
    {
        memory.Take(_order!.User, bytes);
        _bytes += bytes;
    }

    /// <summary>Appends the events one by one: an event ends with an empty line and contains no other.</summary>
    private void Add(ArrayBufferWriter<byte> output)
    {
        for (var rest = output.WrittenSpan; rest.Length > 0;)
        {
            var length = rest.IndexOf("\n\n"u8) + 2;
            _events.Add(rest[..length].ToArray());
            rest = rest[length..];
        }

        output.ResetWrittenCount();
        _change.Pulse();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Answer {RequestId} failed because of an internal error")]
    private partial void LogFailed(Exception exception, string requestId);
}
