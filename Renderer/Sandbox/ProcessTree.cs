using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Reads the processes below a process from /proc. A sandbox's processes cannot leave its tree: an orphan is adopted by pid 1
/// of its namespace, which is itself in the tree.
/// </summary>
internal static class ProcessTree
{
    /// <summary>A scene, the processes that draw for it, LaTeX, and some threads.</summary>
    private const int Many = 16;

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

    /// <summary>Whether these processes use more memory than this together.</summary>
    public static bool Exceeds(IEnumerable<Entry> processes, long limit)
    {
        var tree = processes.ToList();
        // The exact sum is expensive, so it is only taken if the cheap one, which counts shared pages once per process, is over.
        return tree.Sum(entry => entry.ResidentBytes) > limit && tree.Sum(ProportionalBytes) > limit;
    }

    /// <summary>
    /// If these processes have more threads than an honest scene, they get only what others leave: sixty-four of the lowest
    /// priority weigh less than one of the usual, see sched(7). What they start later inherits it.
    /// </summary>
    public static void YieldIfMany(IEnumerable<Entry> processes)
    {
        var threads = processes.SelectMany(entry => Numbers($"/proc/{entry.Pid}/task")).ToList();
        if (threads.Count <= Many) return;
        foreach (var thread in threads)
        {
            try
            {
                using var one = Process.GetProcessById(thread);
                one.PriorityClass = ProcessPriorityClass.Idle;
            }
            catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It has ended meanwhile.
            }
        }
    }

    private static List<int> Numbers(string folder)
    {
        try
        {
            return Directory.EnumerateDirectories(folder)
                .Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)).ToList();
        }
        catch (IOException)
        {
            return [];
        }
    }

    /// <summary>The children of all threads of a process; see proc_pid_task(5).</summary>
    private static List<int> Children(int parent)
    {
        var found = new List<int>();
        try
        {
            foreach (var thread in Directory.EnumerateDirectories($"/proc/{parent}/task"))
            {
                foreach (var pid in File.ReadAllText(thread + "/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    found.Add(int.Parse(pid, CultureInfo.InvariantCulture));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It has ended meanwhile.
        }

        return found;
    }

    /// <summary>Whether this very process is still running, and not another one that reuses its id.</summary>
    public static bool IsAlive(Entry entry) => Read(entry.Pid) is { } now && now.StartedAt == entry.StartedAt;

    /// <summary>
    /// The memory of a process, with pages shared between forks divided among them. Its resident set if that cannot be read, and
    /// 0 while it is exiting and has freed its memory: otherwise many forks that exit together would each be counted with all
    /// their shared pages.
    /// </summary>
    public static long ProportionalBytes(Entry entry)
    {
        try
        {
            var line = File.ReadLines($"/proc/{entry.Pid}/smaps_rollup")
                .FirstOrDefault(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            if (line is null) return 0;
            const NumberStyles padded = NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
            return 1024 * long.Parse(line.AsSpan(4, line.Length - 6), padded, CultureInfo.InvariantCulture);
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
            // The name, in brackets, may contain anything, so fields are counted from the last bracket. See proc_pid_stat(5).
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            // A zombie has ended and holds no memory; some init processes take seconds to reap it.
            if (fields[0] is "Z" or "X") return null;
            return new Entry(
                pid,
                int.Parse(fields[1], CultureInfo.InvariantCulture),
                ulong.Parse(fields[19], CultureInfo.InvariantCulture),
                long.Parse(fields[21], CultureInfo.InvariantCulture) * Environment.SystemPageSize);
        }
        catch (Exception exception) when (exception is
            IOException
            or UnauthorizedAccessException
            or FormatException
            or IndexOutOfRangeException
            or ArgumentOutOfRangeException)
        {
            return null;
        }
    }
}
