using System.ComponentModel;
using System.Globalization;

namespace ObsidianVault.Renderer.ControlGroups;

/// <summary>One control group: a folder that the kernel fills with files. See cgroups(7).</summary>
internal sealed class ControlGroup(string folder, bool isUnified)
{
    private const int UsualShares = 1024;
    private const int UsualWeight = 100;

    public string Folder => folder;

    /// <summary>A process that writes 0 or its own id here enters the group, and so does all that it starts later.</summary>
    public string Processes => Path.Combine(folder, "cgroup.procs");

    /// <summary>Memory in bytes that the kernel cannot take back: without the contents of files.</summary>
    public long HeldBytes => isUnified
        ? Read("memory.current") - ReadFrom("memory.stat", "file") + ReadFrom("memory.stat", "shmem")
        : Read("memory.usage_in_bytes") - ReadFrom("memory.stat", "total_cache") + ReadFrom("memory.stat", "total_shmem");

    /// <summary>How many processes the kernel has killed because the group was at its limit.</summary>
    public long Killed => isUnified ? ReadFrom("memory.events", "oom_kill") : ReadFrom("memory.oom_control", "oom_kill");

    /// <summary>A new group, or the one of this name, in an existing one.</summary>
    public static ControlGroup Create(string parent, string name, bool isUnified)
    {
        var folder = Path.Combine(parent, name);
        Directory.CreateDirectory(folder);
        return new ControlGroup(folder, isUnified);
    }

    /// <summary>Lets the groups in this one have limits of these controllers. Version 1 always does.</summary>
    public void Offer(IEnumerable<string> controllers)
    {
        if (!isUnified) return;
        var offered = File.ReadAllText(Path.Combine(folder, "cgroup.subtree_control")).Split((char[])[' ', '\n']);
        foreach (var controller in controllers.Except(offered)) Write("cgroup.subtree_control", "+" + controller);
    }

    /// <summary>No more memory than this, swapped or not. What needs more is killed.</summary>
    public void LimitMemory(long bytes)
    {
        if (isUnified)
        {
            Write("memory.max", Text(bytes));
            TryWrite("memory.swap.max", "0");
            return;
        }

        // Memory with swap may never be limited to less than memory alone, so raising a limit takes the other order.
        var both = Path.Combine(folder, "memory.memsw.limit_in_bytes");
        if (File.Exists(both) && bytes > Read("memory.memsw.limit_in_bytes")) Write("memory.memsw.limit_in_bytes", Text(bytes));
        Write("memory.limit_in_bytes", Text(bytes));
        if (File.Exists(both)) Write("memory.memsw.limit_in_bytes", Text(bytes));
    }

    /// <summary>The share of the processors that the group gets while others want them too, where 1 is what everybody gets.</summary>
    public void Weigh(double share)
    {
        if (isUnified) Write("cpu.weight", Text((long)Math.Clamp(UsualWeight * share, 1, 10_000)));
        else Write("cpu.shares", Text((long)Math.Max(UsualShares * share, 2)));
    }

    /// <summary>
    /// Removes the group with all groups in it, and ends what is left running there; false while the kernel still counts it.
    /// </summary>
    public bool Remove()
    {
        if (!Directory.Exists(folder)) return true;
        var gone = true;
        foreach (var inner in Directory.EnumerateDirectories(folder)) gone &= new ControlGroup(inner, isUnified).Remove();
        try
        {
            foreach (var line in File.ReadAllLines(Processes)) Kill(int.Parse(line, CultureInfo.InvariantCulture));
            if (gone) Directory.Delete(folder);
            return gone;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return !Directory.Exists(folder);
        }
    }

    private static void Kill(int pid)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(pid);
            process.Kill();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It has ended, or belongs to somebody else.
        }
    }

    private long Read(string file) => long.Parse(File.ReadAllText(Path.Combine(folder, file)), CultureInfo.InvariantCulture);

    private long ReadFrom(string file, string key)
    {
        foreach (var line in File.ReadLines(Path.Combine(folder, file)))
        {
            if (line.Length > key.Length && line[key.Length] == ' ' && line.StartsWith(key, StringComparison.Ordinal))
                return long.Parse(line.AsSpan(key.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture);
        }

        return 0;
    }

    private void Write(string file, string value) => File.WriteAllText(Path.Combine(folder, file), value);

    private void TryWrite(string file, string value)
    {
        if (File.Exists(Path.Combine(folder, file))) Write(file, value);
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
