using System.Net;
using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos;

/// <summary>kill -9 of one process of a cluster: the others carry on, and the job finishes exactly once.</summary>
public sealed class KilledHostTests(ClusterShape shape)
{
    [Theory]
    [InlineData("Api")]
    [InlineData("Silo")]
    [InlineData("Renderer")]
    public async Task A_job_survives_the_kill_of_one_host(string host)
    {
        await using var vault = await shape.StartNewAsync();
        (await vault.TelegramAsync(1, "/video Plot y = x^2")).ShouldBe(HttpStatusCode.OK);
        await KilledServiceTests.SeeProgressAsync(vault, "Rendering");
        await vault.KillAsync(host);
        await vault.StartAsync();
        await KilledServiceTests.DeliverAsync(vault, 2, "/help");
        await KilledServiceTests.ShouldDeliverOnceAsync(vault);
    }
}
