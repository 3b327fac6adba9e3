using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Database;
using Orleans.Configuration;

namespace ObsidianVault.Benchmarks.Webhooks;

/// <summary>
/// The same path with Orleans as it comes: it verifies the signature, and the person's grain stores the message by one write of
/// Orleans' own provider before the 200. It knows nothing of duplicates, commands or answers. Front end and silo are one process,
/// which saves it a hop that ours has.
/// </summary>
internal static class StockService
{
    public const string Name = "one grain and one write of Orleans' AdoNet provider a message";

    /// <summary>The child process: its argument is the address. The database is that of the settings.</summary>
    public static async Task<int> MainAsync(string[] args)
    {
        var key = Encoding.UTF8.GetBytes(WebhookLoad.AppSecret);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddVaultDatabase();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort.Next(), FreePort.Next());
            silo.AddAdoNetGrainStorageAsDefault((OptionsBuilder<AdoNetGrainStorageOptions> options) =>
                options.Configure<DbDataSource>((o, source) => (o.Invariant, o.DataSource) = ("Npgsql", source)));
            silo.HostOnlyGrainsOf(typeof(StockGrain).Assembly);
        });
        await using var app = builder.Build();
        app.MapGet("/ready", () => "ready");
        app.MapPost(WebhookLoad.Path, async (HttpRequest request, IGrainFactory grains) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var expected = "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(key, body.ToArray()));
            var given = request.Headers["X-Hub-Signature-256"].ToString();
            if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given)))
                return Results.Unauthorized();
            var message = JsonDocument.Parse(body.ToArray()).RootElement.GetProperty("entry")[0].GetProperty("changes")[0]
                .GetProperty("value").GetProperty("messages")[0];
            await grains.GetGrain<IStockGrain>(message.GetProperty("from").GetString()!).AddAsync(
                message.GetProperty("id").GetString()!, message.GetProperty("text").GetProperty("body").GetString()!);
            return Results.Ok();
        });
        await app.RunAsync(args[0]);
        return 0;
    }
}

[Alias("StockGrain")]
internal interface IStockGrain : IGrainWithStringKey
{
    [Alias("Add")]
    Task AddAsync(string id, string text);
}

[GenerateSerializer, Alias("StockState")]
internal sealed class StockState
{
    [Id(0)]
    public Dictionary<string, string> Messages { get; set; } = [];
}

internal sealed class StockGrain([PersistentState("stock")] IPersistentState<StockState> state) : Grain, IStockGrain
{
    public Task AddAsync(string id, string text)
    {
        state.State.Messages[id] = text;
        return state.WriteStateAsync();
    }
}
