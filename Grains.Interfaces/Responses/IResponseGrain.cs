using System.Collections.Immutable;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.ResumableCompletions;

namespace ObsidianVault.Grains.Interfaces.Responses;

/// <summary>
/// One response of OpenAI's Responses API: it runs here, can be read from any front end, and is stored until it expires. Its events are
/// kept in memory for some minutes. Key: <see cref="GrainKeys.Response"/>.
/// </summary>
[Alias("vault.IResponseGrain")]
public interface IResponseGrain : IExpirable
{
    /// <summary>Starts the response, once. False if it was started with a different order.</summary>
    [Alias("Start")]
    Task<bool> StartAsync(ResponseOrder order);

    /// <summary>
    /// The events after <paramref name="after"/>; waits for one, at most as long as given. Null if this user has no such response, or if
    /// its events are not kept any more.
    /// </summary>
    [Alias("Read")]
    Task<ResponsePage?> ReadAsync(string user, long after, TimeSpan wait);

    /// <summary>The response as it stands; null if this user has none.</summary>
    [Alias("Get")]
    Task<StoredResponse?> GetAsync(string user);

    /// <summary>Cancels it, unless it is over. Null if this user has none.</summary>
    [Alias("Cancel")]
    Task<StoredResponse?> CancelAsync(string user);

    /// <summary>Deletes it; one that runs is cancelled first. False if this user has none.</summary>
    [Alias("Delete")]
    Task<bool> DeleteAsync(string user);
}

/// <param name="Body">The request as received.</param>
/// <param name="History">The items before the new ones, as a JSON array.</param>
/// <param name="Input">The new items, references resolved, as a JSON array.</param>
/// <param name="OutlivesReader">Whether it goes on if nobody reads it.</param>
/// <param name="Notes">The notes that it may quote; null for none.</param>
[GenerateSerializer, Immutable, Alias("vault.ResponseOrder")]
public sealed record ResponseOrder(
    [property: Id(0)] string User,
    [property: Id(1)] string RequestId,
    [property: Id(2)] byte[] Body,
    [property: Id(3)] byte[] History,
    [property: Id(4)] byte[] Input,
    [property: Id(5)] bool MayUseCache,
    [property: Id(6)] bool OutlivesReader,
    [property: Id(7)] NoteScope? Notes = null);

/// <param name="Events">The events, each with its line feeds, in order.</param>
/// <param name="Ended">Whether these are the last events.</param>
/// <param name="Fault">Why there is no response; in that case nothing was delivered.</param>
/// <param name="Head">Which provider and model answer; null until that is known.</param>
/// <param name="Response">The response without a stream, as JSON, once it has ended.</param>
[GenerateSerializer, Immutable, Alias("vault.ResponsePage")]
public sealed record ResponsePage(
    [property: Id(0)] ImmutableArray<byte[]> Events,
    [property: Id(1)] bool Ended,
    [property: Id(2)] CompletionFault? Fault,
    [property: Id(3)] CompletionHead? Head,
    [property: Id(4)] byte[]? Response);

/// <param name="Response">The response, as JSON.</param>
/// <param name="Input">Its own input items, as a JSON array; null if they were too many to be kept.</param>
/// <param name="Output">Its output items with what providers want to have back, as a JSON array.</param>
/// <param name="Parent">The id of the response that it continues.</param>
/// <param name="Status">Such as completed.</param>
[GenerateSerializer, Immutable, Alias("vault.StoredResponse")]
public sealed record StoredResponse(
    [property: Id(0)] byte[] Response,
    [property: Id(1)] byte[]? Input,
    [property: Id(2)] byte[] Output,
    [property: Id(3)] string? Parent,
    [property: Id(4)] string Status);
