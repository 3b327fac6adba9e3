namespace ObsidianVault.Fakes.Demo;

/// <summary>The service did not do what a person would expect; the message says what.</summary>
public sealed class DemoFailedException(string message) : Exception(message);
