using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces.Jobs;
using ObsidianVault.Knowledge.Answers;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Api.Jobs;

/// <summary>The notes that a job is asked for with: in its members, or in the prompt as [[Chain rule]] and "my notes on Fourier".</summary>
internal sealed class JobNotes(IServiceProvider services)
{
    private const int MaxNotes = 10;
    private const int MaxName = 300;

    public static IEnumerable<(string Field, string Fault)> Check(NewJob job)
    {
        if (job.Notes is { Length: > MaxNotes } || job.Notes?.Any(n => n is not { Length: > 0 and <= MaxName }) == true)
            yield return ("notes", "At most 10 names, each of 1 to 300 characters.");
        if (job.Collections is { Length: > CollectionNames.Max }
            || job.Collections?.Any(c => c is not { Length: > 0 and <= MaxName }) == true)
            yield return ("collections", "At most 50 ids or names.");
    }

    /// <summary>The request with what the notes say; as it is where it names none.</summary>
    /// <exception cref="RefusedException">A note or a collection is none of theirs.</exception>
    public async Task<JobRequest> AddAsync(
        JobRequest request, string[]? names, string[]? collections, HttpContext http, CancellationToken cancellationToken)
    {
        if (request.Prompt is not { } prompt) return request;
        var wish = NoteWish.Of(prompt);
        wish = wish with { Links = [.. wish.Links.Concat(names ?? []).Distinct()] };
        if (wish.IsNone) return request;
        var person = await Person.OfAsync(http);
        var reader = person.Reader;
        var (among, unknown) = await CollectionNames.FindAsync(
            services.GetRequiredService<IKnowledgeStore>(), reader, collections ?? [], cancellationToken);
        if (unknown is not null) throw new RefusedException(Problems.NotFound("collection"));
        var found = await services.GetRequiredService<ISceneNotes>().FindAsync(
            wish, reader, person.CallerId, [.. among.Select(c => c.Id)], cancellationToken);
        if (found.Missing is not null) throw new RefusedException(Problems.NotFound("note"));
        if (!found.HasTopic) throw new RefusedException(Problems.NotFound("note on this topic"));
        return request with { Prompt = wish.Prompt, Notes = found.Text, Sources = found.Sources };
    }
}
