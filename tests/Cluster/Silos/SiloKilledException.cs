namespace ObsidianVault.Cluster.Silos;

/// <summary>Thrown by every call that leaves a silo that was killed: nothing outside it is reachable any more.</summary>
public sealed class SiloKilledException() : Exception("This silo was killed.");
