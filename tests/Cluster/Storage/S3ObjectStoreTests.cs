using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;

namespace ObsidianVault.Cluster.Storage;

public sealed class S3ObjectStoreTests(S3Server server) : IClassFixture<S3Server>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_object_is_put_read_replaced_and_deleted()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IObjectStore>();
        (await store.OpenAsync("videos/none.mp4", Token)).ShouldBeNull();
        (await store.GetSizeAsync("videos/none.mp4", Token)).ShouldBeNull();

        await store.PutAsync("videos/a.mp4", new MemoryStream("first"u8.ToArray()), "video/mp4", Token);
        await store.PutAsync("videos/a.mp4", new MemoryStream("0123456789"u8.ToArray()), "video/mp4", Token);
        (await store.GetSizeAsync("videos/a.mp4", Token)).ShouldBe(10);
        await using (var content = await store.OpenAsync("videos/a.mp4", Token))
            (await new StreamReader(content!).ReadToEndAsync(Token)).ShouldBe("0123456789");

        await store.DeleteAsync("videos/a.mp4", Token);
        await store.DeleteAsync("videos/a.mp4", Token);
        (await store.OpenAsync("videos/a.mp4", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task A_stream_without_a_length_is_put()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IObjectStore>();
        var pipe = new Pipe();
        await pipe.Writer.WriteAsync("unknown length"u8.ToArray(), Token);
        await pipe.Writer.CompleteAsync();
        await store.PutAsync("documents/b.txt", pipe.Reader.AsStream(), "text/plain", Token);
        (await store.GetSizeAsync("documents/b.txt", Token)).ShouldBe(14);
    }

    [Fact]
    public async Task What_is_read_from_the_store_can_be_put_under_another_key()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IObjectStore>();
        await store.PutAsync("videos/render-1.mp4", new MemoryStream("0123456789"u8.ToArray()), "video/mp4", Token);
        await using var rendered = (await store.OpenAsync("videos/render-1.mp4", Token))!;
        await store.PutAsync("videos/job.mp4", rendered, "video/mp4", Token);
        await using (var copy = (await store.OpenAsync("videos/job.mp4", Token))!)
            (await new StreamReader(copy).ReadToEndAsync(Token)).ShouldBe("0123456789");

        await store.DeleteAsync("videos/render-1.mp4", Token);
        rendered.Position = 0;
        await Should.ThrowAsync<FileNotFoundException>(() => store.PutAsync("videos/job.mp4", rendered, "video/mp4", Token));
    }

    [Fact]
    public async Task A_link_needs_no_credentials_and_gives_ranges()
    {
        using var host = await StartAsync();
        var store = host.Services.GetRequiredService<IObjectStore>();
        await store.PutAsync("videos/c.mp4", new MemoryStream("0123456789"u8.ToArray()), "video/mp4", Token);
        var link = store.CreateLink("videos/c.mp4", TimeSpan.FromMinutes(5), "Синус \"x\".mp4");
        using var http = new HttpClient();

        using var whole = await http.GetAsync(new Uri(link), Token);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        whole.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Синус \"x\".mp4");

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var part = await http.SendAsync(request, Token);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync(Token)).ShouldBe("234");

        // This server does not verify link signatures, so the test only checks that links are signed and expire.
        link.ShouldContain("X-Amz-Signature=");
        link.ShouldContain("X-Amz-Expires=");
    }

    [Fact]
    public async Task Wrong_settings_are_reported_all_at_once()
    {
        using var host = Build(new() { ["Objects:Provider"] = "S3", ["Objects:ServiceUrl"] = "nowhere" });
        var failure = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => host.StartAsync(Token));
        failure.Failures.Count().ShouldBe(4);
    }

    [Fact]
    public async Task A_store_that_is_away_keeps_no_host_from_starting()
    {
        using var host = Build(new()
        {
            ["Objects:Provider"] = "S3",
            ["Objects:ServiceUrl"] = $"http://127.0.0.1:{FreePort.Next()}",
            ["Objects:Bucket"] = "vault",
            ["Objects:AccessKey"] = "S3RVER",
            ["Objects:SecretKey"] = "S3RVER",
        });
        await host.StartAsync(Token);
        await host.StopAsync(Token);
    }

    private async Task<IHost> StartAsync()
    {
        var host = Build(new()
        {
            ["Objects:Provider"] = "S3",
            ["Objects:ServiceUrl"] = server.ServiceUrl,
            ["Objects:PublicUrl"] = server.ServiceUrl,
            ["Objects:Bucket"] = "vault",
            ["Objects:AccessKey"] = "S3RVER",
            ["Objects:SecretKey"] = "S3RVER",
        });
        await host.StartAsync(Token);
        // The bucket is created while the host is already serving.
        await Eventually.AssertAsync(
            async () =>
            {
                try
                {
                    await host.Services.GetRequiredService<IObjectStore>().PutAsync(
                        "documents/probe", new MemoryStream([1]), "text/plain", Token);
                    return true;
                }
                catch (Amazon.S3.AmazonS3Exception)
                {
                    return false;
                }
            },
            "the bucket is there");
        return host;
    }

    private static IHost Build(Dictionary<string, string?> settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddLogging();
        builder.AddVaultObjectStore();
        return builder.Build();
    }
}
