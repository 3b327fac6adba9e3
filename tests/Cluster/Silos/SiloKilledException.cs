namespace ObsidianVault.Cluster.Silos;

/// <summary>What the code of a silo meets that was killed: nothing outside of it can be reached any more.</summary>
public sealed class SiloKilledException() : Exception("This silo was killed.");
