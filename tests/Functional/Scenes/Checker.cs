using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Functional.Service;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Validation;

namespace ObsidianVault.Functional.Scenes;

/// <summary>The real validator in its sandbox.</summary>
public sealed class Checker : IAsyncDisposable
{
    private readonly SandboxLauncher _launcher = new();
    private readonly CodeChecker _checker;

    public Checker()
    {
        var options = new RendererOptions { Root = ManimRoot.Path, FirstUserId = 64_400 };
        _checker = new CodeChecker(new SandboxCommand(options), _launcher, new OptionsWrapper<RendererOptions>(options), NullLogger<CodeChecker>.Instance);
    }

    public Task<CodeCheck> CheckAsync(string code) => _checker.CheckAsync(code, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _checker.DisposeAsync();
        _launcher.Dispose();
    }
}
