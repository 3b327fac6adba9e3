using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ObsidianVault.Api.Objects;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Settings;
using ObsidianVault.Hosting.Objects;

namespace ObsidianVault.Cluster.Storage;

public sealed class FolderObjectStoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("../a")]
    [InlineData("videos/../../a")]
    [InlineData("/etc/passwd")]
    [InlineData("videos//a")]
    [InlineData("videos\\a")]
    [InlineData(".link-key")]
    [InlineData("videos/a\n")]
    [InlineData("")]
    public async Task A_key_cannot_leave_the_folder(string key)
    {
        var store = new FolderObjectStore(_folder.Path, _time);
        await Should.ThrowAsync<ArgumentException>(() => store.PutAsync(key, Stream.Null, "video/mp4", Token));
        Should.Throw<ArgumentException>(() => store.CreateLink(key, TimeSpan.FromMinutes(1), "a"));
    }

    [Fact]
    public async Task A_put_that_breaks_off_leaves_the_old_object()
    {
        var store = new FolderObjectStore(_folder.Path, _time);
        await store.PutAsync("videos/a.mp4", new MemoryStream("old"u8.ToArray()), "video/mp4", Token);
        await Should.ThrowAsync<OperationCanceledException>(() =>
            store.PutAsync("videos/a.mp4", new MemoryStream("newer"u8.ToArray()), "video/mp4", new CancellationToken(canceled: true)));
        (await store.GetSizeAsync("videos/a.mp4", Token)).ShouldBe(3);
        Directory.GetFiles(_folder.Path, ".partial-*").ShouldBeEmpty();
        await store.DeleteAsync("videos/a.mp4", Token);
        await store.DeleteAsync("images/none.png", Token);
        (await store.OpenAsync("videos/a.mp4", Token)).ShouldBeNull();
    }

    [Fact]
    public void The_key_is_its_owners_alone_and_shared_by_all_processes_on_the_folder()
    {
        var link = new FolderObjectStore(_folder.Path, _time).CreateLink("videos/a.mp4", TimeSpan.FromMinutes(1), "a");
        new FolderObjectStore(_folder.Path, _time).CreateLink("videos/a.mp4", TimeSpan.FromMinutes(1), "a").ShouldBe(link);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(_folder.Path, ".link-key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_link_is_served_until_its_time_is_over_and_only_as_signed()
    {
        await using var app = await StartAsync();
        var store = app.Services.GetRequiredService<IObjectStore>();
        await store.PutAsync("videos/a.mp4", new MemoryStream("0123456789"u8.ToArray()), "video/mp4", Token);
        var link = store.CreateLink("videos/a.mp4", TimeSpan.FromMinutes(1), "Синус.mp4");
        using var http = new HttpClient
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };

        using var whole = await http.GetAsync(link, Token);
        whole.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await whole.Content.ReadAsStringAsync(Token)).ShouldBe("0123456789");
        whole.Content.Headers.ContentType!.MediaType.ShouldBe("video/mp4");
        whole.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Синус.mp4");

        using var request = new HttpRequestMessage(HttpMethod.Get, link) { Headers = { Range = new RangeHeaderValue(2, 4) } };
        using var part = await http.SendAsync(request, Token);
        part.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await part.Content.ReadAsStringAsync(Token)).ShouldBe("234");

        string[] forgeries =
            [link.Replace("a.mp4?", "b.mp4?"), link + "A", link.Replace("expires=1", "expires=2"), "/objects/videos/a.mp4"];
        foreach (var forged in forgeries)
        {
            using var refused = await http.GetAsync(forged, Token);
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden, forged);
            refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        }

        _time.Advance(TimeSpan.FromMinutes(1));
        using var late = await http.GetAsync(link, Token);
        late.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    [Fact]
    public async Task Objects_are_deleted_by_age()
    {
        var store = new FolderObjectStore(_folder.Path, _time);
        foreach (var key in new[] { "videos/old.mp4", "videos/new.mp4", "images/a.png", "documents/a.pdf" })
        {
            await store.PutAsync(key, Stream.Null, "application/octet-stream", Token);
            File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, key), _time.GetUtcNow().UtcDateTime);
        }

        File.SetLastWriteTimeUtc(Path.Combine(_folder.Path, "videos/old.mp4"), _time.GetUtcNow().UtcDateTime.AddHours(-25));
        var lifecycle = new ObjectLifecycle(store, Microsoft.Extensions.Options.Options.Create(new LifetimeOptions()), _time,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<ObjectLifecycle>.Instance);
        lifecycle.Sweep().ShouldBe(1);
        _time.Advance(TimeSpan.FromHours(25));
        lifecycle.Sweep().ShouldBe(1);
        _time.Advance(TimeSpan.FromDays(7));
        lifecycle.Sweep().ShouldBe(1);
        (await store.GetSizeAsync("documents/a.pdf", Token)).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromDays(24));
        lifecycle.Sweep().ShouldBe(1);
    }

    public void Dispose() => _folder.Dispose();

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore().AddProblemDetails().AddSingleton<TimeProvider>(_time);
        builder.Configuration.AddInMemoryCollection([new("Objects:Folder", _folder.Path)]);
        builder.Services.AddLogging();
        builder.AddVaultObjectStore();
        var app = builder.Build();
        app.UseRouting();
        app.MapVaultObjects();
        await app.StartAsync(Token);
        return app;
    }
}
