using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>Tells other grains what is recorded here, one per step, until each has answered.</summary>
internal sealed class FollowUps(IConversation conversation, ConversationThread thread, JobFollower follower, Forgetting forgetting)
{
    private const string Step = "follow up";
    private FollowUp? _last;

    public void GoOn()
    {
        if (conversation.Record.FollowUps.IsEmpty || conversation.Steps.IsRunning(Step)) return;
        // One that fails does not hold up the others.
        var all = conversation.Record.FollowUps;
        var followUp = all[((_last is null ? -1 : all.IndexOf(_last)) + 1) % all.Length];
        _last = followUp;
        conversation.Steps.Start(Step, async cancellationToken =>
        {
            var job = await DoAsync(followUp, cancellationToken);
            return () =>
            {
                follower.Hear(job);
                return conversation.CommitAsync(
                    conversation.Record with { FollowUps = conversation.Record.FollowUps.Remove(followUp) }, ConversationChange.Settings);
            };
        });
    }

    /// <returns>The job as it is then, if the follow-up changed one that is followed.</returns>
    private async Task<JobSnapshot?> DoAsync(FollowUp followUp, CancellationToken cancellationToken)
    {
        switch (followUp.Kind)
        {
            case FollowUpKind.CancelJob:
                return await Job(followUp).CancelAsync();
            case FollowUpKind.JobDelivered:
                await Job(followUp).MarkDeliveredAsync();
                return null;
            case FollowUpKind.ForgetRows:
                await thread.DeleteAsync([followUp.Id], cancellationToken);
                return null;
            case FollowUpKind.Erase:
                await forgetting.FollowUpAsync(followUp.Id, cancellationToken);
                return null;
            case FollowUpKind.EraseJob:
                await forgetting.FollowUpJobAsync(followUp.Id);
                return null;
            case FollowUpKind.EraseChat:
                await conversation.Session(followUp.Id).EraseAsync();
                return null;
            case FollowUpKind.Unlink:
                await conversation.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(followUp.Address!)).ForgetAsync();
                return null;
            default:
                await JoinAsync(followUp);
                return null;
        }
    }

    private IJobGrain Job(FollowUp followUp) => conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(followUp.Id));

    private async Task JoinAsync(FollowUp followUp)
    {
        var theirs = await conversation.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(followUp.Address!)).ResolveAsync(conversation.Id);
        if (theirs != conversation.Id) await conversation.Session(theirs).JoinAsync(conversation.Id);
    }
}
