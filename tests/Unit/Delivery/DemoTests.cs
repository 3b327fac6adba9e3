using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using ObsidianVault.Fakes.Demo;
using ObsidianVault.Hosting.Clustering;

namespace ObsidianVault.Unit.Delivery;

/// <summary>The demo, against a service that answers each prompt by script.</summary>
public sealed class DemoTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_delivered_video_is_fetched_by_its_link_checked_and_kept()
    {
        var path = Path.GetTempFileName();
        try
        {
            var (exit, output) = await RunAsync(path, Mp4File(moovFirst: true), "Rendering 63 %", "Rendering 63 %", "Your video: {link}");

            exit.ShouldBe(Demo.ExitDelivered, output);
            output.ShouldContain("Stand-in for the Telegram API (local, nothing is sent to Telegram)");
            output.Split("Rendering 63 %").Length.ShouldBe(2);
            output.ShouldContain($"video: {path} (2.5 s, 20 kB)");
            (await File.ReadAllBytesAsync(path, Cancel)).ShouldBe(Mp4File(moovFirst: true));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public async Task A_video_that_does_not_stream_is_a_failure() =>
        (await RunAsync("unused.mp4", Mp4File(moovFirst: false), "Your video: {link}")).Exit.ShouldBe(Demo.ExitFailed);

    [Fact]
    public async Task A_failure_of_the_job_is_printed()
    {
        var (exit, output) = await RunAsync("unused.mp4", [], "❌ The scene could not be rendered.");

        exit.ShouldBe(Demo.ExitFailed);
        output.ShouldContain("❌ The scene could not be rendered.");
    }

    [Fact]
    public async Task Silence_ends_in_a_timeout() =>
        (await RunAsync("unused.mp4", [], TimeSpan.FromSeconds(1))).Exit.ShouldBe(Demo.ExitTimeout);

    private static Task<(int Exit, string Output)> RunAsync(string path, byte[] video, params string[] says) =>
        RunAsync(path, video, TimeSpan.FromSeconds(30), says);

    private static async Task<(int Exit, string Output)> RunAsync(string path, byte[] video, TimeSpan timeout, params string[] says)
    {
        var port = FreePort.Next();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var service = builder.Build();
        service.MapGet("/health/ready", () => Results.Ok());
        service.MapGet("/api/v1/video/j/access", () => Results.Redirect("/file"));
        service.MapGet("/file", () => Results.Bytes(video, "video/mp4"));
        service.MapPost("/webhook/telegram", async (HttpRequest request) =>
        {
            using var http = new HttpClient();
            foreach (var text in says)
            {
                var filled = text.Replace("{link}", $"http://{request.Host}/api/v1/video/j/access?token=t", StringComparison.Ordinal);
                using var answer = await http.PostAsJsonAsync(
                    $"http://127.0.0.1:{port}/bot1:a/sendMessage", new { chat_id = 4242, text = filled });
            }

            return Results.Ok();
        });
        await service.StartAsync(Cancel);

        using var output = new StringWriter();
        var arguments = new DemoArguments("a circle", new Uri(service.Urls.Single()), port, "telegram-secret", "1:a", path, timeout);
        return (await Demo.RunAsync(arguments, output, Cancel), output.ToString());
    }

    private static byte[] Mp4File(bool moovFirst)
    {
        var mvhd = new byte[100];
        BinaryPrimitives.WriteUInt32BigEndian(mvhd.AsSpan(12), 1000);
        BinaryPrimitives.WriteUInt32BigEndian(mvhd.AsSpan(16), 2500);
        var (moov, mdat) = (Box("moov", Box("mvhd", mvhd)), Box("mdat", new byte[20 * 1024]));
        return [.. Box("ftyp", new byte[8]), .. moovFirst ? moov : mdat, .. moovFirst ? mdat : moov];
    }

    private static byte[] Box(string type, byte[] content)
    {
        var size = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(size, content.Length + 8);
        return [.. size, .. Encoding.ASCII.GetBytes(type), .. content];
    }
}
