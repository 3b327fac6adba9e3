using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>
/// Something recorded here that another grain must still be told. Repeated until that grain answers; hearing it twice changes
/// nothing there.
/// </summary>
/// <param name="Id">The job, or the session whose rows, or all of whose traces, are deleted.</param>
/// <param name="Address">The other identity, for <see cref="FollowUpKind.JoinIdentity"/>.</param>
[GenerateSerializer, Immutable, Alias("vault.FollowUp")]
public sealed record FollowUp(
    [property: Id(0)] FollowUpKind Kind,
    [property: Id(1)] string Id,
    [property: Id(2)] ChannelAddress? Address = null);

[GenerateSerializer, Alias("vault.FollowUpKind")]
public enum FollowUpKind
{
    /// <summary>A channel accepted the job's video.</summary>
    JobDelivered,
    /// <summary>The people waiting for the job no longer want to hear about it.</summary>
    CancelJob,
    /// <summary>The channel also knows the person by another identity.</summary>
    JoinIdentity,
    /// <summary>The rows of a session that joined long ago no longer belong to any thread.</summary>
    ForgetRows,
    /// <summary>A person erased what is theirs: what is kept under the session's id elsewhere.</summary>
    Erase,
    /// <summary>A person erased what is theirs: one job.</summary>
    EraseJob,
    /// <summary>A person erased what is theirs: that an identity belongs to this conversation.</summary>
    Unlink,
    /// <summary>A person erased what is theirs: another conversation of the account.</summary>
    EraseChat,
}
