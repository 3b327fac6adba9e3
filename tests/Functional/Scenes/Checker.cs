using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using ObsidianVault.Functional.Service;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;
using ObsidianVault.Renderer.Validation;

namespace ObsidianVault.Functional.Scenes;

/// <summary>The real validator in its sandbox.</summary>
public sealed class Checker : IAsyncDisposable
{
    private readonly SandboxLauncher _launcher = new();
    private readonly Lazy<CodeChecker> _checker;

    // Created by the first test, because a test can be skipped if Manim is missing and a fixture cannot.
    public Checker() => _checker = new Lazy<CodeChecker>(Make);

    public Task<CodeCheck> CheckAsync(string code) => _checker.Value.CheckAsync(code, TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_checker.IsValueCreated) await _checker.Value.DisposeAsync();
        _launcher.Dispose();
    }

    private CodeChecker Make()
    {
        var options = new RendererOptions { Root = ManimRoot.Path, FirstUserId = 64_400 };
        return new CodeChecker(
            new SandboxCommand(options), _launcher, new OptionsWrapper<RendererOptions>(options), NullLogger<CodeChecker>.Instance);
    }
}
