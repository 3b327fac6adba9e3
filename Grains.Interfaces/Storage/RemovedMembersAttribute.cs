namespace ObsidianVault.Grains.Interfaces.Storage;

/// <summary>
/// Names members that a stored record had in earlier versions. Any other stored member that the record does not have is
/// assumed to come from a newer version and is kept. A removed name is never reused for something else.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
public sealed class RemovedMembersAttribute(params string[] names) : Attribute
{
    public IReadOnlyList<string> Names => names;
}
