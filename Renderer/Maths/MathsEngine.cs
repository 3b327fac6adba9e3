using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Maths;

/// <summary>Works out requests exactly, with SymPy in a warm sandbox beside those of the scenes; see Runtime/maths.</summary>
internal sealed class MathsEngine(ManimSandbox sandbox, IOptions<RendererOptions> options)
{
    private const int MaxRequest = 2000;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(12);
    private static readonly TimeSpan s_many = TimeSpan.FromMinutes(1);
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>What the engine makes of a request. One that takes longer than twelve seconds is none that it knows.</summary>
    public async Task<MathsAnswer> WorkOutAsync(string request, CancellationToken cancellationToken)
    {
        var said = request.Length > MaxRequest ? request[..MaxRequest] : request;
        var work = new { mode = "maths", said, limits = sandbox.Limits(s_limit), output = ManimSandbox.MaxPicture };
        return await RunAsync<MathsAnswer>(work, s_limit, cancellationToken) ?? new MathsAnswer();
    }

    /// <summary>What the engine makes of each of many requests, in one sandbox, within a minute for all of them.</summary>
    /// <exception cref="InvalidOperationException">They took longer, or more memory than one sandbox has.</exception>
    public async Task<IReadOnlyList<MathsAnswer>> WorkOutAsync(IReadOnlyList<string> requests, CancellationToken cancellationToken)
    {
        var work = new { mode = "maths", said = requests, limits = sandbox.Limits(s_many), output = ManimSandbox.MaxPicture };
        return await RunAsync<MathsAnswer[]>(work, s_many, cancellationToken)
            ?? throw new InvalidOperationException($"{requests.Count} requests, \"{requests[0]}\" first, took more than {s_many}.");
    }

    /// <summary>
    /// Tests what the texts of a scene claim, without running it. Null if the engine did not answer: a video is not held up by that.
    /// </summary>
    public async Task<MathsCheck?> CheckAsync(string code, CancellationToken cancellationToken)
    {
        try
        {
            var work = new { mode = "maths", code, limits = sandbox.Limits(s_limit), output = ManimSandbox.MaxPicture };
            return await RunAsync<MathsCheck>(work, s_limit, cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return null;
        }
    }

    private async Task<T?> RunAsync<T>(object work, TimeSpan limit, CancellationToken cancellationToken)
    {
        var (content, _, _) = await sandbox.PictureAsync(options.Value.PictureSlot, work, limit, cancellationToken);
        return content is null ? default : JsonSerializer.Deserialize<T>(content, s_json);
    }
}
