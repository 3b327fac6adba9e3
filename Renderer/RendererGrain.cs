using System.Collections.Immutable;
using Orleans.Concurrency;

namespace ObsidianVault.Rendering;

[StatelessWorker]
internal sealed class RendererGrain(ManimSandbox sandbox) : Grain, IRendererGrain
{
    public Task<ImmutableArray<CodeFinding>> ValidateAsync(string code) => sandbox.ValidateAsync(code, CancellationToken.None);
}
