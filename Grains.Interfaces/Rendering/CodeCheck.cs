using System.Collections.Immutable;
using System.Globalization;

namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>The validator's report about a piece of code, which it does not run.</summary>
/// <param name="Findings">Errors first.</param>
/// <param name="Scenes">The scenes that would be rendered, in order.</param>
/// <param name="Seconds">The estimated length of the video, as far as the source tells.</param>
/// <param name="Code">The code with safe fixes applied; the findings' lines refer to it.</param>
[GenerateSerializer, Immutable, Alias("vault.CodeCheck")]
public sealed record CodeCheck(
    [property: Id(0)] ImmutableArray<CodeFinding> Findings,
    [property: Id(1)] ImmutableArray<string> Scenes,
    [property: Id(2)] double Seconds,
    [property: Id(3)] string Code)
{
    /// <summary>Whether the code is Python as it was sent, with what surrounds it taken away, but no slip of it mended.</summary>
    [Id(4)] public bool IsPython { get; init; } = true;

    public IEnumerable<CodeFinding> Errors => Findings.Where(f => f.Severity == CodeSeverity.Error);

    public bool IsValid => !Errors.Any();

    /// <summary>What the author should know although the code is rendered, one sentence each.</summary>
    public IEnumerable<string> Advice => Findings
        .Where(f => f is { Severity: CodeSeverity.Warning, Cause: CodeFinding.Silent }).Select(f => f.Said);

    /// <summary>What was fixed automatically, one sentence each.</summary>
    public IEnumerable<string> Repairs => Findings.Where(f => f.Severity == CodeSeverity.Fixed).Select(f => f.Said);

    /// <summary>A check that did not finish: the code is rendered as it is.</summary>
    public static CodeCheck NotChecked(string code) => new(
        [new CodeFinding(
            "NotChecked",
            0,
            "The code was not checked: it is too large for the check, or the check failed.",
            Severity: CodeSeverity.Warning)],
        [],
        0,
        code);
}

/// <summary>
/// One finding of the validator. <paramref name="Line"/> and <paramref name="Column"/> count from 1; 0 is the whole file.
/// </summary>
/// <param name="Cause">Stable: Syntax, CutOff, UnknownName, UnknownAttribute, UnknownArgument, SceneType, Latex, Cost, and so on.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Suggestion">What to write instead, if that is certain.</param>
[GenerateSerializer, Immutable, Alias("vault.CodeFinding")]
public sealed record CodeFinding(
    [property: Id(0)] string Cause,
    [property: Id(1)] int Line,
    [property: Id(2)] string Message,
    [property: Id(3)] int Column = 0,
    [property: Id(4)] CodeSeverity Severity = CodeSeverity.Error,
    [property: Id(5)] string? Suggestion = null)
{
    /// <summary>The cause of what Manim accepts without a word and ignores, or shows differently from what was meant.</summary>
    public const string Silent = "Silent";

    /// <summary>The line, the message and the suggestion in sentences; nothing is said twice.</summary>
    public string Said
    {
        get
        {
            var message = Line > 0 ? string.Create(CultureInfo.InvariantCulture, $"Line {Line}: {Message}") : Message;
            if (Suggestion?.Trim() is not { Length: > 0 } suggestion) return message;
            if (Message.Contains(suggestion.TrimEnd('.'), StringComparison.Ordinal)) return message;
            return suggestion[^1] is '.' or '?' ? $"{message} {suggestion}" : $"{message} Use {suggestion}.";
        }
    }
}

[GenerateSerializer, Alias("vault.CodeSeverity")]
public enum CodeSeverity
{
    /// <summary>The scene would fail, or be shown differently from what was written.</summary>
    Error,
    /// <summary>The scene can be rendered.</summary>
    Warning,
    /// <summary>Fixed automatically; the code keeps its meaning.</summary>
    Fixed,
}
