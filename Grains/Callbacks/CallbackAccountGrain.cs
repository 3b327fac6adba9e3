using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces.Callbacks;

namespace ObsidianVault.Grains.Callbacks;

/// <summary>Keeps what signs an account's callbacks.</summary>
[GrainType("callback-account")]
public sealed class CallbackAccountGrain(
    [PersistentState("callback-account")] IPersistentState<CallbackAccountRecord> storage, TimeProvider time)
    : DurableGrain<CallbackAccountRecord>(storage), ICallbackAccountGrain
{
    public async Task<string> NewSecretAsync(TimeSpan overlap)
    {
        var secret = CallbackSignature.NewSecret();
        await CommitAsync(State with { Secret = secret, Former = State.Secret, FormerEndsAt = time.GetUtcNow() + overlap });
        return secret;
    }

    public Task<string[]> GetSecretsAsync() => Task.FromResult<string[]>(
    [
        .. State.Secret is { } secret ? [secret] : Array.Empty<string>(),
        .. State.Former is { } former && time.GetUtcNow() < State.FormerEndsAt ? [former] : Array.Empty<string>(),
    ]);

    public Task AddAsync(string jobId) => State.Jobs.Contains(jobId) ? Task.CompletedTask
        : CommitAsync(State with { Jobs = [.. State.Jobs.Insert(0, jobId).Take(CallbackView.MaxListed)] });

    public Task EraseAsync() => ClearAsync();

    public Task<string[]> GetJobsAsync() => Task.FromResult<string[]>([.. State.Jobs]);
}
