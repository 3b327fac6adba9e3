using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>The sandbox cannot be had on this machine: the renderer must not start.</summary>
internal sealed class SandboxUnavailableException(string message) : StartupRefusedException(message);
