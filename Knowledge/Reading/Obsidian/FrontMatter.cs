using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>
/// The YAML between two lines of "---" at the very beginning of a note. It is read event by event: aliases of YAML are never
/// expanded, nothing is constructed, and what was read before a fault is kept.
/// </summary>
internal sealed class FrontMatter
{
    private const int MaxLength = 100_000;
    private const int MaxValues = 2000;
    private const int MaxValueLength = 5000;
    private const int MaxDepth = 20;

    private readonly ImmutableSortedDictionary<string, ImmutableArray<string>>.Builder _properties =
        ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);

    private int _values;

    /// <summary>How many lines it takes, with its marks; 0 if there is none.</summary>
    public int Lines { get; private set; }

    public string? Title { get; private set; }

    public List<string> Aliases { get; } = [];

    public List<string> Tags { get; } = [];

    /// <summary>Wikilinks in values, with their lines.</summary>
    public List<(string Value, int Line)> Values { get; } = [];

    public ImmutableSortedDictionary<string, ImmutableArray<string>> Properties => _properties.ToImmutable();

    public string? Warning { get; private set; }

    public static FrontMatter Read(string text)
    {
        var front = new FrontMatter();
        var start = text.IndexOf('\n', StringComparison.Ordinal) + 1;
        if (start == 0 || text[..(start - 1)].TrimEnd() != "---") return front;
        front.Lines = 1;
        for (var line = start; line < text.Length;)
        {
            var end = text.IndexOf('\n', line);
            if (end < 0) end = text.Length;
            front.Lines++;
            if (text.AsSpan(line, end - line).TrimEnd() is "---")
            {
                // Without keys it is text between two lines across the page.
                return front.ReadYaml(text[start..line]) ? front : new FrontMatter();
            }

            line = end + 1;
        }

        // Never closed: a line across the page, and text.
        return new FrontMatter();
    }

    /// <returns>Whether it is front matter, though it may have faults.</returns>
    private bool ReadYaml(string yaml)
    {
        if (yaml.Length > MaxLength)
        {
            Warning = $"The front matter has {yaml.Length} characters and was not read; at most {MaxLength} are.";
            return true;
        }

        try
        {
            var parser = new Parser(new StringReader(yaml));
            while (parser.MoveNext())
            {
                if (parser.Current is MappingStart) ReadMapping(parser, "", 0);
                else if (parser.Current is Scalar { Value.Length: > 0 } or SequenceStart) return false;
            }
        }
        catch (YamlException fault)
        {
            Warning = $"The front matter could not be read to its end (line {fault.Start.Line + 1}: {Sentence(fault.Message)}).";
        }

        return true;
    }

    /// <summary>At the start of a mapping; leaves the parser at its end.</summary>
    private void ReadMapping(Parser parser, string prefix, int depth)
    {
        while (Next(parser) is not MappingEnd)
        {
            if (parser.Current is not Scalar { Value: var key })
            {
                Skip(parser, depth + 1);
                Next(parser);
                Skip(parser, depth + 1);
                continue;
            }

            Next(parser);
            ReadValue(parser, prefix + key, depth);
        }
    }

    private void ReadValue(Parser parser, string key, int depth)
    {
        if (parser.Current is MappingStart)
        {
            if (depth >= MaxDepth) throw new YamlException(parser.Current.Start, parser.Current.End, "it is nested too deeply");
            ReadMapping(parser, key + ".", depth + 1);
            return;
        }

        var values = new List<(Scalar Scalar, bool IsListed)>();
        Collect(parser, values, isListed: false, depth);
        Keep(key, values);
    }

    private void Collect(Parser parser, List<(Scalar, bool)> values, bool isListed, int depth)
    {
        switch (parser.Current)
        {
            case Scalar scalar:
                if (scalar.Value.Length == 0 || (scalar.Style == ScalarStyle.Plain && scalar.Value is "~" or "null")) return;
                if (++_values > MaxValues) throw new YamlException(scalar.Start, scalar.End, $"it has more than {MaxValues} values");
                values.Add((scalar, isListed));
                break;
            case SequenceStart or MappingStart when depth >= MaxDepth:
                throw new YamlException(parser.Current.Start, parser.Current.End, "it is nested too deeply");
            case SequenceStart:
                while (Next(parser) is not SequenceEnd) Collect(parser, values, isListed: true, depth + 1);
                break;
            case MappingStart:
                // A list of mappings: their values are the list's.
                while (Next(parser) is not MappingEnd)
                {
                    Skip(parser, depth + 1);
                    Next(parser);
                    Collect(parser, values, isListed: true, depth + 1);
                }

                break;
            case AnchorAlias alias:
                Warning ??= $"The front matter refers to *{alias.Value.Value} in line {alias.Start.Line + 1}; references are not read.";
                break;
        }
    }

    private void Keep(string key, List<(Scalar Scalar, bool IsListed)> values)
    {
        foreach (var (scalar, _) in values)
            if (scalar.Value.Contains("[[", StringComparison.Ordinal)) Values.Add((scalar.Value, (int)scalar.Start.Line + 1));
        switch (key.ToLowerInvariant())
        {
            case "title" when values.Count == 1:
                Title = Bounded(values[0].Scalar.Value.Trim());
                break;
            case "aliases" or "alias":
                Aliases.AddRange(values.SelectMany(value => Parts(value.Scalar, value.IsListed, ',')));
                break;
            case "tags" or "tag":
                Tags.AddRange(values.SelectMany(value => Parts(value.Scalar, isListed: false, ',', ' ')));
                break;
            default:
                _properties[Bounded(key)] = [.. values.Select(value => Bounded(value.Scalar.Value))];
                break;
        }
    }

    /// <summary>A list written as plain text, "a, b", is taken apart; what stands in quotes or in a real list is one.</summary>
    private static IEnumerable<string> Parts(Scalar scalar, bool isListed, params char[] between) =>
        (isListed || (scalar.Style != ScalarStyle.Plain && between.Length == 1) ? [scalar.Value] : scalar.Value.Split(between))
        .Select(part => Bounded(part.Trim())).Where(part => part.Length > 0);

    private void Skip(Parser parser, int depth) => Collect(parser, [], isListed: true, depth);

    private static ParsingEvent Next(Parser parser) =>
        parser.MoveNext() ? parser.Current! : throw new YamlException("it ends too early");

    private static string Bounded(string value) => value.Length <= MaxValueLength ? value : value[..MaxValueLength];

    private static string Sentence(string message)
    {
        var text = message[(message.LastIndexOf("): ", StringComparison.Ordinal) is >= 0 and var at ? at + 3 : 0)..];
        return text.TrimEnd('.').ReplaceLineEndings(" ");
    }
}
