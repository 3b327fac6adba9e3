using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.Sandbox;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer;

/// <summary>Checks what the attributes of <see cref="RendererOptions"/> cannot express: that there is a Manim to render with.</summary>
internal sealed class RendererOptionsValidator : IValidateOptions<RendererOptions>
{
    public ValidateOptionsResult Validate(string? name, RendererOptions options)
    {
        if (options.Root.Length == 0)
            return ValidateOptionsResult.Fail($"Renderer:Root is not set, and this machine has no Manim. {ManimRoots.Remedy}");
        return ManimRoots.HoldsManim(options.Root)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Renderer:Root is '{options.Root}', where there is no usr/bin/manim. {ManimRoots.Remedy}");
    }
}
