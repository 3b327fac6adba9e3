namespace ObsidianVault.Grains.Interfaces.Storage;

/// <summary>
/// Names members that a stored record had in earlier versions. Any other member that is in the storage and not in the
/// record is taken for one of a newer version, and kept. A name that was removed is never used again for something else.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RemovedMembersAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;
}
