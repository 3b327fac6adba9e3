using System.Text.Json.Nodes;

namespace ObsidianVault.Fakes.Providers;

/// <summary>One call to a provider, and its outcome.</summary>
public sealed class ProviderRequest(string path, string? key, JsonNode body)
{
    private readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _sent;

    public string Path => path;

    /// <summary>The bearer token, or Anthropic's <c>x-api-key</c>.</summary>
    public string? Key => key;

    public JsonNode Body => body;

    public string? Model => (string?)body["model"];

    public bool IsStream => (bool?)body["stream"] == true;

    /// <summary>The number of pieces written to the caller.</summary>
    public int Sent => Volatile.Read(ref _sent);

    /// <summary>Whether the whole answer was written, which a provider bills.</summary>
    public bool IsServed { get; private set; }

    /// <summary>Completes when the caller closes the connection before the end.</summary>
    public Task Aborted => _aborted.Task;

    public override string ToString() => $"{path} {Model}{(IsStream ? " stream" : "")}";

    internal void Abort() => _aborted.TrySetResult();

    internal void Served() => IsServed = true;

    internal void CountSent() => Interlocked.Increment(ref _sent);
}
