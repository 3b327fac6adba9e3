namespace ObsidianVault.Hosting.Startup;

/// <summary>The host must not start. The message is for the operator: what is wrong, which value, and what to do.</summary>
public class StartupRefusedException(string message) : Exception(message);
