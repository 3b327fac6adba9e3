using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Grains.Activations;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.WebChat;

namespace ObsidianVault.Grains.WebChat;

/// <summary>
/// Numbers the messages of one session and tells those who watch. Messages are rows. A draft is only in memory: after a crash the
/// session writes its answer anew.
/// </summary>
[GrainType("web-thread")]
public sealed class WebThreadGrain(IWebMessageStore store, IHostApplicationLifetime host, TimeProvider time) : Grain, IWebThreadGrain
{
    private static readonly TimeSpan s_longestWait = TimeSpan.FromSeconds(20);

    /// <summary>A draft that nobody goes on with for this long is none: its silo died, and the answer comes from elsewhere.</summary>
    private static readonly TimeSpan s_draftLifetime = TimeSpan.FromMinutes(5);

    private readonly ChangeSignal _change = new(time, host);
    private long _last;
    private WebDraft? _draft;
    private DateTimeOffset _draftedAt;
    private long _revision;

    private string Id => this.GetPrimaryKeyString()[GrainKeys.WebThreadPrefix.Length..];

    public override async Task OnActivateAsync(CancellationToken cancellationToken) => _last = await store.LastAsync(Id, cancellationToken);

    public async Task<WebMessage> AppendAsync(WebMessage message)
    {
        WebMessage stored;
        try
        {
            stored = await store.AppendAsync(Id, message with { Sequence = _last + 1 }, CancellationToken.None);
        }
        catch
        {
            // The number may be taken, by an activation that was thought dead: the next one reads the numbers anew.
            DeactivateOnIdle();
            throw;
        }

        _last = Math.Max(_last, stored.Sequence);
        if (!message.IsTheirs) Show(null);
        _change.Pulse();
        return stored;
    }

    public Task DraftAsync(WebDraft draft)
    {
        Show(draft.Text.Length <= WebLimits.MaxText ? draft : draft with { Text = draft.Text[..WebLimits.MaxText] });
        _change.Pulse();
        return Task.CompletedTask;
    }

    public async Task<WebNews> WatchAsync(long after, long revision, TimeSpan wait)
    {
        var until = time.GetUtcNow() + (wait < s_longestWait ? wait : s_longestWait);
        while (_last <= after && _revision == revision && time.GetUtcNow() < until && !host.ApplicationStopping.IsCancellationRequested)
            await _change.WaitAsync(until - time.GetUtcNow());
        if (_draft is not null && time.GetUtcNow() > _draftedAt + s_draftLifetime) Show(null);
        // First the draft: a message that ends it may be stored while the rows are read, and is newer.
        var (draft, shown) = (_draft, _revision);
        var messages = _last > after ? await store.ReadAfterAsync(Id, after, WebLimits.MaxRead, CancellationToken.None) : [];
        return new WebNews(messages, draft, shown);
    }

    public Task<ImmutableArray<WebMessage>> ReadAsync(long before, int limit) =>
        store.ReadBeforeAsync(Id, before, limit, CancellationToken.None);

    private void Show(WebDraft? draft)
    {
        if (draft is null && _draft is null) return;
        (_draft, _draftedAt) = (draft, time.GetUtcNow());
        _revision++;
    }
}
