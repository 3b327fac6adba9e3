using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.ControlGroups;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>Control groups of a renderer, on this machine's kernel.</summary>
public sealed class JobGroupsTests
{
    [Fact]
    public void What_holds_is_said_and_where_groups_are_required_nothing_less_will_do()
    {
        using var groups = Groups(ControlGroupUse.Auto);
        var isWhole = groups.Accounting is { CountsMemory: true, SharesProcessors: true };
        groups.Accounting.ToString().Contains("The kernel counts all memory", StringComparison.Ordinal)
            .ShouldBe(groups.Accounting.CountsMemory);
        if (isWhole) Groups(ControlGroupUse.Required).Dispose();
        else Should.Throw<InvalidOperationException>(() => Groups(ControlGroupUse.Required)).Message.ShouldContain("delegate");
    }

    [Fact]
    public void A_renderer_that_is_told_to_makes_no_groups()
    {
        using var groups = Groups(ControlGroupUse.Off);
        groups.Accounting.CountsMemory.ShouldBeFalse();
        groups.Accounting.SharesProcessors.ShouldBeFalse();
        groups.Create(1 << 30, 1).Enter(["true"]).ShouldBe(["true"]);
    }

    [Fact]
    public async Task Groups_of_a_renderer_that_died_are_removed_with_what_runs_there_and_those_of_one_that_lives_stay()
    {
        using var living = Groups(ControlGroupUse.Auto);
        if (living.Folders.FirstOrDefault() is not { } own)
        {
            living.Accounting.CountsMemory.ShouldBeFalse();
            return;
        }

        var dead = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(own)!, "0dead0dead00")).FullName;
        var slot = Directory.CreateDirectory(Path.Combine(dead, "1")).FullName;
        using var left = Process.Start("/bin/sh", ["-c", $"echo 0 > {slot}/cgroup.procs && exec sleep 600"]);
        try
        {
            while (File.ReadAllText(Path.Combine(slot, "cgroup.procs")).Length == 0) await Task.Yield();
            using (Groups(ControlGroupUse.Auto)) await left.WaitForExitAsync(TestContext.Current.CancellationToken);
            using (Groups(ControlGroupUse.Auto)) Directory.Exists(dead).ShouldBeFalse();
            Directory.Exists(own).ShouldBeTrue();
        }
        finally
        {
            left.Kill();
        }
    }

    private static JobGroups Groups(ControlGroupUse use) => new(
        new OptionsWrapper<RendererOptions>(new RendererOptions { ControlGroups = use }), NullLogger<JobGroups>.Instance);
}
