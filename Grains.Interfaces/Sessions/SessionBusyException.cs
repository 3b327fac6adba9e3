namespace ObsidianVault.Grains.Interfaces.Sessions;

/// <summary>The session holds as many unanswered messages as it may; nothing of the call was stored.</summary>
[GenerateSerializer, Alias("vault.SessionBusyException")]
public sealed class SessionBusyException()
    : Exception("Too many messages wait for an answer: try again in a few seconds.");
