using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Grains.Interfaces.News;
using ObsidianVault.Grains.Interfaces.Sessions;
using ObsidianVault.Grains.Sessions.Transcript;

namespace ObsidianVault.Grains.Sessions.Following;

/// <summary>Tells other grains what is recorded here, one per step, until each has answered.</summary>
internal sealed class FollowUps(IConversation conversation, ConversationThread thread)
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
            await DoAsync(followUp, cancellationToken);
            return () => conversation.CommitAsync(
                conversation.Record with { FollowUps = conversation.Record.FollowUps.Remove(followUp) }, ConversationChange.Settings);
        });
    }

    private Task DoAsync(FollowUp followUp, CancellationToken cancellationToken) => followUp.Kind switch
    {
        FollowUpKind.JobDelivered => Job(followUp).MarkDeliveredAsync(),
        FollowUpKind.CancelJob => Job(followUp).CancelAsync(),
        FollowUpKind.ForgetRows => thread.DeleteAsync([followUp.Id], cancellationToken),
        _ => JoinAsync(followUp),
    };

    private IJobGrain Job(FollowUp followUp) => conversation.Grains.GetGrain<IJobGrain>(GrainKeys.Job(followUp.Id));

    private async Task JoinAsync(FollowUp followUp)
    {
        var theirs = await conversation.Grains.GetGrain<IAliasGrain>(GrainKeys.Alias(followUp.Address!)).ResolveAsync(conversation.Id);
        if (theirs != conversation.Id) await conversation.Session(theirs).JoinAsync(conversation.Id);
    }
}
