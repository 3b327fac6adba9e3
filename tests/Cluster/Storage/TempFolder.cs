namespace ObsidianVault.Cluster.Storage;

/// <summary>A temporary folder for one test, deleted afterwards.</summary>
public sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vault-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
