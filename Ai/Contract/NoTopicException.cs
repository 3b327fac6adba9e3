namespace ObsidianVault.Ai.Contract;

/// <summary>A provider has nothing for this prompt. The message is meant for the user and says what would help.</summary>
public sealed class NoTopicException(string message) : Exception(message);
