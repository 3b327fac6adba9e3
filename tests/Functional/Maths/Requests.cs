using ObsidianVault.Grains.Interfaces.Maths;

namespace ObsidianVault.Functional.Maths;

/// <summary>Requests as people type them, with results worked out by hand; requests.tsv.</summary>
internal static class Requests
{
    public static IReadOnlyList<(string Said, MathsOutcome Outcome, string Result)> All { get; } =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Maths", "requests.tsv"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split('\t'))
            .Select(parts => (parts[0], Enum.Parse<MathsOutcome>(parts[1], ignoreCase: true), parts.Length > 2 ? parts[2] : "")),
    ];
}
