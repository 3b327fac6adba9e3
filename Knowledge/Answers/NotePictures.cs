using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Grains.Interfaces.Visuals;
using ObsidianVault.Knowledge.Storage;

namespace ObsidianVault.Knowledge.Answers;

/// <summary>
/// Pictures of what a note has: <c>bar [[Sales]]</c> draws its first table with numbers, <c>plot [[Parabolas]]</c> its functions of x, and
/// <c>graph [[Chain rule]]</c> the notes around it. No model takes part.
/// </summary>
public static partial class NotePictures
{
    private const int MaxEdges = 40;
    private const int MaxFunctions = 4;
    private const int Patience = 200;

    /// <summary>What to draw; null if the request names no note.</summary>
    public static async Task<NotePicture?> FindAsync(
        IKnowledgeStore store, Reader reader, ImmutableArray<string> collections, string request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (NoteWish.Of(request).Links is not [var link, ..]) return null;
        var parts = link.Split('#', 2);
        if (await store.ResolveAsync(reader, collections, parts[0], null, cancellationToken) is not { } note)
            return new NotePicture(null, IsMissing: true);
        var kind = request.TrimStart().Split((char[]?)null, 2)[0].ToLowerInvariant();
        var text = SceneNotes.TextOf(note, parts.ElementAtOrDefault(1));
        var rest = request[(request.IndexOf("]]", StringComparison.Ordinal) + 2)..];
        var spec = kind switch
        {
            "plot" or "function" => Plot(text, rest),
            "graph" or "network" => Graph(note, await store.ReadLinksAsync(reader, note.DocumentId, cancellationToken)),
            _ => Tables(text).Select(table => VisualText.Draw($"{kind}\n{table}")).FirstOrDefault(found => found is not null),
        };
        return new NotePicture(spec, IsMissing: false);
    }

    private static VisualSpec? Plot(string text, string rest)
    {
        var functions = Functions().Matches(text)
            .Select(found => found.Groups["body"].Value.Replace("\\", "", StringComparison.Ordinal).Trim()).Distinct(StringComparer.Ordinal)
            .Where(body => VisualText.Plot(body) is { } one && VisualRules.Check(one).IsEmpty).Take(MaxFunctions).ToArray();
        return functions.Length == 0 ? null : VisualText.Plot($"{string.Join("; ", functions)} {rest}");
    }

    private static VisualSpec? Graph(StoredNote note, NoteLinks links)
    {
        var edges = links.Outgoing.Where(link => link.To is not null).Select(link => (note.Note.Title, link.To!.Title))
            .Concat(links.Incoming.Select(from => (from.Title, note.Note.Title)))
            .Where(edge => edge.Item1 != edge.Item2).Distinct().Take(MaxEdges)
            .Select(edge => (ImmutableArray<string>)[edge.Item1, edge.Item2]).ToImmutableArray();
        return edges.IsEmpty ? null : new VisualSpec { Kind = VisualKind.Graph, Directed = true, Edges = edges };
    }

    /// <summary>The tables as lines of cells with tabs between them.</summary>
    private static IEnumerable<string> Tables(string text)
    {
        var rows = new List<string>();
        foreach (var line in text.Split('\n').Append(""))
        {
            if (line.TrimStart().StartsWith('|'))
            {
                if (line.Any(char.IsLetterOrDigit))
                    rows.Add(string.Join('\t', line.Trim().Trim('|').Split('|').Select(cell => cell.Trim(' ', '*', '`', '_'))));
                continue;
            }

            if (rows.Count > 1) yield return string.Join('\n', rows);
            rows.Clear();
        }
    }

    /// <summary>In mathematics: <c>$y = x^2$</c>, <c>$f(x) = \sin(x)$</c>.</summary>
    [GeneratedRegex(@"\$\s*(?:y|[a-zA-Z]\(x\))\s*=(?<body>[^$=\n]{1,200})\$", RegexOptions.CultureInvariant, Patience)]
    private static partial Regex Functions();
}

/// <param name="Spec">Null if the note has nothing of the kind, or is missing.</param>
/// <param name="IsMissing">Whether there is no such note for the reader.</param>
public sealed record NotePicture(VisualSpec? Spec, bool IsMissing);
