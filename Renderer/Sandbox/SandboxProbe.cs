using System.Text.Json;

namespace ObsidianVault.Rendering;

/// <summary>Tries the sandbox before the first scene. Without every promise kept, the renderer does not start.</summary>
internal sealed class SandboxProbe(SandboxCommand command, SandboxLauncher launcher)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    /// <exception cref="SandboxUnavailableException">With what to allow or install.</exception>
    public async Task RunAsync(int slot, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(s_limit);
        string output = "", errors = "";
        await using (var process = new SandboxProcess(await launcher.StartAsync(command.Build(slot, s_limit, "probe.py")), 1L << 30))
        {
            using var kill = limit.Token.Register(process.Kill);
            using var reader = new StreamReader(process.Output);
            var buffer = new char[4096];
            output = new string(buffer, 0, await reader.ReadBlockAsync(buffer, CancellationToken.None));
            errors = await process.Errors;
        }

        cancellationToken.ThrowIfCancellationRequested();
        if (Holes(output) is not { } holes)
        {
            throw new SandboxUnavailableException(
                "The sandbox cannot start, so no scene is rendered. Allow user namespaces (sysctl user.max_user_namespaces, " +
                "kernel.apparmor_restrict_unprivileged_userns=0; in a container: seccomp and apparmor unconfined, proc unmasked) " +
                $"and check that Renderer:Root holds the output of deploy/manim/provision.sh. It said: {errors.Trim()}");
        }

        if (holes.Length > 0)
        {
            throw new SandboxUnavailableException($"The sandbox does not isolate, so no scene is rendered: {string.Join("; ", holes)}.");
        }
    }

    private static string[]? Holes(string output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            return [.. document.RootElement.GetProperty("holes").EnumerateArray().Select(hole => hole.GetString() ?? "")];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException)
        {
            return null;
        }
    }
}
