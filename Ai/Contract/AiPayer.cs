namespace ObsidianVault.Ai.Contract;

/// <summary>Who is charged for a model call.</summary>
/// <param name="User">Who pays: the key of the ledger.</param>
/// <param name="RequestId">At most 190 characters. The ledger books it once, so a call that a provider bills again needs a new one.</param>
/// <param name="Channel">Where it came from, such as "telegram"; empty if unknown.</param>
public sealed record AiPayer(string User, string RequestId, string Channel);
