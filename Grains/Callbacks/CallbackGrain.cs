using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.Outgoing;

namespace ObsidianVault.Grains.Callbacks;

/// <summary>Tells an address that a job has ended, as Standard Webhooks has it: https://www.standardwebhooks.com.</summary>
[GrainType("callback")]
public sealed class CallbackGrain(
    [PersistentState("job-callback")] IPersistentState<CallbackRecord> storage,
    IOutgoingRequests requests,
    IOptions<CallbackOptions> options,
    IOptions<ExpiryOptions> expiry,
    TimeProvider time) : DurableGrain<CallbackRecord>(storage), ICallbackGrain
{
    /// <summary>How soon to look again at a job whose end was announced and is not stored yet.</summary>
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromHours(12);

    private string JobId => this.GetPrimaryKeyString()[GrainKeys.CallbackPrefix.Length..];

    public Task<CallbackView?> GetAsync() => Task.FromResult(View());

    public async Task<CallbackView?> RetryAsync()
    {
        if (State.SessionId is null || State.Status is not (CallbackStatus.Dead or CallbackStatus.Gone)) return null;
        var now = time.GetUtcNow();
        await GrainFactory.WakeAsync(this.GetPrimaryKeyString(), now, expiry.Value);
        await CommitAsync(State with { Status = CallbackStatus.Pending, Attempts = 0, DueAt = now });
        return View();
    }

    public Task EraseAsync() => ClearAsync();

    public async Task<DateTimeOffset?> OnDueAsync()
    {
        if (State.SessionId is null)
        {
            if (await GrainFactory.GetGrain<IJobGrain>(GrainKeys.Job(JobId)).GetAsync() is not { } job) return null;
            if (!job.IsSettled) return time.GetUtcNow() + s_soon;
            if (job.CallbackUrl is null) return null;
            await GrainFactory.GetGrain<ICallbackAccountGrain>(GrainKeys.CallbackAccount(job.SessionId)).AddAsync(JobId);
            await CommitAsync(new CallbackRecord
            {
                SessionId = job.SessionId,
                Url = job.CallbackUrl,
                Body = CallbackBody.Of(job),
                DueAt = time.GetUtcNow(),
            });
        }

        if (time.GetUtcNow() < State.DueAt) return State.DueAt;
        if (State.Status != CallbackStatus.Pending)
        {
            await ClearAsync();
            return null;
        }

        await CommitAsync(After(await TryAsync()));
        return State.DueAt;
    }

    private async Task<OutgoingResult> TryAsync()
    {
        var secrets = await GrainFactory.GetGrain<ICallbackAccountGrain>(GrainKeys.CallbackAccount(State.SessionId!)).GetSecretsAsync();
        var id = "msg_" + JobId;
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new Dictionary<string, string>
        {
            ["webhook-id"] = id,
            ["webhook-timestamp"] = at,
            ["webhook-signature"] = string.Join(' ', secrets.Select(secret => CallbackSignature.Of(secret, id, at, State.Body))),
        };
        return await requests.PostAsync(new Uri(State.Url), headers, Encoding.UTF8.GetBytes(State.Body), CancellationToken.None);
    }

    private CallbackRecord After(OutgoingResult result)
    {
        var now = time.GetUtcNow();
        var tried = State with { Attempts = State.Attempts + 1, LastStatus = result.Status, LastFault = result.Fault };
        var (status, due) = result switch
        {
            { IsSuccess: true } => (CallbackStatus.Delivered, now + options.Value.Kept),
            { Status: 410 } => (CallbackStatus.Gone, now + options.Value.Kept),
            _ when tried.Attempts >= options.Value.Attempts => (CallbackStatus.Dead, now + options.Value.Kept),
            _ => (CallbackStatus.Pending, now + Wait(tried.Attempts)),
        };
        return tried with { Status = status, DueAt = due };
    }

    private TimeSpan Wait(int failures)
    {
        var wait = Math.Min(s_longest.TotalSeconds, options.Value.FirstRetry.TotalSeconds * Math.Pow(6, failures - 1));
        return TimeSpan.FromSeconds(wait * (1 - (Random.Shared.NextDouble() / 4)));
    }

    private CallbackView? View() => State.SessionId is not { } session ? null : new CallbackView(
        JobId, session, State.Url, State.Status, State.Attempts, State.LastStatus, State.LastFault,
        State.Status == CallbackStatus.Pending ? State.DueAt : null);
}
