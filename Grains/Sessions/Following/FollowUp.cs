using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>What another grain still has to be told of what is recorded already. Told again until it has answered; to be told twice changes nothing there.</summary>
/// <param name="Id">The job, or the session of which the rows are deleted.</param>
/// <param name="Address">The other identity, for <see cref="FollowUpKind.JoinIdentity"/>.</param>
[GenerateSerializer, Immutable, Alias("vault.FollowUp")]
public sealed record FollowUp(
    [property: Id(0)] FollowUpKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] ChannelAddress? Address = null);

[GenerateSerializer, Alias("vault.FollowUpKind")]
public enum FollowUpKind
{
    /// <summary>A channel took the job's video.</summary>
    JobDelivered,
    /// <summary>Whoever waited for the job wants to hear nothing any more.</summary>
    CancelJob,
    /// <summary>The channel knows the person by another identity too.</summary>
    JoinIdentity,
    /// <summary>The rows of a session that joined long ago belong to no thread any more.</summary>
    ForgetRows,
}
