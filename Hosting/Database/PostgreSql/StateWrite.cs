namespace ObsidianVault.Hosting.Database.PostgreSql;

/// <summary>One grain's state on its way to the database.</summary>
/// <param name="Name">The state's name, unique among all grains.</param>
/// <param name="Key">The grain's key.</param>
/// <param name="Version">The version that the grain read; null for a first write.</param>
internal sealed record StateWrite(string Name, string Key, int? Version, ReadOnlyMemory<byte> Payload)
{
    /// <summary>Two writes of one row must not be in one statement.</summary>
    public (string, string) Row => (Name, Key);
}
