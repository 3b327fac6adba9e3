using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Grains.Sessions.People;

/// <summary>The addresses of a conversation: which of them are the same person, and who wants to hear from us.</summary>
internal static class Addresses
{
    public static KnownAddress AddressOf(this SessionRecord state, ChannelAddress address) =>
        state.Addresses.FirstOrDefault(a => a.Address == address) ?? new KnownAddress(address);

    public static bool IsOptedOut(this SessionRecord state, ChannelAddress address) => state.AddressOf(address).OptedOut;

    /// <summary>Whether the person allows the message at all, whatever the channel allows.</summary>
    public static bool Allows(this SessionRecord state, OutboundMessage message) =>
        !state.IsOptedOut(message.To)
        && !(message.IsMarketing && state.AddressOf(message.To).NoMarketing);

    public static SessionRecord WithAddress(this SessionRecord state, KnownAddress address)
    {
        var all = state.Addresses.RemoveAll(a => a.Address == address.Address).Add(address);
        // That somebody wants to hear nothing is the last thing to be forgotten.
        while (all.Length > SessionRecord.MaxAddresses) all = all.Remove(all.FirstOrDefault(a => !a.Forbids) ?? all[0]);
        return state with { Addresses = all };
    }

    /// <summary>
    /// Opts the address out, dropping its waiting messages, or back in. News older than the newest known changes nothing.
    /// </summary>
    /// <param name="byWords">The person said so: then only their words undo it, and not just any message.</param>
    public static SessionRecord WithConsent(
        this SessionRecord state, ChannelAddress address, bool optedOut, DateTimeOffset at, bool byWords = false)
    {
        var known = state.AddressOf(address);
        if (at < known.ConsentAt) return state;
        var next = state.WithAddress(known with { OptedOut = optedOut, ByWords = optedOut && (byWords || known.ByWords), ConsentAt = at });
        return !optedOut ? next : next.WithRead([.. state.Inbox.Where(m => m.From == address)]) with
        {
            Outbox = state.Outbox.RemoveAll(o => o.Message.To == address),
            Inbox = state.Inbox.RemoveAll(m => m.From == address),
            Jobs = [.. state.Jobs.Select(j => j.ReplyTo == address ? j with { Settled = true } : j)],
        };
    }

    /// <summary>
    /// Stops or resumes marketing to the address. What waits of it is dropped; nothing else changes. News older than the newest
    /// known changes nothing.
    /// </summary>
    public static SessionRecord WithMarketing(this SessionRecord state, ChannelAddress address, bool stopped, DateTimeOffset at)
    {
        var known = state.AddressOf(address);
        if (at < known.MarketingAt) return state;
        var next = state.WithAddress(known with { NoMarketing = stopped, MarketingAt = at });
        return next with { Outbox = next.Outbox.RemoveAll(o => o.Message.To == address && !next.Allows(o.Message)) };
    }

    /// <summary>The address with what the person said newest about marketing, here or there.</summary>
    public static KnownAddress WithMarketingOf(this KnownAddress address, KnownAddress other) =>
        other.MarketingAt > address.MarketingAt || (address.MarketingAt is null && other.MarketingAt is not null)
            || (other.MarketingAt == address.MarketingAt && other.NoMarketing)
            ? address with { NoMarketing = other.NoMarketing, MarketingAt = other.MarketingAt }
            : address;

    /// <summary>The primary address that stands for this one.</summary>
    public static ChannelAddress PrimaryOf(this SessionRecord state, ChannelAddress address) =>
        state.SameAs.FirstOrDefault(s => s.Other == address)?.Primary ?? address;

    /// <summary>Records that the addresses belong to one person, so that they share messages, window and consent from here on.</summary>
    public static SessionRecord WithSame(this SessionRecord state, ChannelAddress address, ImmutableArray<ChannelAddress> others)
    {
        if (others.IsEmpty) return state;
        ImmutableArray<ChannelAddress> all = [address, .. others];
        // A phone number is preferred: answers go there while it is known.
        var primary = all.FirstOrDefault(a => a.ExternalId.All(char.IsAsciiDigit)) ?? state.PrimaryOf(address);
        var next = state;
        foreach (var other in all.Distinct().Where(a => a != primary && state.PrimaryOf(a) != primary))
        {
            var before = next.PrimaryOf(other);
            next = next.Moved(before, primary) with
            {
                SameAs = SessionRecord.Last(
                    next.SameAs.RemoveAll(s => s.Other == other).Add(new SameAddress(other, primary)), SessionRecord.MaxAddresses),
            };
        }

        return next;
    }

    /// <summary>Moves everything of the old address to the new one.</summary>
    public static SessionRecord Moved(this SessionRecord state, ChannelAddress old, ChannelAddress address)
    {
        if (old == address) return state;
        var next = state;
        if (state.Addresses.FirstOrDefault(a => a.Address == old) is { } known)
        {
            var there = state.AddressOf(address);
            var newest = there.ConsentAt == known.ConsentAt ? there.OptedOut ? there : known
                : Later(there.ConsentAt, known.ConsentAt) == there.ConsentAt ? there : known;
            next = state with { Addresses = state.Addresses.Remove(known) };
            next = next.WithAddress(newest.WithMarketingOf(there).WithMarketingOf(known) with
            {
                Address = address,
                LastInboundAt = Later(known.LastInboundAt, there.LastInboundAt),
                InvitedAt = Later(known.InvitedAt, there.InvitedAt),
            });
        }

        return next with
        {
            Inbox = [.. state.Inbox.Select(m => m.From == old ? m with { From = address } : m)],
            Outbox = [.. state.Outbox.Select(o => o.Message.To == old ? o with { Message = o.Message with { To = address } } : o)],
            Jobs = [.. state.Jobs.Select(j => j.ReplyTo == old ? j with { ReplyTo = address } : j)],
            SameAs = [.. state.SameAs.Where(s => s.Other != address).Select(s => s.Primary == old ? s with { Primary = address } : s)],
        };
    }

    private static DateTimeOffset? Later(DateTimeOffset? a, DateTimeOffset? b) => a is null || b > a ? b : a;
}
