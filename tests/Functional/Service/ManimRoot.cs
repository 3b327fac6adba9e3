using ObsidianVault.Renderer.Sandbox;

namespace ObsidianVault.Functional.Service;

/// <summary>Manim's root file system: $VAULT_MANIM_ROOT, or the one that deploy/manim/provision.sh built.</summary>
public static class ManimRoot
{
    private static readonly Lazy<string?> s_path = new(() => ManimRoots.Find(Environment.GetEnvironmentVariable("VAULT_MANIM_ROOT")));

    public static bool IsHere => s_path.Value is { } root && ManimRoots.HoldsManim(root);

    public static string Path
    {
        get
        {
            Require.Tool(
                IsHere,
                "There is no root file system with Manim on this machine.",
                "Run deploy/manim/provision.sh, which builds one (2 GB, a few minutes).");
            return s_path.Value!;
        }
    }
}
