using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ObsidianVault.Fakes;

/// <summary>
/// A local HTTP server that replaces an external API: it listens on loopback only, sends nothing anywhere, and labels
/// every response with <c>X-Stand-In: true</c>.
/// </summary>
public abstract class StandInServer<TRequest> : IAsyncDisposable
    where TRequest : class
{
    private readonly ConcurrentQueue<Fault> _faults = new();
    private volatile Fault? _standingFault;
    private WebApplication? _app;

    /// <summary>The base URL, without a trailing slash.</summary>
    public string BaseUrl { get; private set; } = "";

    public RequestLog<TRequest> Requests { get; } = new();

    /// <summary>Called with each request that is carried out, unlike those that are answered with an error.</summary>
    public Action<TRequest>? Accepted { get; set; }

    /// <summary>Misbehaves for the next <paramref name="times"/> requests, which are still recorded.</summary>
    public void Fail(Fault fault, int times = 1)
    {
        for (var i = 0; i < times; i++) _faults.Enqueue(fault);
    }

    /// <summary>Misbehaves until <see cref="Heal"/>.</summary>
    public void FailAlways(Fault fault) => _standingFault = fault;

    public void Heal()
    {
        _standingFault = null;
        _faults.Clear();
    }

    /// <summary>Waits for a matching request; earlier ones count.</summary>
    /// <exception cref="TimeoutException">None arrived in time.</exception>
    public Task<TRequest> WaitForAsync(Func<TRequest, bool> predicate, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        Requests.WaitForAsync(predicate, timeout, cancellationToken: cancellationToken);

    /// <summary>Starts on the given port, or on a free one.</summary>
    protected async Task StartAsync(int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 128L * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, port);
        });
        _app = builder.Build();
        _app.Use(async (context, next) =>
        {
            context.Response.Headers["X-Stand-In"] = "true";
            await next();
        });
        Map(_app);
        await _app.StartAsync();
        BaseUrl = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
    }

    protected abstract void Map(WebApplication app);

    /// <summary>The error response in the API's own format.</summary>
    protected abstract IResult ErrorAnswer(Fault.Error error);

    /// <summary>The 429 response in the API's own format.</summary>
    protected abstract IResult TooManyAnswer(Fault.TooManyRequests fault);

    /// <summary>Records the request, then misbehaves if told to, or answers.</summary>
    protected async Task<IResult> HandleAsync(HttpContext context, TRequest request, Func<IResult> answer)
    {
        Requests.Add(request);
        switch (_faults.TryDequeue(out var fault) ? fault : _standingFault)
        {
            case Fault.TooManyRequests tooMany:
                return TooManyAnswer(tooMany);
            case Fault.Error error:
                return ErrorAnswer(error);
            case Fault.Page page:
                return Results.Content(page.Html, "text/html", statusCode: page.Status);
            case Fault.Drop:
                context.Abort();
                return Results.Empty;
            case Fault.Delay delay:
                await Task.Delay(delay.By, context.RequestAborted);
                return Accept();
            default:
                return Accept();
        }

        IResult Accept()
        {
            var result = answer();
            if (result is not IStatusCodeHttpResult { StatusCode: >= 400 }) Accepted?.Invoke(request);
            return result;
        }
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null) await _app.DisposeAsync();
    }
}
