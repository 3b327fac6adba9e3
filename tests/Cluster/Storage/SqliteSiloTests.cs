using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Cluster.Storage;

public sealed class SqliteSiloTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private Dictionary<string, string?> Settings => new() { ["Storage:DataFolder"] = _folder.Path };

    [Fact]
    public async Task State_and_reminders_survive_a_restart()
    {
        var first = VaultHost.BuildSilo(Settings);
        await first.StartAsync(TestContext.Current.CancellationToken);
        var note = first.Grains().GetGrain<INoteGrain>("note:1");
        await note.AddAsync("Привет & <b>");
        await note.AddAsync("two");
        await note.RemindAsync("tick");
        await first.StopAndDisposeAsync();

        var second = VaultHost.BuildSilo(Settings);
        await second.StartAsync(TestContext.Current.CancellationToken);
        note = second.Grains().GetGrain<INoteGrain>("note:1");
        (await note.ReadAsync()).ShouldBe(["Привет & <b>", "two"]);
        (await note.RemindersAsync()).ShouldBe(["tick"]);
        await Eventually.AssertAsync(async () => await note.TicksAsync() > 0, "the reminder ticks in the second silo");
        await second.StopAndDisposeAsync();
    }

    [Fact]
    public async Task Cleared_state_is_gone_and_can_be_written_anew()
    {
        var host = VaultHost.BuildSilo(Settings);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var note = host.Grains().GetGrain<INoteGrain>("note:1");
        await note.AddAsync("one");
        await note.ClearAsync();
        (await note.ReadAsync()).ShouldBeEmpty();
        await note.AddAsync("two");
        await note.AddAsync("three");
        (await note.ReadAsync()).ShouldBe(["two", "three"]);
        await host.StopAndDisposeAsync();
    }

    [Fact]
    public async Task A_silo_told_to_host_other_grains_only_does_not_host_ours()
    {
        var host = VaultHost.BuildSilo(Settings, silo => silo.HostOnlyGrainsOf(typeof(ClusterHostingExtensions).Assembly));
        await host.StartAsync(TestContext.Current.CancellationToken);
        var failure = await Should.ThrowAsync<Exception>(() => host.Grains().GetGrain<INoteGrain>("note:1").ReadAsync());
        failure.Message.ShouldContain("INoteGrain");
        // Orleans' own scripts stay.
        (await host.Grains().GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true, TestContext.Current.CancellationToken)).Count
            .ShouldBe(1);
        await host.StopAndDisposeAsync();
    }

    [Fact]
    public async Task Wrong_settings_are_reported_all_at_once()
    {
        var host = VaultHost.BuildSilo(new Dictionary<string, string?>
        {
            ["Storage:Provider"] = "PostgreSQL",
            ["Storage:MaxPoolSize"] = "0",
            ["Storage:DataFolder"] = " ",
        });
        var failure = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => host.StartAsync(TestContext.Current.CancellationToken));
        failure.Failures.Count().ShouldBe(3);
        failure.Message.ShouldContain("Storage:ConnectionString is required when Storage:Provider is PostgreSQL.");
    }

    public void Dispose() => _folder.Dispose();
}
