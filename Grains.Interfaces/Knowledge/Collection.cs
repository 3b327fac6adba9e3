using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Knowledge;

/// <summary>Who may search and read a collection, besides its owner.</summary>
public enum Visibility
{
    /// <summary>Nobody.</summary>
    Private,

    /// <summary>The members.</summary>
    People,

    /// <summary>Everyone who talks to this service.</summary>
    Everyone,
}

public enum MemberRight
{
    Read,

    /// <summary>Read, and add, change and delete documents.</summary>
    Write,
}

/// <summary>One knowledge base.</summary>
/// <param name="Owner">See <see cref="PersonId"/>.</param>
/// <param name="Members">Their rights by person; they count only where <see cref="Visibility"/> is not private.</param>
/// <param name="Generation">Grows with every change of what can be found, and of who may find it.</param>
[GenerateSerializer, Immutable, Alias("vault.Collection")]
public sealed record Collection(
    [property: Id(0)] string Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Owner,
    [property: Id(3)] Visibility Visibility,
    [property: Id(4)] ImmutableDictionary<string, MemberRight> Members,
    [property: Id(5)] long Generation,
    [property: Id(6)] DateTimeOffset CreatedAt)
{
    /// <summary>At most this many characters in a name.</summary>
    public const int MaxName = 100;

    public bool MayRead(Reader reader) =>
        Visibility == Visibility.Everyone || reader.People.Contains(Owner)
        || (Visibility == Visibility.People && reader.People.Any(Members.ContainsKey));

    public bool MayWrite(Reader reader) =>
        reader.People.Contains(Owner)
        || (Visibility != Visibility.Private
            && reader.People.Any(p => Members.TryGetValue(p, out var right) && right == MemberRight.Write));
}
