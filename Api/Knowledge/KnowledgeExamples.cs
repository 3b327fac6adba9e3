using ObsidianVault.Grains.Interfaces.Knowledge;

namespace ObsidianVault.Api.Knowledge;

/// <summary>What requests and answers look like, for the description of the Api.</summary>
internal static class KnowledgeExamples
{
    private const string Id = "m4xq2hv7kzn3wd5cy6tab2e7ou";
    private const string DocumentId = "p6ty2ab5ehouq3m7x2kzv5n4wd";
    private const string PersonId = "c4hk2vq6m3ya5znd7xw2tb4e6u";
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
    private static readonly DateTimeOffset s_at = new(2026, 11, 30, 12, 0, 0, TimeSpan.Zero);

    public static NewCollectionBody New { get; } = new("Calculus", Visibility.Private);

    public static CollectionView InList { get; } = new(Id, "Calculus", Visibility.Private, CollectionRole.Owner, s_at, 41);

    public static CollectionView Collection { get; } = InList with
    {
        Status = "indexing", Documents = 173, Waiting = 12, Refused = 1, Passages = 1_204, Bytes = 704_113, TextBytes = 690_400,
        Embedding = new EmbeddingView("text-embedding-3-small/1536", 1_152, 1_204, false, null),
    };

    public static CollectionList List { get; } = new(PersonId, [InList]);

    public static CollectionPatch Patch { get; } = new("Analysis", Visibility.People);

    public static MemberList Members { get; } = new([new MemberView(PersonId, MemberRight.Read)]);

    public static MemberBody Member { get; } = new(MemberRight.Read);

    public static QualityView Quality { get; } = new(
        s_at, 41, 132, 2, "No other way of ranking is better for certain. The default is used.",
        "text-embedding-3-small/1536",
        [
            new GradeView("the default", 0.412, 0.731, 0, 0, false),
            new GradeView("links between notes lift both", 0.42, 0.74, -0.003, 0.02, false),
            new GradeView("embeddings of text-embedding-3-small/1536 take part", 0.431, 0.79, -0.001, 0.04, false),
        ]);

    public static GradeBody Grading { get; } = new([new JudgementBody("What is the derivative of a composition?", DocumentId)]);

    public static SyncBody Sync { get; } = new([new SyncFile("Rules/Chain rule.md", Hash)]);

    public static SyncView Synced { get; } = new(
        ["Rules/Chain rule.md"], [new RenamedFile("Limits.md", "Basics/Limits.md")], ["Old.md"],
        [new RefusedFile("../x.md", "Its name is not a path within a vault.")], 170, false);

    public static DocumentView Document { get; } = new(
        DocumentId, Id, "Rules/Chain rule.md", DocumentState.Indexed, 7, null, Hash, 5_120, s_at, s_at + TimeSpan.FromSeconds(1));

    public static DocumentPage Page { get; } = new([Document], null);

    public static UploadForm Form { get; } = new("(the file)", "Calculus", "The chain rule", "maths", "calculus,derivatives");

    public static UploadView Uploaded { get; } = new(Id, DocumentId, DocumentState.Indexed, 7, [Document]);

    public static string Events => $$"""
        id: 41
        event: progress
        data: {"collection_id":"{{Id}}","name":"Calculus","visibility":"private","role":"owner","status":"indexing","waiting":12}


        """;
}
