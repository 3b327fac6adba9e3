namespace ObsidianVault.Ai.Contract;

/// <summary>On whose account a model is asked.</summary>
/// <param name="User">Who pays: the key of the ledger.</param>
/// <param name="RequestId">At most 190 characters. The ledger books it once, so what a provider bills anew needs a new one.</param>
/// <param name="Channel">Where it came from, such as "telegram"; empty where it is not known.</param>
public sealed record AiPayer(string User, string RequestId, string Channel);
