using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ObsidianVault.Ai.Scenes;

/// <summary>
/// What Manim's own class table, which the validator uses, says about the names in a line of code: notes for a repair.
/// </summary>
internal sealed partial class ManimApi
{
    private const int MaxNotes = 6;
    private const int MaxNote = 400;
    private static readonly Lazy<ManimApi> s_installed = new(Load);
    private readonly JsonElement _classes;
    private readonly JsonElement _functions;

    private ManimApi(JsonElement table)
    {
        Version = table.GetProperty("version").GetString()!;
        _classes = table.GetProperty("classes");
        _functions = table.GetProperty("functions");
    }

    public static ManimApi Installed => s_installed.Value;

    public string Version { get; }

    /// <summary>Signatures of the classes, functions and methods that the text names, in its order.</summary>
    public ImmutableArray<string> Describe(string text, int most = MaxNotes)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var word in Word().Matches(text).Select(m => m.Value).Distinct())
        {
            if (notes.Count == most) break;
            if ((OfClass(word) ?? OfFunction(word) ?? OfMethod(word)) is { } note)
                notes.Add(note.Length <= MaxNote ? note : note[..MaxNote] + "…");
        }

        return notes.ToImmutable();
    }

    private string? OfClass(string name)
    {
        if (!_classes.TryGetProperty(name, out var row)) return null;
        var arguments = new List<string>();
        foreach (var owner in row.GetProperty("mro").EnumerateArray().Select(b => b.GetString()!).Prepend(name))
        {
            if (!_classes.TryGetProperty(owner, out var parent) || !parent.TryGetProperty("init", out var init)) continue;
            arguments.AddRange(Arguments(init.GetString()!).Where(a => !arguments.Contains(a)));
            if (!init.GetString()!.Contains("**", StringComparison.Ordinal)) break;
        }

        return $"{name}({string.Join(", ", arguments)})";
    }

    private string? OfFunction(string name) =>
        _functions.TryGetProperty(name, out var signature) ? $"{name}({string.Join(", ", Arguments(signature.GetString()!))})" : null;

    private string? OfMethod(string name)
    {
        var owners = _classes.EnumerateObject()
            .Where(c => !c.Name.StartsWith("OpenGL", StringComparison.Ordinal)
                && c.Value.TryGetProperty("methods", out var methods)
                && methods.TryGetProperty(name, out _))
            .Select(c => c.Name).Take(3).ToList();
        if (owners.Count == 0) return null;
        var signature = _classes.GetProperty(owners[0]).GetProperty("methods").GetProperty(name).GetString()!;
        return $"{string.Join('/', owners)}.{name}({string.Join(", ", Arguments(signature))})";
    }

    /// <summary>Expands the table's short form (see describe_manim.py) to what a person would write.</summary>
    private static IEnumerable<string> Arguments(string signature) =>
        signature.Split("->")[0].Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part is not ("|" or "**"))
            .Select(part => part.Split('!', '@', ':')[0] + (part.Contains('@', StringComparison.Ordinal) ? ": point [x, y, z]" : ""));

    private static ManimApi Load()
    {
        using var stream = typeof(ManimApi).Assembly.GetManifestResourceStream("manim.json")
            ?? throw new InvalidOperationException("Manim's class table is not embedded.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return new ManimApi(JsonDocument.Parse(reader.ReadToEnd()).RootElement.Clone());
    }

    [GeneratedRegex(@"\b[A-Za-z_]\w{2,60}\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
