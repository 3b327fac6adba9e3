using System.Collections.Immutable;

namespace ObsidianVault;

/// <summary>One conversation: takes messages in, answers them in order, and follows its jobs. Key: <see cref="GrainKeys.Session"/>.</summary>
[Alias("vault.ISessionGrain")]
public interface ISessionGrain : IGrainWithStringKey, IExpirable
{
    /// <summary>Stores the events durably, once each by their ids, and answers messages in the background.</summary>
    /// <returns>How many were new.</returns>
    [Alias("Receive")]
    Task<int> ReceiveAsync(ImmutableArray<ChannelEvent> events);

    /// <summary>Opens the session for the web and API: returns a new bearer secret, of which only the hash is kept.</summary>
    [Alias("OpenWeb")]
    Task<string> OpenWebAsync();

    /// <summary>Whether the secret is this session's; constant time.</summary>
    [Alias("Authenticate")]
    Task<bool> AuthenticateAsync(string secret);

    /// <summary>Submits a job of this session. The same <paramref name="idempotencyKey"/> names the same job.</summary>
    [Alias("SubmitJob")]
    Task<SubmitResult> SubmitJobAsync(JobRequest request, string idempotencyKey);

    [Alias("Get")]
    Task<SessionSnapshot> GetAsync();
}

[GenerateSerializer, Immutable, Alias("vault.SessionSnapshot")]
public sealed record SessionSnapshot(
    [property: Id(0)] string SessionId,
    [property: Id(1)] DateTimeOffset CreatedAt,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] ImmutableArray<string> JobIds,
    [property: Id(4)] int PendingIn,
    [property: Id(5)] int PendingOut,
    [property: Id(6)] ImmutableArray<ChatTurn> History);

/// <summary>One line of a conversation. <paramref name="Role"/> is "user" or "assistant".</summary>
[GenerateSerializer, Immutable, Alias("vault.ChatTurn")]
public sealed record ChatTurn(
    [property: Id(0)] string Role,
    [property: Id(1)] string Text,
    [property: Id(2)] DateTimeOffset At);
