using ObsidianVault.Grains.Interfaces.Maths;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Visuals;
using ObsidianVault.Renderer.Maths;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Validation;
using ObsidianVault.Renderer.Visuals;
using Orleans.Concurrency;

namespace ObsidianVault.Renderer;

[StatelessWorker]
internal sealed class RendererGrain(CodeChecker checker, VisualArtist artist, MathsEngine engine, SandboxLauncher sandboxes)
    : Grain, IRendererGrain
{
    public Task<CodeCheck> CheckAsync(string code) => checker.CheckAsync(code, CancellationToken.None);

    public Task<VisualResult> DrawAsync(string id, VisualSpec spec) => artist.DrawAsync(id, spec, CancellationToken.None);

    public Task<MathsAnswer> WorkOutAsync(string request) => engine.WorkOutAsync(request, CancellationToken.None);

    public Task<string> DescribeLimitsAsync() => Task.FromResult(sandboxes.Accounting.ToString());
}
