using ObsidianVault.Renderer.ControlGroups;

namespace ObsidianVault.Unit.Rendering;

/// <summary>
/// The files of a control group, in a folder that imitates the kernel's. Functional tests use the kernel's own, of the version that
/// the machine has.
/// </summary>
public sealed class ControlGroupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("vault-group-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Version_two_is_limited_read_and_offered_by_its_own_files()
    {
        var group = new ControlGroup(_folder, isUnified: true);
        Write("memory.current", "9000\n");
        Write("memory.stat", "anon 3000\nfile 5000\nkernel 500\nshmem 1000\nfile_mapped 7\n");
        Write("memory.events", "low 0\noom 4\noom_kill 3\noom_group_kill 0\n");
        Write("memory.swap.max", "max\n");
        Write("cgroup.subtree_control", "cpu\n");
        (group.HeldBytes, group.Killed).ShouldBe((5000, 3));

        group.LimitMemory(1 << 20);
        group.Weigh(0.25);
        group.Offer(["memory", "cpu"]);
        (Read("memory.max"), Read("memory.swap.max"), Read("cpu.weight"), Read("cgroup.subtree_control"))
            .ShouldBe(("1048576", "0", "25", "+memory"));
    }

    [Theory]
    [InlineData(4096, "1048576")]
    [InlineData(long.MaxValue, "1048576")]
    public void Version_one_is_limited_and_read_by_its_own_files_with_swap_or_without(long before, string after)
    {
        var group = new ControlGroup(_folder, isUnified: false);
        Write("memory.usage_in_bytes", "9000\n");
        Write("memory.stat", "cache 1\nrss 1\nshmem 1\ntotal_cache 5000\ntotal_shmem 1000\n");
        Write("memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
        Write("memory.memsw.limit_in_bytes", $"{before}\n");
        (group.HeldBytes, group.Killed).ShouldBe((5000, 2));

        group.LimitMemory(1 << 20);
        group.Weigh(2);
        group.Offer(["memory"]);
        (Read("memory.limit_in_bytes"), Read("memory.memsw.limit_in_bytes"), Read("cpu.shares")).ShouldBe((after, after, "2048"));
        File.Exists(Path.Combine(_folder, "cgroup.subtree_control")).ShouldBeFalse();
    }

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(_folder, file), text);

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
