namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>Ids of collections that are made from what they are for.</summary>
public static class CollectionIds
{
    /// <summary>The collection into which a person's documents go when none is named.</summary>
    public static string Own(string person) => GrainKeys.DerivedId("own-collection", person);

    /// <summary>What that collection is called at first.</summary>
    public const string OwnName = "My notes";

    /// <summary>The collection of a folder that the settings name.</summary>
    public static string OfFolder(string folder) => GrainKeys.DerivedId("folder-collection", folder);
}
