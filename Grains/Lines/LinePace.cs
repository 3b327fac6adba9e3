using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Lines;

/// <summary>
/// The pace of a line: messages go evenly at the account's rate. After a "too fast" answer they go at half of it, which
/// doubles every <see cref="Recovery"/>. Campaigns take at most half of the rate. A stopped line lets one message through
/// as a probe.
/// </summary>
internal sealed class LinePace
{
    /// <summary>How long it takes to recover half of a slow-down.</summary>
    public static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    /// <summary>How long the probe of a stopped line may take.</summary>
    public static readonly TimeSpan ProbeTime = TimeSpan.FromSeconds(10);

    /// <summary>How far ahead places are given; later callers ask again.</summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromSeconds(30);

    /// <summary>How far ahead of the even pace messages may go, for small bursts.</summary>
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

    /// <returns>Whether this stopped the line, or started it again.</returns>
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
                // Messages that were on their way together cause one slow-down.
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
        : now < _closedUntil || SlowdownAt(now) > 1.01
            ? new LineStatus(LineFault.TooFast, now < _closedUntil ? _closedUntil : null, _detail)
        : now < _campaignsClosedUntil ? new LineStatus(LineFault.Spam, _campaignsClosedUntil, _detail)
        : new LineStatus(LineFault.None, null, null);

    private double SlowdownAt(DateTimeOffset now) => Math.Max(1, _slowdown / Math.Pow(2, (now - _slowedAt) / Recovery));

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
