using System.Globalization;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.ControlGroups;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Functional.Rendering;

/// <summary>Two scenes want the same processor at the same time: how many processes one of them has makes no difference.</summary>
public sealed partial class NeighbourTests(SandboxFixture fixture) : SandboxTest(fixture)
{
    private const string Busy =
        """
        import time
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        def busy():
            time.sleep(max(0, FROM - time.time()))
            while time.time() < FROM + 6: sum(range(10_000))
            return time.process_time()
        """;

    private const string Alone = Busy + "\nraise ValueError(f'used {busy():.3f} s')";

    private const string Many = Busy +
        """

        says, hears = os.pipe()
        for _ in range(50):
            if os.fork() == 0:
                try:
                    os.setsid()
                    os.write(hears, f'{busy():.3f}\n'.encode())
                finally:
                    os._exit(0)
        os.close(hears)
        used = b''
        while part := os.read(says, 4096): used += part
        raise ValueError(f'used {sum(map(float, used.split())):.3f} s')
        """;

    [Theory]
    [InlineData(ControlGroupUse.Auto)]
    [InlineData(ControlGroupUse.Off)]
    public async Task Fifty_processes_in_sessions_of_their_own_take_nothing_from_one(ControlGroupUse use)
    {
        var sandbox = Fixture.Sandbox(options => (options.ControlGroups, options.Slots) = (use, 2));
        // Both sandboxes are warm before they compete.
        await Task.WhenAll(UsedAsync(sandbox, 0, Alone, 0), UsedAsync(sandbox, 1, Alone, 0));
        var start = TimeProvider.System.GetUtcNow().AddSeconds(4).ToUnixTimeSeconds();
        var used = await Task.WhenAll(UsedAsync(sandbox, 0, Alone, start), UsedAsync(sandbox, 1, Many, start));
        Fixture.Leftovers().ShouldBeEmpty();
        // An equal share would be 1, and a share by process 0.02.
        (used[0] / used[1]).ShouldBeGreaterThan(0.25, $"{used[0]} s beside {used[1]} s");
    }

    /// <summary>Where neither groups nor sessions share the processors, as in a container.</summary>
    [Theory]
    [InlineData("for _ in range(24):\n    if os.fork() == 0: busy(); os._exit(0)")]
    [InlineData("import threading\nfor _ in range(24): threading.Thread(target=busy, daemon=True).start()")]
    [InlineData("for _ in range(9):\n    if os.fork() == 0: busy(); os._exit(0)")]
    public async Task A_job_with_many_processes_or_threads_comes_after_the_others(string many)
    {
        using var launcher = new SandboxLauncher(null, new Accounting(CountsMemory: false, SharesProcessors: false, HasSession: false));
        await using var renderer = Fixture.New(launcher);
        const string wait =
            "until = time.time() + 60\nwhile time.time() < until and os.getpriority(os.PRIO_PROCESS, 0) == 0: time.sleep(0.1)\n";
        var isMany = many.Contains("24", StringComparison.Ordinal);
        var body = "import time\ndef busy(): time.sleep(100)\n" + many + "\n"
            + (isMany ? wait : "time.sleep(3)\n") + "raise ValueError(f'priority {os.getpriority(os.PRIO_PROCESS, 0)}')";
        await using var outcome = await renderer.Sandbox.RenderAsync(
            Scene(body), Quality.Low, 0, new Progress<double>(), TestContext.Current.CancellationToken);
        outcome.Failure.ShouldNotBeNull().Message.ShouldEndWith($"priority {(isMany ? 19 : 0)}.");
    }

    private static async Task<double> UsedAsync(ManimSandbox sandbox, int slot, string body, long start)
    {
        var code = Scene(body.Replace("FROM", start.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await using var outcome = await sandbox.RenderAsync(
            code, Quality.Low, slot, new Progress<double>(), TestContext.Current.CancellationToken);
        var said = Used().Match(outcome.Failure.ShouldNotBeNull().Message);
        said.Success.ShouldBeTrue(outcome.Failure.Message);
        return double.Parse(said.Groups[1].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"used ([\d.]+) s")]
    private static partial Regex Used();
}
