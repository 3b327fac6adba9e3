using System.Globalization;
using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.ControlGroups;

/// <summary>
/// The control groups of this renderer's sandboxes: the kernel counts the memory of each and shares the processors out among them.
/// Where the renderer may not make groups, scenes are refused what only a group would have counted. See docs/adr/0042.
/// </summary>
internal sealed partial class JobGroups : IDisposable
{
    private const string Everybody = "obsidian-vault";
    private const string Memory = "memory";
    private const string Processors = "cpu";

    // A group moves the process that enters it, so it enters by itself before it becomes anything else.
    private const string Enter = """while [ "$1" != -- ]; do echo 0 > "$1" || exit 125; shift; done; shift; exec "$@" """;

    private readonly List<Home> _homes = [];
    private int _made;

    /// <exception cref="InvalidOperationException">Groups are required and cannot be made here.</exception>
    public JobGroups(IOptions<RendererOptions> options, ILogger<JobGroups> logger)
    {
        var reasons = new List<string>();
        if (options.Value.ControlGroups is ControlGroupUse.Off) reasons.Add("Renderer:ControlGroups is Off");
        else MakeHomes(options.Value.Slots, reasons);
        Accounting = new Accounting(Has(Memory), Has(Processors), IsAutogrouped());
        var why = string.Join("; ", reasons);
        if (options.Value.ControlGroups is ControlGroupUse.Required && Accounting is not { CountsMemory: true, SharesProcessors: true })
        {
            Dispose();
            throw new InvalidOperationException(
                $"Renderer:ControlGroups is Required, but the renderer may not make control groups here: {why}. "
                + "Run it as root, or delegate its control group to it with the controllers memory and cpu.");
        }

        LogHolds(logger, Accounting, why);
    }

    public Accounting Accounting { get; }

    /// <summary>Where this renderer's groups are; one folder for each tree of the kernel.</summary>
    internal IEnumerable<string> Folders => _homes.Select(home => home.Group.Folder);

    /// <summary>A group for one sandbox; one that counts nothing where the renderer may make none.</summary>
    /// <param name="memoryBytes">The limit until <see cref="JobGroup.Limit"/> sets another.</param>
    /// <param name="share">Its share of the processors while others want them; 1 for a scene.</param>
    public JobGroup Create(long memoryBytes, double share)
    {
        var name = Interlocked.Increment(ref _made).ToString(CultureInfo.InvariantCulture);
        var groups = _homes.ConvertAll(home => (home.Controllers, Group: ControlGroup.Create(home.Group.Folder, name, home.IsUnified)));
        foreach (var (controllers, group) in groups)
        {
            if (controllers.Contains(Memory)) group.LimitMemory(memoryBytes);
            if (controllers.Contains(Processors)) group.Weigh(share);
        }

        return new JobGroup(
            groups.Find(group => group.Controllers.Contains(Memory)).Group,
            groups.ConvertAll(group => group.Group),
            ["/bin/sh", "-c", Enter, "sh", .. groups.Select(group => group.Group.Processes), "--"]);
    }

    public void Dispose()
    {
        foreach (var home in _homes)
        {
            home.Lock.Dispose();
            home.Group.Remove();
        }

        _homes.Clear();
    }

    private bool Has(string controller) => _homes.Exists(home => home.Controllers.Contains(controller));

    private void MakeHomes(int slots, List<string> reasons)
    {
        string[] wanted = [Memory, Processors];
        foreach (var tree in wanted.Select(name => (Name: name, Controller: Find(name, reasons))).Where(one => one.Controller is not null)
            .GroupBy(one => (one.Controller!.IsUnified, Tree: string.Join(' ', one.Controller.Parents))))
        {
            var controllers = tree.Select(one => one.Name).ToArray();
            var tried = new List<string>();
            if (tree.First().Controller!.Parents.Select(parent => TryMakeHome(tree.First().Controller!, parent, controllers, slots, tried))
                .FirstOrDefault(home => home is not null) is not { } made)
            {
                reasons.AddRange(tried);
                continue;
            }

            _homes.Add(made);
            if (controllers.Contains(Processors)) made.Group.Weigh(slots);
        }
    }

    private static Controller? Find(string name, List<string> reasons)
    {
        var found = Controller.Find(name);
        if (found is null) reasons.Add($"no controller {name}");
        return found;
    }

    private static Home? TryMakeHome(Controller controller, string parent, string[] controllers, int slots, List<string> tried)
    {
        try
        {
            return MakeHome(controller, parent, controllers, slots);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            tried.Add($"{parent}: {exception.Message}");
            return null;
        }
    }

    private static Home MakeHome(Controller controller, string parent, string[] controllers, int slots)
    {
        var isUnified = controller.IsUnified;
        var above = new ControlGroup(parent, isUnified);
        if (isUnified && parent == controller.Own) StepAside(above, controllers);
        above.Offer(controllers);
        var everybody = ControlGroup.Create(parent, Everybody, isUnified);
        everybody.Offer(controllers);
        if (controllers.Contains(Processors)) everybody.Weigh(slots);
        Sweep(everybody, isUnified);
        var own = ControlGroup.Create(everybody.Folder, Guid.NewGuid().ToString("N")[..12], isUnified);
        var home = new Home(own, LockOf(own), isUnified, controllers);
        own.Offer(controllers);
        return home;
    }

    /// <summary>
    /// Version 2 gives controllers only to the groups of a group that has no processes of its own. If this process is alone in its
    /// group, it moves into one below.
    /// </summary>
    private static void StepAside(ControlGroup own, string[] controllers)
    {
        var offered = File.ReadAllText(Path.Combine(own.Folder, "cgroup.subtree_control")).Split((char[])[' ', '\n']);
        if (!controllers.Except(offered).Any()) return;
        if (File.ReadAllLines(own.Processes) is not [var only] || only != Environment.ProcessId.ToString(CultureInfo.InvariantCulture))
            throw new IOException("other processes are in the same group");
        File.WriteAllText(ControlGroup.Create(own.Folder, Everybody + "-host", isUnified: true).Processes, "0");
    }

    /// <summary>Removes what renderers that died left behind, with all that runs there. A renderer that lives holds a lock.</summary>
    private static void Sweep(ControlGroup everybody, bool isUnified)
    {
        foreach (var folder in Directory.EnumerateDirectories(everybody.Folder))
        {
            try
            {
                var left = new ControlGroup(folder, isUnified);
                LockOf(left).Dispose();
                left.Remove();
            }
            catch (IOException)
            {
                // Its renderer lives, or removed it this moment.
            }
        }
    }

    /// <exception cref="IOException">Another process holds it.</exception>
    private static FileStream LockOf(ControlGroup group) => new(group.Processes, FileMode.Open, FileAccess.Read, FileShare.None);

    /// <summary>Whether sessions share the processors: only of processes that are in no group below the machine's first.</summary>
    public static bool IsAutogrouped()
    {
        const string setting = "/proc/sys/kernel/sched_autogroup_enabled";
        if (!File.Exists(setting) || File.ReadAllText(setting).Trim() != "1") return false;
        var processors = Controller.Find(Processors);
        // The machine's first group of version 1 alone has an agent; that of version 2 alone has no type.
        return processors is null || (processors.Own is { } own
            && (processors.IsUnified ? !File.Exists(Path.Combine(own, "cgroup.type")) : File.Exists(Path.Combine(own, "release_agent"))));
    }

    private sealed record Home(ControlGroup Group, FileStream Lock, bool IsUnified, string[] Controllers);

    [LoggerMessage(LogLevel.Information, "{Holds} {Why}")]
    private static partial void LogHolds(ILogger logger, Accounting holds, string why);
}
