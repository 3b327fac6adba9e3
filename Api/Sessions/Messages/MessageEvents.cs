using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Events;
using ObsidianVault.Api.Jobs;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Grains.Interfaces.WebChat;

namespace ObsidianVault.Api.Sessions.Messages;

/// <summary>
/// A chat as server-sent events. A message is an event with the message's number, so whoever lost the connection goes on after the last
/// one. A draft is sent as what was added to it on this connection.
/// </summary>
internal static class MessageEvents
{
    public const string Example = "id: 2\nevent: message\ndata: {\"sequence\":2,\"message_id\":\"x5n2hq7mzk3vd4cw6tya2b5eou\","
        + "\"role\":\"assistant\",\"text\":\"It is a rate of change.\",\"at\":\"2026-11-29T12:00:02+00:00\"}\n\n";

    private static readonly TimeSpan s_wait = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan s_afterNothing = TimeSpan.FromMilliseconds(500);

    public static async Task<IResult> WatchAsync(
        string id, [FromHeader(Name = "Last-Event-ID")] string? lastEventId, long? after, Caller caller, IClusterClient grains,
        Watchers watchers, IObjectStore objects, IOptions<LifetimeOptions> lifetimes, TimeProvider time)
    {
        if (!await grains.OwnsSessionAsync(caller, id)) return Problems.NotFound("session");
        var seen = long.TryParse(lastEventId, NumberStyles.None, CultureInfo.InvariantCulture, out var last) ? last : after ?? 0;
        if (watchers.Enter(id) is not { } place)
            return Problems.Busy("Too many event streams are open. Close some, or ask for the messages from time to time.",
                retryAfter: 10);
        var thread = grains.GetGrain<IWebThreadGrain>(GrainKeys.WebThread(id));
        return new EventStream(
            cancellationToken => EventsAsync(
                place, thread, seen, m => MessageView.Of(m, objects, lifetimes.Value), time, cancellationToken),
            isResumable: true);
    }

    private static async IAsyncEnumerable<ServerEvent> EventsAsync(
        IDisposable place, IWebThreadGrain thread, long seen, Func<WebMessage, MessageView> view, TimeProvider time,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using (place)
        {
            var (revision, sent) = (0L, (WebDraft?)null);
            while (true)
            {
                WebNews? news = null;
                try
                {
                    news = await thread.WatchAsync(seen, revision, s_wait).WaitAsync(cancellationToken);
                }
                catch (Exception exception) when (ClusterFaults.Explains(exception))
                {
                    // A silo is going, and another one takes the thread: ask again. Its drafts begin anew.
                    revision = 0;
                }

                if (news?.Draft is { } draft && news.Revision != revision)
                {
                    yield return new ServerEvent("draft", DraftView.Between(sent, draft));
                    sent = draft;
                }

                foreach (var message in news?.Messages ?? [])
                {
                    seen = message.Sequence;
                    if (!message.IsTheirs) sent = null;
                    yield return new ServerEvent("message", view(message), seen.ToString(CultureInfo.InvariantCulture));
                }

                // A silo that is stopping answers at once, without news.
                if (news is null || (news.Messages.IsEmpty && news.Revision == revision))
                    await Task.Delay(s_afterNothing, time, cancellationToken);
                revision = news?.Revision ?? 0;
            }
        }
    }
}

/// <summary>More of an answer that is being written.</summary>
/// <param name="DraftId">The same for all of one answer; empty while nothing is written yet.</param>
/// <param name="From">
/// Where the text goes, in UTF-16 units from the beginning of the draft; what was there from that place on is gone.
/// </param>
internal sealed record DraftView(string DraftId, int From, string Text)
{
    /// <summary>What turns the draft that was sent last into the new one.</summary>
    public static DraftView Between(WebDraft? sent, WebDraft draft) =>
        sent is not null && sent.Id == draft.Id && draft.Text.StartsWith(sent.Text, StringComparison.Ordinal)
            ? new DraftView(draft.Id, sent.Text.Length, draft.Text[sent.Text.Length..])
            : new DraftView(draft.Id, 0, draft.Text);
}
