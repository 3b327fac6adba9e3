using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace ObsidianVault.Rendering;

/// <summary>Answers for the renderers. Only hosts that reference this assembly can place it.</summary>
[GrainType("renderer"), StatelessWorker(2)]
public sealed class RendererGrain(IServiceProvider services) : Grain, IRendererGrain
{
    public Task<ImmutableArray<CodeFinding>> ValidateAsync(string code) =>
        services.GetRequiredService<ManimSandbox>().ValidateAsync(code, CancellationToken.None);
}
