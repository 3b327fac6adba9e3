namespace ObsidianVault.Renderer.ControlGroups;

/// <summary>One resource that control groups share out, and the folders in which this process may be able to make groups of it.</summary>
/// <param name="IsUnified">Whether it belongs to version 2, with one tree for all resources. Version 1 has a tree for each.</param>
/// <param name="Parents">Folders of groups, the most suitable first.</param>
/// <param name="Own">The folder of the group that this process is in.</param>
internal sealed record Controller(string Name, bool IsUnified, IReadOnlyList<string> Parents, string? Own)
{
    /// <summary>Reads /proc/self/mountinfo and /proc/self/cgroup; null if the machine has no such controller.</summary>
    public static Controller? Find(string name) => Find(
        name,
        File.ReadAllLines("/proc/self/mountinfo"),
        File.ReadAllLines("/proc/self/cgroup"),
        mount => File.ReadAllText(Path.Combine(mount, "cgroup.controllers")).Split((char[])[' ', '\n']).Contains(name));

    /// <param name="isOffered">Whether the tree of version 2 at this mount has the controller.</param>
    internal static Controller? Find(string name, IEnumerable<string> mounts, IReadOnlyList<string> groups, Func<string, bool> isOffered)
    {
        foreach (var line in mounts)
        {
            // See proc_pid_mountinfo(5): after the dash come type, source and options of the file system.
            var halves = line.Split(" - ", 2);
            if (halves.Length < 2 || halves[0].Split(' ') is not [_, _, _, var root, var mount, ..]) continue;
            var system = halves[1].Split(' ');
            var isUnified = system[0] == "cgroup2";
            if (isUnified ? !isOffered(mount) : system[0] != "cgroup" || !system[^1].Split(',').Contains(name)) continue;
            var path = groups.Select(group => group.Split(':', 3))
                .FirstOrDefault(group => isUnified ? group[0] == "0" : group[1].Split(',').Contains(name))?[2];
            var own = path is null ? null : Beneath(mount, root, path);
            // Version 1 lets root make groups anywhere. In version 2 a group is delegated as a whole.
            string?[] parents = isUnified ? [own, mount] : [mount, own];
            return new Controller(name, isUnified, [.. parents.OfType<string>().Distinct()], own);
        }

        return null;
    }

    private static string? Beneath(string mount, string root, string path)
    {
        // In a container the mount can begin below the path that the kernel names.
        if (root != "/") path = path == root ? "/" : path.StartsWith(root + "/", StringComparison.Ordinal) ? path[root.Length..] : "/..";
        return path.Contains("/..", StringComparison.Ordinal) ? null : path == "/" ? mount : mount + path;
    }
}
