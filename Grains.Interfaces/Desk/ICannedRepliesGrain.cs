using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Desk;

/// <summary>What operators say often. Key: <see cref="GrainKeys.CannedReplies"/>.</summary>
[Alias("vault.ICannedRepliesGrain")]
public interface ICannedRepliesGrain : IGrainWithStringKey
{
    /// <summary>The most replies that are kept; another one is refused.</summary>
    const int MaxReplies = 200;

    /// <summary>All of them, by title.</summary>
    [Alias("List")]
    Task<ImmutableArray<CannedReply>> ListAsync();

    /// <summary>Stores a reply in the place of the one with its id.</summary>
    /// <returns>False if there are too many.</returns>
    [Alias("Put")]
    Task<bool> PutAsync(CannedReply reply);

    /// <returns>False if there is none with this id.</returns>
    [Alias("Remove")]
    Task<bool> RemoveAsync(string id);
}

/// <summary>A text that is said often, or a template of WhatsApp with its variables.</summary>
/// <param name="Text">What is said; of a template, its words as they were approved, with {{1}} for the first variable.</param>
/// <param name="Template">The template's approved name; null for a text.</param>
/// <param name="Language">The template's language, such as en_US.</param>
/// <param name="Category">The template's category: marketing, utility or authentication.</param>
[GenerateSerializer, Immutable, Alias("vault.CannedReply")]
public sealed record CannedReply(
    [property: Id(0)] string Id,
    [property: Id(1)] string Title,
    [property: Id(2)] string Text,
    [property: Id(3)] string? Template = null,
    [property: Id(4)] string? Language = null,
    [property: Id(5)] string? Category = null);
