using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Rendering;

/// <summary>What the validator says about a piece of code without running it.</summary>
/// <param name="Findings">Errors first.</param>
/// <param name="Scenes">The scenes that would be rendered, in order.</param>
/// <param name="Seconds">About how long the video would be, as far as the text tells.</param>
/// <param name="Code">The code with the safe repairs made; the findings' lines are its lines.</param>
[GenerateSerializer, Immutable, Alias("vault.CodeCheck")]
public sealed record CodeCheck(
    [property: Id(0)] ImmutableArray<CodeFinding> Findings,
    [property: Id(1)] ImmutableArray<string> Scenes,
    [property: Id(2)] double Seconds,
    [property: Id(3)] string Code)
{
    public IEnumerable<CodeFinding> Errors => Findings.Where(f => f.Severity == CodeSeverity.Error);

    public bool IsValid => !Errors.Any();

    /// <summary>A check that came to no end: the code is rendered as it is.</summary>
    public static CodeCheck NotChecked(string code) => new(
        [new CodeFinding("NotChecked", 0, "The code was not checked: it is too much for the check, or the check failed.", Severity: CodeSeverity.Warning)], [], 0, code);
}

/// <summary>One thing that the validator says. <paramref name="Line"/> and <paramref name="Column"/> count from 1; 0 is the whole file.</summary>
/// <param name="Cause">Stable: Syntax, CutOff, UnknownName, UnknownAttribute, UnknownArgument, SceneType, Latex, Cost, and so on.</param>
/// <param name="Message">One sentence.</param>
/// <param name="Suggestion">What to write instead, where that is certain.</param>
[GenerateSerializer, Immutable, Alias("vault.CodeFinding")]
public sealed record CodeFinding(
    [property: Id(0)] string Cause,
    [property: Id(1)] int Line,
    [property: Id(2)] string Message,
    [property: Id(3)] int Column = 0,
    [property: Id(4)] CodeSeverity Severity = CodeSeverity.Error,
    [property: Id(5)] string? Suggestion = null);

[GenerateSerializer, Alias("vault.CodeSeverity")]
public enum CodeSeverity
{
    /// <summary>The scene would fail, or show something else than it says.</summary>
    Error,
    /// <summary>The scene will be rendered.</summary>
    Warning,
    /// <summary>Repaired: the code keeps its meaning.</summary>
    Fixed,
}
