using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Ai.Billing;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Ai.OpenAi.Responses;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Responses;
using ObsidianVault.Grains.Interfaces.ResumableCompletions;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.ResumableCompletions;
using ObsidianVault.Knowledge.Answers;
using Orleans.Concurrency;

namespace ObsidianVault.Grains.Responses;

/// <summary>
/// Runs one response, and stores it before anybody hears that it is complete. Its events are in memory only: a response that is lost
/// with its silo is requested, and paid for, again.
/// </summary>
[GrainType("response"), Reentrant]
public sealed partial class ResponseGrain(
    [PersistentState("stored-response")] IPersistentState<ResponseRecord> storage,
    IAiService ai,
    IGroundedChat chat,
    CompletionMemory memory,
    IOptions<OpenAiLimits> limits,
    IOptions<LifetimeOptions> lifetimes,
    IOptions<ExpiryOptions> expiry,
    IHostApplicationLifetime host,
    TimeProvider time,
    ILogger<ResponseGrain> logger) : DurableGrain<ResponseRecord>(storage), IResponseGrain, IDisposable
{
    /// <summary>Larger items of a request are not kept: a later request cannot continue from there.</summary>
    private const int MaxStoredInput = 4 << 20;

    /// <summary>A longer response ends with an error.</summary>
    private const int MaxBytes = 16 << 20;

    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan s_firstEvent = TimeSpan.FromSeconds(10);

    /// <summary>How long a response goes on without a reader, who may be connecting again.</summary>
    private static readonly TimeSpan s_readerGone = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_failureKept = TimeSpan.FromSeconds(5);

    private readonly List<byte[]> _events = [];
    private readonly CancellationTokenSource _cancelled = new();
    private readonly ChangeSignal _change = new(time, host);
    private ResponseOrder? _order;
    private byte[] _fingerprint = [];
    private ResponseWriter? _writer;
    private CompletionHead? _head;
    private CompletionFault? _fault;
    private DateTimeOffset _lastRead;
    private int _bytes;
    private bool _ended;
    private bool _isKept;

    private string Key => this.GetPrimaryKeyString()[GrainKeys.ResponsePrefix.Length..];

    public async Task<bool> StartAsync(ResponseOrder order)
    {
        var fingerprint = SHA256.HashData([.. order.Body, .. Encoding.UTF8.GetBytes(string.Join(',', order.Notes?.Collections ?? []))]);
        if (_order is not null) return _order.User == order.User && fingerprint.AsSpan().SequenceEqual(_fingerprint);
        if (State.User is not null) return State.User == order.User && fingerprint.AsSpan().SequenceEqual(State.Fingerprint);
        (_order, _fingerprint, _lastRead) = (order, fingerprint, time.GetUtcNow());
        try
        {
            var request = ResponsesRequest.Parse(order.Body, limits.Value, Key, time.GetUtcNow());
            var seal = new ReasoningSeal(await GrainFactory.GetGrain<ISealingKeyGrain>(GrainKeys.SealingKey()).GetAsync());
            _writer = new ResponseWriter(request, content => seal.Seal(content, order.User), time);
            // Whoever is told that it runs in the background may come back for it after this silo has died.
            if (request.Background) await StoreAsync(request);
            this.RegisterGrainTimer(
                (_, cancellationToken) => RunAsync(request, seal, cancellationToken),
                this,
                new GrainTimerCreationOptions
                {
                    DueTime = TimeSpan.Zero, Period = Timeout.InfiniteTimeSpan, Interleave = true, KeepAlive = true,
                });
            return true;
        }
        catch
        {
            (_order, _fingerprint) = (null, []);
            throw;
        }
    }

    public async Task<ResponsePage?> ReadAsync(string user, long after, TimeSpan wait)
    {
        if (_order is null) DeactivateOnIdle();
        if (_order?.User != user || after < 0 || after > _events.Count) return null;
        var until = time.GetUtcNow() + (wait < s_longestWait ? wait : s_longestWait);
        while (_events.Count == after && !_ended && time.GetUtcNow() < until && !host.ApplicationStopping.IsCancellationRequested)
        {
            _lastRead = time.GetUtcNow();
            await _change.WaitAsync(until - _lastRead);
        }

        _lastRead = time.GetUtcNow();
        return new ResponsePage([.. _events.Skip((int)after)], _ended, _fault, _head, _ended && _fault is null ? Json() : null);
    }

    public Task<StoredResponse?> GetAsync(string user)
    {
        if (_order is null && State.User is null) DeactivateOnIdle();
        return Task.FromResult(Find(user));
    }

    public async Task<StoredResponse?> CancelAsync(string user)
    {
        if (Find(user) is not { } found) return null;
        if (_order is null || _ended) return found;
        await _cancelled.CancelAsync();
        while (!_ended) await _change.WaitAsync(s_longestWait);
        return Find(user);
    }

    public async Task<bool> DeleteAsync(string user)
    {
        if (await CancelAsync(user) is null) return false;
        (_isKept, _order) = (false, null);
        memory.Return(user, _bytes);
        _bytes = 0;
        if (State.User is not null) await ClearAsync();
        else DeactivateOnIdle();
        return true;
    }

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (State.User is null) return null;
        if (time.GetUtcNow() < State.ExpiresAt) return State.ExpiresAt;
        await ClearAsync();
        return null;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_bytes > 0 && _order is { } order) memory.Return(order.User, _bytes);
        return Task.CompletedTask;
    }

    public void Dispose() => _cancelled.Dispose();

    /// <summary>The user's response: the one that runs here, or the stored one.</summary>
    private StoredResponse? Find(string user)
    {
        if (_order?.User == user && _writer is { } writer && (!_ended || (_isKept && State.User is null)))
            return Stored(writer);
        if (State.User != user || State.Response is not { } stored) return null;
        // The silo that ran it died.
        return stored.Status is "queued" or "in_progress" ? Lost(stored) : stored;
    }

    private static StoredResponse Lost(StoredResponse stored)
    {
        var response = JsonNode.Parse(stored.Response)!.AsObject();
        response["status"] = "failed";
        response["error"] = new JsonObject { ["code"] = OpenAiError.Lost.Code, ["message"] = OpenAiError.Lost.Message };
        return stored with { Response = JsonSerializer.SerializeToUtf8Bytes(response), Status = "failed" };
    }

    private byte[] Json() => JsonSerializer.SerializeToUtf8Bytes(_writer!.Response);

    private StoredResponse Stored(ResponseWriter writer) => new(
        JsonSerializer.SerializeToUtf8Bytes(writer.Response), _order?.Input, JsonSerializer.SerializeToUtf8Bytes(writer.Kept),
        (string?)writer.Response["previous_response_id"], (string)writer.Response["status"]!);

    private async Task StoreAsync(ResponsesRequest request)
    {
        var expiresAt = time.GetUtcNow() + lifetimes.Value.Responses;
        // Before the state: a wake-up too many does nothing, one too few would leave the row for ever.
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), expiresAt, expiry.Value);
        var stored = Stored(_writer!);
        if (stored.Input?.Length > MaxStoredInput) stored = stored with { Input = null };
        await CommitAsync(new ResponseRecord
        {
            User = _order!.User, ExpiresAt = expiresAt, Response = stored, Fingerprint = _fingerprint,
        });
        _isKept = request.Store;
    }

    private async Task RunAsync(ResponsesRequest request, ReasoningSeal seal, CancellationToken cancellationToken)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, host.ApplicationStopping, _cancelled.Token);
        using var reader = WatchReader();
        var watch = BudgetWatch.Begin();
        var writer = _writer!;
        try
        {
            if (memory.IsFull(_order!.User))
            {
                throw new AiException(AiCause.OwnQueueFull, "Too many responses are being kept. Try again later, or send store: false.")
                {
                    RetryAfter = TimeSpan.FromSeconds(10),
                };
            }

            var call = request.ToCall(
                Items(_order.History), Items(_order.Input), _order.User, _order.RequestId, _order.MayUseCache, limits.Value,
                blob => seal.Open(blob, _order.User));
            var service = ai;
            if (_order.Notes is { } notes)
                (service, call) = await GroundedAi.ForAsync(chat, ai, call, notes, asTheyCome: true, stopping.Token);
            if (request.Stream || request.Background)
            {
                await ResponseRun.StreamAsync(
                    service, call, writer, s_firstEvent, time,
                    chunk => _head = new CompletionHead(chunk.Provider, chunk.Model, chunk.IsCached, 0, 0, watch.Decision),
                    () =>
                    {
                        Add(writer);
                        return ValueTask.CompletedTask;
                    },
                    stopping.Token);
            }
            else
            {
                var answer = await service.CompleteAsync(call, stopping.Token);
                _head = new CompletionHead(answer.Provider, answer.Model, answer.IsCached, answer.Cost, answer.Attempts, watch.Decision);
                writer.Complete(answer);
            }

            await KeepAsync(request, writer);
            if (request.Stream || request.Background) writer.WriteEnd();
        }
        catch (Exception exception)
        {
            await FailAsync(request, writer, exception, watch);
        }

        Add(writer);
        _ended = true;
        _change.Pulse();
        // A failed request may be repeated with the same key; anyone waiting has read the failure by then.
        var keep = _fault is null ? limits.Value.ResumableFor : s_failureKept;
        DelayDeactivation(keep);
        this.DeactivateAfter(keep);
    }

    private async Task FailAsync(ResponsesRequest request, ResponseWriter writer, Exception exception, BudgetWatch watch)
    {
        var isCancelled = _cancelled.IsCancellationRequested;
        if (isCancelled) exception = new AiException(AiCause.OwnError, "The response was cancelled.");
        if (OpenAiError.Of(exception, watch.Decision) is not { } error)
        {
            LogFailed(exception, _order!.RequestId);
            error = OpenAiError.Internal;
        }

        if (isCancelled) error = error with { Status = 409, Code = "cancelled", MayRetry = false };
        if (_events.Count == 0 && !request.Background && !isCancelled)
        {
            _fault = error.ToFault(watch.Decision);
            return;
        }

        writer.Fail(error, isCancelled ? "cancelled" : "failed");
        await KeepAsync(request, writer);
    }

    /// <summary>Stores the response before it is said to be over. If that fails, the response says that it is not kept.</summary>
    private async Task KeepAsync(ResponsesRequest request, ResponseWriter writer)
    {
        if (!request.Store) return;
        try
        {
            await StoreAsync(request);
        }
        catch (Exception exception)
        {
            LogNotKept(exception, Key);
            writer.NotKept();
        }
    }

    /// <summary>Cancels a response that nobody reads, unless it was asked to go on.</summary>
    private IGrainTimer? WatchReader() => _order!.OutlivesReader ? null : this.RegisterGrainTimer(
        static (grain, _) => grain.IsUnread ? grain._cancelled.CancelAsync() : Task.CompletedTask,
        this,
        new GrainTimerCreationOptions { DueTime = s_readerGone, Period = s_readerGone / 3, Interleave = true });

    private bool IsUnread => time.GetUtcNow() - _lastRead > s_readerGone;

    private static IEnumerable<JsonObject> Items(byte[] json) => (JsonNode.Parse(json) as JsonArray)?.OfType<JsonObject>() ?? [];

    private void Add(ResponseWriter writer)
    {
        foreach (var item in writer.TakeEvents())
        {
            if (_bytes + item.Length > MaxBytes && !_ended && !_cancelled.IsCancellationRequested)
                throw new AiException(AiCause.OwnError, "The response is too long to be kept.") { OutputCommitted = true };
            memory.Take(_order!.User, item.Length);
            _bytes += item.Length;
            _events.Add(item);
        }

        _change.Pulse();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Response {RequestId} failed because of an internal error")]
    private partial void LogFailed(Exception exception, string requestId);

    [LoggerMessage(Level = LogLevel.Error, Message = "Response {Key} could not be stored; its client is told")]
    private partial void LogNotKept(Exception exception, string key);
}
