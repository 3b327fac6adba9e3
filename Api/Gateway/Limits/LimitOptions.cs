using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace ObsidianVault.Api.Gateway.Limits;

/// <summary>
/// Section <c>Limits</c>: how many requests one caller may make. Each class of routes has its own limits; the numbers are for one
/// principal, which is a session or the operator.
/// </summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Whether requests are limited at all. Default: yes. Wrong credentials are always limited.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>
    /// Whether requests from this machine itself, over loopback and not through a proxy, are limited too. Default: only where
    /// <c>Sessions:PublicUrl</c> names another host than this machine, which means that the service is published.
    /// </summary>
    public bool? ThisMachine { get; set; }

    /// <summary>
    /// How many times the limits of one principal an address has, since an office or a mobile network is one address. Default 10,
    /// 1 to 1,000.
    /// </summary>
    [Range(1, 1_000)]
    public int AddressFactor { get; set; } = 10;

    /// <summary>
    /// How much of the limits of one principal a guest has, in percent, where people can sign in. Where nobody can, everybody is a guest
    /// and has all of it. Default 25, 1 to 100.
    /// </summary>
    [Range(1, 100)]
    public int GuestPercent { get; set; } = 25;

    /// <summary>Calls of a model: <c>/v1</c> and <c>/api/v1/ai</c>. Default 60 a minute, 1,000 an hour, 32 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Ai { get; set; } = new(60, 1_000, 32);

    /// <summary>Messages to people on WhatsApp. Default 120 a minute, 5,000 an hour, 16 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit WhatsApp { get; set; } = new(120, 5_000, 16);

    /// <summary>Questions to the knowledge base. Default 30 a minute, 500 an hour, 8 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Knowledge { get; set; } = new(30, 500, 8);

    /// <summary>Documents that are written, and collections. Default 600 a minute, 20,000 an hour, 16 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Documents { get; set; } = new(600, 20_000, 16);

    /// <summary>Pictures. Default 20 a minute, 200 an hour, 8 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Visualizer { get; set; } = new(20, 200, 8);

    /// <summary>Everything else that reads. Default 300 a minute, 6,000 an hour, 32 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Read { get; set; } = new(300, 6_000, 32);

    /// <summary>Everything else that writes. Default 60 a minute, 1,000 an hour, 16 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Write { get; set; } = new(60, 1_000, 16);

    /// <summary>Streams of events. Default 120 a minute, 2,000 an hour, 50 open at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Stream { get; set; } = new(120, 2_000, 50);

    /// <summary>Sessions that one address opens. Default 10 a minute, 100 an hour, 4 at once.</summary>
    [ValidateObjectMembers]
    public ClassLimit Opening { get; set; } = new(10, 100, 4);

    /// <summary>
    /// Different unknown credentials that one address sends. Default 10 a minute and 30 an hour; then the address waits, first for
    /// seconds, later for up to an hour.
    /// </summary>
    [ValidateObjectMembers]
    public ClassLimit Credentials { get; set; } = new(10, 30, 0);

    internal ClassLimit Of(LimitClass kind) => kind switch
    {
        LimitClass.Ai => Ai,
        LimitClass.WhatsApp => WhatsApp,
        LimitClass.Knowledge => Knowledge,
        LimitClass.Documents => Documents,
        LimitClass.Visualizer => Visualizer,
        LimitClass.Read => Read,
        LimitClass.Write => Write,
        LimitClass.Stream => Stream,
        LimitClass.Opening => Opening,
        LimitClass.Credentials => Credentials,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The class has no limits."),
    };
}

/// <summary>The limits of one class. 0 means that this one is not limited.</summary>
public sealed class ClassLimit
{
    public ClassLimit()
    {
    }

    internal ClassLimit(int perMinute, int perHour, int atOnce) => (PerMinute, PerHour, AtOnce) = (perMinute, perHour, atOnce);

    /// <summary>In any minute. 0 to 10,000,000.</summary>
    [Range(0, 10_000_000)]
    public int PerMinute { get; set; }

    /// <summary>In any hour. 0 to 100,000,000.</summary>
    [Range(0, 100_000_000)]
    public int PerHour { get; set; }

    /// <summary>At the same time. 0 to 100,000.</summary>
    [Range(0, 100_000)]
    public int AtOnce { get; set; }

    internal ClassLimit Times(int factor) => new(Scaled(PerMinute, factor), Scaled(PerHour, factor), Scaled(AtOnce, factor));

    /// <summary>A part of it, and never none of it.</summary>
    internal ClassLimit Percent(int percent) => new(Part(PerMinute, percent), Part(PerHour, percent), Part(AtOnce, percent));

    private static int Part(int number, int percent) => number == 0 ? 0 : (int)Math.Max(1, (long)number * percent / 100);

    private static int Scaled(int number, int factor) => (int)Math.Min((long)number * factor, int.MaxValue);
}
