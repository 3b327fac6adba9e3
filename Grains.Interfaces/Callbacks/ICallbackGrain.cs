using ObsidianVault.Grains.Interfaces.Expiry;

namespace ObsidianVault.Grains.Interfaces.Callbacks;

/// <summary>
/// Tells one address that one job has ended, until it is told. Whoever ends the job wakes this grain before it stores the end, so that no
/// crash loses a callback. Key: <see cref="GrainKeys.Callback"/>.
/// </summary>
[Alias("vault.ICallbackGrain")]
public interface ICallbackGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>How it stands; null where there is no callback.</summary>
    [Alias("Get")]
    Task<CallbackView?> GetAsync();

    /// <summary>Begins anew with a dead letter, with the same id and body.</summary>
    /// <returns>Null where there is none.</returns>
    [Alias("Retry")]
    Task<CallbackView?> RetryAsync();

    /// <summary>Forgets it: it is not tried any more, and nobody sees it.</summary>
    [Alias("Erase")]
    Task EraseAsync();
}

/// <summary>
/// The callbacks of one account, which has the id of its session: the secrets that sign them, and the newest of them. Key:
/// <see cref="GrainKeys.CallbackAccount"/>.
/// </summary>
[Alias("vault.ICallbackAccountGrain")]
public interface ICallbackAccountGrain : IGrainWithStringKey
{
    /// <summary>Makes a secret; the one before still signs too, until <paramref name="overlap"/> is over.</summary>
    /// <returns>The secret, in the form of Standard Webhooks.</returns>
    [Alias("NewSecret")]
    Task<string> NewSecretAsync(TimeSpan overlap);

    /// <summary>The secrets that sign, the newest first; empty where none was made.</summary>
    [Alias("GetSecrets")]
    Task<string[]> GetSecretsAsync();

    /// <summary>Notes that the job has a callback.</summary>
    [Alias("Add")]
    Task AddAsync(string jobId);

    /// <summary>The jobs with callbacks, newest first; at most <see cref="CallbackView.MaxListed"/>.</summary>
    [Alias("GetJobs")]
    Task<string[]> GetJobsAsync();

    /// <summary>Forgets the secrets, and which jobs have callbacks; the callbacks themselves are erased one by one.</summary>
    [Alias("Erase")]
    Task EraseAsync();
}

/// <summary>How a callback stands.</summary>
[GenerateSerializer, Alias("vault.CallbackStatus")]
public enum CallbackStatus
{
    /// <summary>It is tried, or tried again later.</summary>
    Pending,

    /// <summary>The address has answered with 2xx.</summary>
    Delivered,

    /// <summary>The address has answered 410, so that it is not tried again.</summary>
    Gone,

    /// <summary>All attempts have failed.</summary>
    Dead,
}

/// <summary>One callback.</summary>
[GenerateSerializer, Immutable, Alias("vault.CallbackView")]
public sealed record CallbackView(
    [property: Id(0)] string JobId,
    [property: Id(1)] string SessionId,
    [property: Id(2)] string Url,
    [property: Id(3)] CallbackStatus Status,
    [property: Id(4)] int Attempts,
    [property: Id(5)] int? LastStatus,
    [property: Id(6)] string? LastFault,
    [property: Id(7)] DateTimeOffset? NextAttemptAt)
{
    /// <summary>How many an account can list.</summary>
    public const int MaxListed = 50;
}
