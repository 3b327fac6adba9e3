using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Tests the sandbox before the first scene, in a job like any other. Unless every guarantee holds, the renderer does not
/// start.
/// </summary>
internal sealed class SandboxProbe(ManimSandbox sandbox) : IStartupCheck
{
    private const int MaxAttempts = 3;
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    private bool _passed;

    /// <summary>Tests it once: a result from before the start still holds when the pool asks again.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!_passed) await RunAsync(0, cancellationToken);
        _passed = true;
    }

    /// <exception cref="SandboxUnavailableException">The message says what to allow or install.</exception>
    public async Task RunAsync(int slot, CancellationToken cancellationToken)
    {
        var request = new { mode = "probe", limits = sandbox.Limits(s_limit), output = 0 };
        try
        {
            var (_, error, facts) = await sandbox.PictureAsync(slot, request, s_limit, cancellationToken);
            // A busy machine may be too slow once and is tried again; isolation holes never are.
            for (var attempt = 1; facts?.Holes is null && attempt < MaxAttempts; attempt++)
                (_, error, facts) = await sandbox.PictureAsync(slot, request, s_limit, cancellationToken);
            if (facts?.Holes is not { } holes) throw new SandboxUnavailableException(error?.Message ?? "it gave no answer.");
            if (holes.Length == 0) return;
            throw new SandboxUnavailableException($"The sandbox does not isolate, so no scene is rendered: {string.Join("; ", holes)}.");
        }
        catch (SandboxUnavailableException exception) when (!exception.Message.StartsWith("The sandbox", StringComparison.Ordinal))
        {
            throw new SandboxUnavailableException(
                "The sandbox cannot start, so no scene is rendered. Allow user namespaces (sysctl user.max_user_namespaces, " +
                "kernel.apparmor_restrict_unprivileged_userns=0; in a container: seccomp and apparmor unconfined, proc unmasked) " +
                "and check that Renderer:Root holds what deploy/manim/provision.sh built. " +
                $"It said: {exception.Message.Trim().Split('\n')[^1]}");
        }
    }
}
