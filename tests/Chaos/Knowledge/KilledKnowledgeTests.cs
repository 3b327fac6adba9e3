using ObsidianVault.Functional.Service;

namespace ObsidianVault.Chaos.Knowledge;

/// <summary>
/// kill -9 in the middle of an upload, of indexing, of renames and deletions, and of <c>./vault sync</c>: in the end the collection has
/// the rows that a new one of the same files has. <c>VAULT_KNOWLEDGE_KILLS</c> adds so many kills at random moments;
/// <c>VAULT_KNOWLEDGE_SEED</c> chooses others.
/// </summary>
public abstract class KilledKnowledgeTests(Shape shape)
{
    // More than one call takes.
    private const int Notes = 220;

    [Fact]
    public async Task Whatever_is_killed_the_rows_are_those_of_a_new_collection_of_the_same_files()
    {
        await using var desk = await KnowledgeDesk.OpenAsync(shape, Notes);

        // In the middle of an upload, which is not acknowledged and sent again.
        await desk.KillWhileAsync("Api", desk.UploadAsync(desk.Notes(0, Notes)), at: counts => counts.Documents > 0);

        // Right after an acknowledgement, while notes are read, and while others go and are renamed.
        await desk.UploadAsync(desk.Notes(0, 80, version: 1));
        await desk.KillWhileAsync("Silo", desk.RearrangeAsync(gone: 30, renamed: 40), at: counts => counts.Documents < Notes);
        await desk.UntilReadAsync();

        // The service and then the program that synchronizes.
        desk.Write(desk.Notes(100, 60, version: 2));
        await desk.KillWhileAsync("Silo", desk.SyncAsync(), at: counts => counts.Waiting > 0);
        desk.Write(desk.Notes(Notes, 110));
        await desk.KillSyncAsync(at: counts => counts.Documents > desk.Files.Count - 110);
        await desk.SyncAsync();
        await desk.UntilReadAsync();

        await desk.KillAtRandomAsync();
        await ShouldBeAsNewAsync(desk);
    }

    private static async Task ShouldBeAsNewAsync(KnowledgeDesk desk)
    {
        var fresh = await desk.UploadAnewAsync();
        var (had, has) = (await desk.RowsAsync(desk.Collection), await desk.RowsAsync(fresh));
        has.Count.ShouldBeGreaterThan(desk.Files.Count * 10);
        had.Except(has).Take(20).ShouldBeEmpty("rows that nobody should have");
        has.Except(had).Take(20).ShouldBeEmpty("rows that are missing");
        had.Count.ShouldBe(has.Count, "rows that are there twice");
        await desk.ShouldKeepOnlyItsOriginalsAsync();
    }
}

public sealed class EmbeddedKilledKnowledgeTests(EmbeddedShape shape) : KilledKnowledgeTests(shape);

public sealed class ClusterKilledKnowledgeTests(ClusterShape shape) : KilledKnowledgeTests(shape);
