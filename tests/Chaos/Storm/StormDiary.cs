using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace ObsidianVault.Chaos.Storm;

/// <summary>One fault. Without an end while it lasts.</summary>
public sealed class Disturbance(string kind, string target, DateTimeOffset from)
{
    public string Kind => kind;

    public string Target => target;

    public DateTimeOffset From => from;

    public DateTimeOffset? To { get; set; }

    /// <summary>Whether it lasted at the time, or shortly before or after.</summary>
    public bool Touches(DateTimeOffset at, TimeSpan before, TimeSpan after) =>
        From <= at + after && (To ?? DateTimeOffset.MaxValue) >= at - before;

    public override string ToString() => $"{Kind} {Target} {From:HH:mm:ss.fff}-{To:HH:mm:ss.fff}";
}

/// <summary>What happened: the faults, the output of the processes, and what was found wrong.</summary>
public sealed partial class StormDiary(StormSettings settings) : IDisposable
{
    /// <summary>What Orleans says, as an ArgumentException, while no silo of a kind is up.</summary>
    private const string NoSilo = "Could not find an implementation for interface";

    private readonly ConcurrentDictionary<string, TextWriter> _files = new();
    private readonly ConcurrentQueue<Disturbance> _disturbances = new();
    private readonly ConcurrentQueue<string> _violations = new();
    private readonly ConcurrentQueue<(DateTimeOffset At, string Host, string Line)> _errors = new();
    private readonly ConcurrentQueue<string> _notes = new();

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public IReadOnlyCollection<Disturbance> Disturbances => _disturbances;

    public IReadOnlyCollection<string> Violations => _violations;

    public IReadOnlyCollection<string> Notes => _notes;

    /// <summary>The lines at Error or above.</summary>
    public IReadOnlyCollection<(DateTimeOffset At, string Host, string Line)> Errors => _errors;

    public Disturbance Begin(string kind, string target)
    {
        var disturbance = new Disturbance(kind, target, Now);
        _disturbances.Enqueue(disturbance);
        Write("storm", $"{kind} {target}");
        return disturbance;
    }

    public void End(Disturbance disturbance)
    {
        disturbance.To = Now;
        Write("storm", $"end of {disturbance.Kind} {disturbance.Target}");
    }

    public void Violation(string what)
    {
        _violations.Enqueue(what);
        Write("storm", "VIOLATION " + what);
    }

    /// <summary>Something that is allowed and worth reading.</summary>
    public void Note(string what)
    {
        _notes.Enqueue(what);
        Write("storm", what);
    }

    public void Hear(string host, string line)
    {
        if (ErrorLine().IsMatch(line)) _errors.Enqueue((Now, host, line));
        Write(host, line, stamped: false);
    }

    public void Write(string file, string line, bool stamped = true)
    {
        var writer = _files.GetOrAdd(file, name => TextWriter.Synchronized(
            new StreamWriter(Path.Combine(settings.Logs, name + ".log"), append: false) { AutoFlush = true }));
        writer.WriteLine(stamped ? $"{Now:HH:mm:ss.fff} {line}" : line);
    }

    public bool WasDisturbed(DateTimeOffset at, TimeSpan before, TimeSpan after, Func<Disturbance, bool> by) =>
        _disturbances.Any(d => by(d) && d.Touches(at, before, after));

    /// <summary>Whether an error is one of the program itself, which no outage explains.</summary>
    public static bool IsDefect(string line) => Defect().IsMatch(line) && !line.Contains(NoSilo, StringComparison.Ordinal);

    /// <summary>Faults, notes, and which errors were logged how often.</summary>
    public IEnumerable<string> Report() =>
    [
        .. _disturbances.Select(d => $"fault: {d}"),
        .. _errors.GroupBy(e => Kind().Match(e.Line).Value).OrderByDescending(g => g.Count()).Select(g => $"error: {g.Count()} x {g.Key}"),
        .. _notes.Select(note => $"note: {note}"),
        .. _violations.Select(violation => $"VIOLATION: {violation}"),
    ];

    public void Dispose()
    {
        foreach (var file in _files.Values) file.Dispose();
    }

    [GeneratedRegex(@"^\S* ?(?:fail|crit): ")]
    private static partial Regex ErrorLine();

    [GeneratedRegex(
        "NullReferenceException|ObjectDisposedException|IndexOutOfRange|KeyNotFoundException|ArgumentException|ArgumentNullException"
        + "|ArgumentOutOfRange|InvalidCast|JsonException|CodecNotFound")]
    private static partial Regex Defect();

    [GeneratedRegex(@"(?:fail|crit): [^\[]+\[\d+\]")]
    private static partial Regex Kind();
}
