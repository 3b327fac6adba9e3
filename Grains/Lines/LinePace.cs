using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Lines;

/// <summary>
/// The rule of a line: messages go evenly at the account's rate; after "too fast" at half of it, which doubles every
/// <see cref="Recovery"/>; campaigns take at most half of what there is. A stopped line lets one message through to try.
/// </summary>
internal sealed class LinePace
{
    /// <summary>How long it takes until half of a slow-down is forgotten.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    /// <summary>How long the message that tries a stopped line may take.</summary>
    public static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(10);

    /// <summary>How far ahead places are given; who comes later asks again.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    /// <summary>How much sooner than evenly messages may go, for small bursts.</summary>
    private static readonly TimeSpan s_tolerance = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan s_usualWait = TimeSpan.FromSeconds(2);
    private const double MaxSlowdown = 64;

    private DateTimeOffset _next, _nextCampaign, _closedUntil, _campaignsClosedUntil, _slowedAt;
    private double _slowdown = 1;
    private string? _stopped;
    private string? _detail;

    public LinePass Reserve(DateTimeOffset now, double? messagesPerSecond, bool campaign)
    {
        if (now < _closedUntil) return new LinePass(false, _closedUntil - now);
        if (campaign && now < _campaignsClosedUntil) return new LinePass(false, _campaignsClosedUntil - now);
        if (_stopped is not null)
        {
            _closedUntil = now + ProbeTime;
            return new LinePass(true, TimeSpan.Zero, Probe: true);
        }

        if (messagesPerSecond is not { } rate) return new LinePass(true, TimeSpan.Zero);
        var interval = TimeSpan.FromSeconds(SlowdownAt(now) / rate);
        var place = Latest(now - s_tolerance, _next);
        var at = campaign ? Latest(place, _nextCampaign) : place;
        if (at > now + Ahead) return new LinePass(false, Ahead);
        _next = place + interval;
        if (campaign) _nextCampaign = at + (2 * interval);
        return new LinePass(true, at > now ? at - now : TimeSpan.Zero);
    }

    /// <returns>Whether the line stopped by this, or goes again.</returns>
    public bool Report(DateTimeOffset now, LineFault fault, TimeSpan? wait, string? detail)
    {
        var wasStopped = _stopped is not null;
        switch (fault)
        {
            case LineFault.None:
                if (wasStopped) _closedUntil = now;
                _stopped = null;
                break;
            case LineFault.TooFast:
                _closedUntil = Latest(_closedUntil, now + (wait ?? s_usualWait));
                _campaignsClosedUntil = Latest(_campaignsClosedUntil, now + (5 * (wait ?? s_usualWait)));
                // Messages that were on their way together are slowed down once.
                if (now - _slowedAt > s_usualWait) (_slowdown, _slowedAt) = (Math.Min(MaxSlowdown, 2 * SlowdownAt(now)), now);
                break;
            case LineFault.Spam:
                _campaignsClosedUntil = Latest(_campaignsClosedUntil, now + (wait ?? TimeSpan.FromMinutes(10)));
                break;
            default:
                _closedUntil = Latest(_closedUntil, now + (wait ?? TimeSpan.FromMinutes(1)));
                _stopped = detail ?? "";
                break;
        }

        _detail = fault == LineFault.None ? null : detail;
        return wasStopped != _stopped is not null;
    }

    public LineStatus StatusAt(DateTimeOffset now) =>
        _stopped is not null ? new LineStatus(LineFault.Stopped, _closedUntil, _stopped)
        : now < _closedUntil || SlowdownAt(now) > 1.01 ? new LineStatus(LineFault.TooFast, now < _closedUntil ? _closedUntil : null, _detail)
        : now < _campaignsClosedUntil ? new LineStatus(LineFault.Spam, _campaignsClosedUntil, _detail)
        : new LineStatus(LineFault.None, null, null);

    private double SlowdownAt(DateTimeOffset now) => Math.Max(1, _slowdown / Math.Pow(2, (now - _slowedAt) / Recovery));

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
