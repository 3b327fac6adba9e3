using ObsidianVault.Cluster.Storage;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Cluster.Knowledge;

public sealed class SqliteKnowledgeStoreTests : KnowledgeStoreContract
{
    private readonly TempFolder _folder = new();

    private protected override ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(new KnowledgeDatabase(Path.Combine(_folder.Path, "knowledge.db")));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class SqliteKnowledgeSearchTests : KnowledgeSearchContract
{
    private readonly TempFolder _folder = new();

    private protected override ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(new KnowledgeDatabase(Path.Combine(_folder.Path, "knowledge.db")));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class SqliteCollectionQualityTests : CollectionQualityContract
{
    private readonly TempFolder _folder = new();

    private protected override ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(new KnowledgeDatabase(Path.Combine(_folder.Path, "knowledge.db")));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class SqliteRetrievalQualityTests : RetrievalQualityContract
{
    private readonly TempFolder _folder = new();

    private protected override ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(new KnowledgeDatabase(Path.Combine(_folder.Path, "knowledge.db")));

    protected override void CleanUp() => _folder.Dispose();
}

public sealed class SqliteEmbeddingTests : EmbeddingContract
{
    private readonly TempFolder _folder = new();

    private protected override ValueTask<KnowledgeDatabase> OpenAsync() =>
        new(new KnowledgeDatabase(Path.Combine(_folder.Path, "knowledge.db")));

    protected override void CleanUp() => _folder.Dispose();
}
