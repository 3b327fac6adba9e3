using Orleans.Concurrency;

namespace ObsidianVault.Rendering;

[StatelessWorker]
internal sealed class RendererGrain(CodeChecker checker) : Grain, IRendererGrain
{
    public Task<CodeCheck> CheckAsync(string code) => checker.CheckAsync(code, CancellationToken.None);
}
