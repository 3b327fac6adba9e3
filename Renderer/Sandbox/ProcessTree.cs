using System.Globalization;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Reads what runs under a process from /proc. A sandbox's processes cannot leave its tree: an orphan falls to pid 1 of
/// its namespace, which is itself in the tree.
/// </summary>
internal static class ProcessTree
{
    public readonly record struct Entry(int Pid, int Parent, ulong StartedAt, long ResidentBytes);

    public static List<Entry> Under(int root)
    {
        var found = new List<Entry>();
        var open = new Stack<int>([root]);
        while (open.TryPop(out var parent))
        {
            foreach (var pid in Children(parent))
            {
                if (Read(pid) is not { } child) continue;
                found.Add(child);
                open.Push(pid);
            }
        }

        return found;
    }

    /// <summary>The children of all threads of a process; see proc_pid_task(5).</summary>
    private static List<int> Children(int parent)
    {
        var found = new List<int>();
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{parent}/task"))
            {
                foreach (var pid in File.ReadAllText(thread + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries)) found.Add(int.Parse(pid, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
        }

        return found;
    }

    /// <summary>Whether the very process still runs, not another that has got its id.</summary>
    public static bool IsAlive(Entry entry) => Read(entry.Pid) is { } now && now.StartedAt == entry.StartedAt;

    /// <summary>
    /// The memory a process takes, pages it shares with its forks divided among them; its resident set where that is not
    /// to be read, and nothing where it is ending and has given its memory back: many forks that end together once
    /// counted with all that they had shared.
    /// </summary>
    public static long ProportionalBytes(Entry entry)
    {
        try
        {
            var line = File.ReadLines($"/proc/{entry.Pid}/smaps_rollup").FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            return line is null ? 0 : 1024 * long.Parse(line.AsSpan(4, line.Length - 6), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or FormatException)
        {
            return IsAlive(entry) ? entry.ResidentBytes : 0;
        }
    }

    private static Entry? Read(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            // The name, in brackets, may hold anything: fields are counted from its last bracket. See proc_pid_stat(5).
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // A zombie has ended and holds nothing; some inits take seconds to collect it.
            if (fields[0] is "Z" or "X") return null;
            return new Entry(
                pid,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                ulong.Parse(fields[19], CultureInfo.InvariantCulture),
                long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
