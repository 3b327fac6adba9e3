using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ObsidianVault.Grains.Callbacks;
using ObsidianVault.Grains.Interfaces.Outgoing;
using ObsidianVault.Hosting.Outgoing;

namespace ObsidianVault.Unit.Outgoing;

/// <summary>Addresses that people chose: what is refused, and that not one byte goes there.</summary>
public sealed class OutgoingTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _seen = new();
    private readonly TaskCompletionSource _end = new();
    private WebApplication _server = null!;
    private int _port;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = WebApplication.CreateBuilder().Build();
        _server.Urls.Add("http://127.0.0.1:0");
        _server.Map("/moved", (HttpContext http) => Results.Redirect("/private"));
        _server.Map("/slow", async (HttpContext http) => await _end.Task.WaitAsync(http.RequestAborted));
        _server.Map("/huge", async (HttpContext http) =>
        {
            for (var i = 0; i < 100_000 && !http.RequestAborted.IsCancellationRequested; i++)
                await http.Response.Body.WriteAsync(new byte[100_000], http.RequestAborted);
        });
        _server.MapFallback((HttpContext http) => Results.Ok());
        _server.Use((http, next) =>
        {
            _seen.Enqueue(http.Request.Path);
            return next(http);
        });
        await _server.StartAsync(Cancel);
        _port = new Uri(_server.Urls.First()).Port;
    }

    public async ValueTask DisposeAsync()
    {
        _end.TrySetResult();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.1.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("198.18.0.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("::127.0.0.1", false)]
    [InlineData("64:ff9b::7f00:1", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("64:ff9b:1::808:808", false)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("2001:0:4136:e378:8000:63bf:3fff:fdd2", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_are_public(string address, bool isPublic) =>
        PublicAddresses.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    /// <summary>PORT is that of a server on this machine, which nothing may reach.</summary>
    [Theory]
    [InlineData("http://127.0.0.1:PORT/")]
    [InlineData("https://127.0.0.1:PORT/")]
    [InlineData("https://localhost:PORT/")]
    [InlineData("https://2130706433:PORT/")]
    [InlineData("https://0x7f000001:PORT/")]
    [InlineData("https://0177.0.0.1:PORT/")]
    [InlineData("https://127.1:PORT/")]
    [InlineData("https://0:PORT/")]
    [InlineData("https://[::1]:PORT/")]
    [InlineData("https://[::ffff:127.0.0.1]:PORT/")]
    [InlineData("https://[::ffff:7f00:1]:PORT/")]
    [InlineData("https://[64:ff9b::7f00:1]:PORT/")]
    [InlineData("https://user@127.0.0.1:PORT/")]
    [InlineData("https://example.com@127.0.0.1:PORT/")]
    [InlineData("https://127。0。0。1:PORT/")]
    [InlineData("https://ⓛocalhost:PORT/")]
    [InlineData("https://169.254.169.254/latest/meta-data/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:PORT/_x")]
    [InlineData("ftp://127.0.0.1:PORT/")]
    [InlineData("/relative")]
    [InlineData("https://")]
    [InlineData("nothing")]
    public async Task Nothing_is_sent_inside(string address)
    {
        address = address.Replace("PORT", $"{_port}", StringComparison.Ordinal);
        if (Uri.TryCreate(address, UriKind.Absolute, out var url))
        {
            using var host = Host();
            var result = await PostAsync(host, url);
            result.Status.ShouldBeNull();
            result.Fault.ShouldNotBeNullOrEmpty();
        }
        else
        {
            PublicAddresses.FaultOf(address, []).ShouldNotBeNull();
        }

        _seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        using var host = Host("127.0.0.0/8");
        var result = await PostAsync(host, new Uri($"http://127.0.0.1:{_port}/moved"));
        result.Status.ShouldBe(302);
        result.IsSuccess.ShouldBeFalse();
        _seen.ShouldBe(["/moved"]);
    }

    [Fact]
    public async Task A_slow_answer_ends_and_an_endless_one_is_not_read()
    {
        using var host = Host("127.0.0.1");
        (await PostAsync(host, new Uri($"http://127.0.0.1:{_port}/slow"))).Fault.ShouldBe("It did not answer within 1 seconds.");
        (await PostAsync(host, new Uri($"http://127.0.0.1:{_port}/huge"))).IsSuccess.ShouldBeTrue();
        (await PostAsync(host, new Uri("http://127.0.0.1:1/"))).Fault.ShouldNotBeNull().ShouldStartWith("It could not be reached");
    }

    /// <summary>The example of the specification's libraries.</summary>
    [Fact]
    public void Callbacks_are_signed_as_Standard_Webhooks_has_it() =>
        CallbackSignature.Of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", "{\"test\": 2432232314}")
            .ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");

    private static Task<OutgoingResult> PostAsync(IHost host, Uri address) => host.Services.GetRequiredService<IOutgoingRequests>()
        .PostAsync(address, new Dictionary<string, string> { ["webhook-id"] = "x" }, "{}"u8.ToArray(), Cancel);

    private static IHost Host(params string[] allowed)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(
            allowed.Select((network, i) => ($"Callbacks:AllowedNetworks:{i}", network)).Append(("Callbacks:Timeout", "00:00:01"))
                .ToDictionary(setting => setting.Item1, setting => (string?)setting.Item2));
        builder.AddVaultOutgoing();
        return builder.Build();
    }
}
