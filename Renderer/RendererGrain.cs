using Orleans.Concurrency;

namespace ObsidianVault.Rendering;

[StatelessWorker]
internal sealed class RendererGrain(CodeChecker checker, VisualArtist artist) : Grain, IRendererGrain
{
    public Task<CodeCheck> CheckAsync(string code) => checker.CheckAsync(code, CancellationToken.None);

    public Task<VisualResult> DrawAsync(string id, VisualSpec spec) => artist.DrawAsync(id, spec, CancellationToken.None);
}
