using ObsidianVault.Renderer.ControlGroups;

namespace ObsidianVault.Unit.Rendering;

/// <summary>Where control groups can be made, from what the kernel says of mounts and of the process's own groups.</summary>
public sealed class ControllerTests
{
    private const string Hybrid =
        """
        31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
        32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct
        35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory
        41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw,nsdelegate
        """;

    private const string Unified = "30 24 0:26 / /sys/fs/cgroup rw,nosuid shared:4 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot";
    private const string InContainer = "35 31 0:32 /docker/0a1b /sys/fs/cgroup/memory ro,relatime - cgroup cgroup rw,memory";

    public static TheoryData<string, string, string, string, bool, string?, string[]> Machines => new()
    {
        { "memory", Hybrid, "4:memory:/services/vault\n0::/", "", false, "/sys/fs/cgroup/memory/services/vault",
            ["/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/services/vault"] },
        { "cpu", Hybrid, "1:cpu,cpuacct:/\n0::/", "", false, "/sys/fs/cgroup/cpu,cpuacct", ["/sys/fs/cgroup/cpu,cpuacct"] },
        { "memory", Unified, "0::/system.slice/vault.service", "memory cpu", true, "/sys/fs/cgroup/system.slice/vault.service",
            ["/sys/fs/cgroup/system.slice/vault.service", "/sys/fs/cgroup"] },
        { "cpu", Unified, "0::/", "memory cpu", true, "/sys/fs/cgroup", ["/sys/fs/cgroup"] },
        { "memory", InContainer, "4:memory:/docker/0a1b/inner", "", false, "/sys/fs/cgroup/memory/inner",
            ["/sys/fs/cgroup/memory", "/sys/fs/cgroup/memory/inner"] },
        { "memory", InContainer, "4:memory:/docker/0a1b", "", false, "/sys/fs/cgroup/memory", ["/sys/fs/cgroup/memory"] },
        { "memory", InContainer, "4:memory:/docker/other", "", false, null, ["/sys/fs/cgroup/memory"] },
        { "memory", Unified, "0::/../other", "memory", true, null, ["/sys/fs/cgroup"] },
    };

    [Theory, MemberData(nameof(Machines))]
    public void The_folders_to_make_groups_in_are_found(
        string name, string mounts, string groups, string offered, bool isUnified, string? own, string[] parents)
    {
        var found = Find(name, mounts, groups, offered).ShouldNotBeNull();
        (found.IsUnified, found.Own).ShouldBe((isUnified, own));
        found.Parents.ShouldBe(parents);
    }

    [Theory]
    [InlineData("cpu", InContainer, "4:memory:/", "")]
    [InlineData("memory", Unified, "0::/", "cpu pids")]
    [InlineData("memory", "23 1 0:28 / / rw - ext4 /dev/vda rw", "0::/", "")]
    [InlineData("memory", "", "", "")]
    public void A_machine_without_the_controller_has_none(string name, string mounts, string groups, string offered) =>
        Find(name, mounts, groups, offered).ShouldBeNull();

    private static Controller? Find(string name, string mounts, string groups, string offered) =>
        Controller.Find(name, mounts.Split('\n'), groups.Split('\n'), _ => offered.Split(' ').Contains(name));
}
