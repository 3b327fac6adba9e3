using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using ObsidianVault.Cluster.Grains;
using ObsidianVault.Cluster.Storage;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Callbacks;
using ObsidianVault.Grains.Interfaces.Jobs;

namespace ObsidianVault.Cluster.Callbacks;

/// <summary>Programs are told that their jobs have ended, whatever fails on the way.</summary>
public sealed class CallbackTests : IAsyncLifetime
{
    private const string Session = "callbacks-session";
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<(string Id, string At, string Signatures, string Body)> _received = new();
    private readonly ConcurrentQueue<int> _answers = new();
    private WebApplication _receiver = null!;
    private VaultSilo _vault = null!;
    private string _secret = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _receiver = WebApplication.CreateBuilder().Build();
        _receiver.Urls.Add("http://127.0.0.1:0");
        _receiver.MapPost("/hook", async (HttpContext http) =>
        {
            using var reader = new StreamReader(http.Request.Body);
            var headers = http.Request.Headers;
            _received.Enqueue((headers["webhook-id"]!, headers["webhook-timestamp"]!, headers["webhook-signature"]!,
                await reader.ReadToEndAsync(Cancel)));
            return Results.StatusCode(_answers.TryDequeue(out var status) ? status : 204);
        });
        await _receiver.StartAsync(Cancel);
        _vault = await VaultSilo.StartAsync(new Dictionary<string, string?>
        {
            ["Storage:DataFolder"] = _folder.Path,
            ["Callbacks:AllowedNetworks:0"] = "127.0.0.0/8",
            ["Callbacks:FirstRetry"] = "00:00:00.100",
            ["Callbacks:Attempts"] = "3",
        });
        _secret = await Account.NewSecretAsync(TimeSpan.FromHours(1));
    }

    public async ValueTask DisposeAsync()
    {
        await _vault.DisposeAsync();
        await _receiver.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_end_of_a_job_is_told_signed_until_it_is_taken()
    {
        _answers.Enqueue(500);
        var secrets = new[] { await Account.NewSecretAsync(TimeSpan.FromHours(1)), _secret };
        await EndAsync("a");
        await StandsAsync("a", CallbackStatus.Delivered);
        _received.Count.ShouldBe(2);
        _received.Select(one => (one.Id, one.Body)).Distinct().ShouldHaveSingleItem().Id.ShouldBe("msg_a");
        foreach (var (id, at, signatures, body) in _received)
        {
            // Both secrets sign while the older one ends.
            signatures.ShouldBe(string.Join(' ', secrets.Select(secret => Sign(secret, $"{id}.{at}.{body}"))));
            long.Parse(at, CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        }

        using var said = JsonDocument.Parse(_received.First().Body);
        said.RootElement.GetProperty("type").GetString().ShouldBe("job.cancelled");
        said.RootElement.GetProperty("data").GetProperty("job_id").GetString().ShouldBe("a");
        (await Account.GetJobsAsync()).ShouldBe(["a"]);
    }

    [Fact]
    public async Task A_dead_letter_is_sent_again_when_asked_and_410_ends_it()
    {
        foreach (var status in new[] { 500, 302, 503, 410 }) _answers.Enqueue(status);
        await EndAsync("b");
        (await StandsAsync("b", CallbackStatus.Dead)).Attempts.ShouldBe(3);
        (await Callback("b").RetryAsync()).ShouldNotBeNull().Status.ShouldBe(CallbackStatus.Pending);
        (await StandsAsync("b", CallbackStatus.Gone)).LastStatus.ShouldBe(410);
        _received.Count.ShouldBe(4);
        (await Callback("nobody").RetryAsync()).ShouldBeNull();
    }

    [Fact]
    public async Task A_silo_that_dies_loses_no_callback()
    {
        _answers.Enqueue(503);
        await EndAsync("c");
        _vault = await _vault.RestartKilledAsync();
        await StandsAsync("c", CallbackStatus.Delivered);
        _received.Select(one => one.Body).Distinct().ShouldHaveSingleItem();
    }

    private ICallbackAccountGrain Account => _vault.Grains.GetGrain<ICallbackAccountGrain>(GrainKeys.CallbackAccount(Session));

    private ICallbackGrain Callback(string job) => _vault.Grains.GetGrain<ICallbackGrain>(GrainKeys.Callback(job));

    private async Task EndAsync(string id)
    {
        var job = _vault.Grains.GetGrain<IJobGrain>(GrainKeys.Job(id));
        await job.SubmitAsync(Session, new JobRequest { Prompt = "Explain a circle", CallbackUrl = _receiver.Urls.First() + "/hook" });
        (await job.CancelAsync()).ShouldNotBeNull().State.ShouldBe(JobState.Cancelled);
    }

    private async Task<CallbackView> StandsAsync(string job, CallbackStatus status)
    {
        CallbackView? view = null;
        await Eventually.AssertAsync(
            async () => (view = await Callback(job).GetAsync())?.Status == status, $"the callback of {job} is {status}");
        return view!;
    }

    private static string Sign(string secret, string text) => "v1," + Convert.ToBase64String(
        HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(text)));
}
