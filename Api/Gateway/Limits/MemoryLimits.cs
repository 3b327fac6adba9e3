using System.Collections.Concurrent;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>Counts in the memory of this process. Bounded: when there are too many subjects, those that are idle are forgotten.</summary>
internal sealed class MemoryLimits(TimeProvider time) : ILimitStore
{
    internal const int Capacity = 100_000;
    private const int SweepEvery = 16_384;
    private static readonly TimeSpan s_minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_hour = TimeSpan.FromHours(1);

    /// <summary>After these times a counter is forgotten. The first is what both windows need; the others make room under attack.</summary>
    private static readonly TimeSpan[] s_idle =
        [s_hour + (s_hour / SlidingWindow.Steps), s_minute + (s_minute / SlidingWindow.Steps), TimeSpan.Zero];

    private readonly ConcurrentDictionary<LimitSubject, Counter> _counters = new();
    private readonly long _start = time.GetTimestamp();
    private int _added;
    private int _count;

    /// <summary>How many subjects are counted.</summary>
    internal int Count => Volatile.Read(ref _count);

    public ValueTask<LimitVerdict> TakeAsync(LimitSubject first, ClassLimit limit, LimitSubject second, ClassLimit secondLimit)
    {
        while (true)
        {
            var one = Of(first);
            var two = second.Id is null ? null : Of(second);
            // A principal is locked before its address, by everybody.
            lock (one)
            {
                if (two is null)
                {
                    if (one.IsForgotten) continue;
                    return new(Take(one, limit, null, secondLimit));
                }

                lock (two)
                {
                    if (one.IsForgotten || two.IsForgotten) continue;
                    return new(Take(one, limit, two, secondLimit));
                }
            }
        }
    }

    private LimitVerdict Take(Counter one, ClassLimit limit, Counter? two, ClassLimit secondLimit)
    {
        var now = time.GetElapsedTime(_start);
        var (refused, wait) = one.Refuses(limit, now);
        var byAddress = false;
        if (refused is null && two is not null)
        {
            (refused, wait) = two.Refuses(secondLimit, now);
            byAddress = refused is not null;
        }

        if (refused is null)
        {
            one.Take(now);
            two?.Take(now);
        }

        return new LimitVerdict(refused, byAddress, wait, one.Minute(limit, now), one.Hour(limit, now),
            refused is null ? new Place(one, two) : null);
    }

    private Counter Of(LimitSubject subject)
    {
        if (_counters.TryGetValue(subject, out var known)) return known;
        if (Interlocked.Increment(ref _added) % SweepEvery == 0) Sweep(s_idle[0]);
        foreach (var idle in s_idle)
        {
            if (Count < Capacity) break;
            Sweep(idle);
        }

        var added = new Counter();
        if (!_counters.TryAdd(subject, added)) return Of(subject);
        Interlocked.Increment(ref _count);
        return added;
    }

    private void Sweep(TimeSpan idle)
    {
        var now = time.GetElapsedTime(_start);
        foreach (var (subject, counter) in _counters)
        {
            lock (counter)
            {
                if (counter.Held > 0 || now - counter.Last < idle) continue;
                counter.IsForgotten = true;
                if (_counters.TryRemove(subject, out _)) Interlocked.Decrement(ref _count);
            }
        }
    }

    private sealed class Counter
    {
        private readonly SlidingWindow _minute = new(s_minute);
        private readonly SlidingWindow _hour = new(s_hour);

        public int Held { get; private set; }

        public TimeSpan Last { get; private set; }

        public bool IsForgotten { get; set; }

        public (LimitKind? Refused, TimeSpan Wait) Refuses(ClassLimit limit, TimeSpan now)
        {
            if (limit.PerHour > 0 && _hour.Count(now) >= limit.PerHour) return (LimitKind.Hour, _hour.UntilNext(now));
            if (limit.PerMinute > 0 && _minute.Count(now) >= limit.PerMinute) return (LimitKind.Minute, _minute.UntilNext(now));
            return limit.AtOnce > 0 && Held >= limit.AtOnce ? (LimitKind.AtOnce, TimeSpan.FromSeconds(1)) : (null, default);
        }

        public void Take(TimeSpan now)
        {
            _minute.Add(now);
            _hour.Add(now);
            Held++;
            Last = now;
        }

        public void Leave()
        {
            lock (this) Held--;
        }

        public WindowState Minute(ClassLimit limit, TimeSpan now) => State(_minute, limit.PerMinute, now);

        public WindowState Hour(ClassLimit limit, TimeSpan now) => State(_hour, limit.PerHour, now);

        private static WindowState State(SlidingWindow window, int limit, TimeSpan now) =>
            new(Math.Max(limit - window.Count(now), 0), window.UntilNext(now));
    }

    private sealed class Place(Counter one, Counter? two) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) != 0) return;
            one.Leave();
            two?.Leave();
        }
    }
}
