using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>This machine cannot provide the sandbox, so the renderer must not start.</summary>
internal sealed class SandboxUnavailableException(string message) : StartupRefusedException(message);
