using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Api.Code;

/// <summary>Everything that the validator finds in a piece of code. Lines are those of <c>RepairedCode</c> where there is one.</summary>
/// <param name="Valid">No errors: the code would be rendered.</param>
/// <param name="Repairs">What was mended by itself, keeping the meaning.</param>
/// <param name="Scenes">The scenes, in the order in which they would be shown.</param>
/// <param name="Seconds">About how long the video would be.</param>
/// <param name="RepairedCode">The code as it would be rendered, where it was mended.</param>
internal sealed record CodeReport(
    bool Valid, CodeNote[] Errors, CodeNote[] Warnings, CodeNote[] Repairs, string[] Scenes, double Seconds, string? RepairedCode)
{
    public static CodeReport Example { get; } = new(
        false, [new CodeNote("SyntaxError", 2, 5, "'(' was never closed.", null)], [], [], [], 0, null);

    public static CodeReport Of(CodeCheck check) => new(
        check.IsValid,
        Notes(check, CodeSeverity.Error),
        Notes(check, CodeSeverity.Warning),
        Notes(check, CodeSeverity.Fixed),
        [.. check.Scenes],
        check.Seconds,
        check.Findings.Any(f => f.Severity == CodeSeverity.Fixed) ? check.Code : null);

    private static CodeNote[] Notes(CodeCheck check, CodeSeverity severity) =>
        [.. check.Findings.Where(f => f.Severity == severity)
            .Select(f => new CodeNote(f.Cause, f.Line, f.Column, f.Message, f.Suggestion))];
}

/// <summary>Something that the validator found.</summary>
/// <param name="Cause">Stable, for programs.</param>
/// <param name="Line">From 1; 0 is the whole code.</param>
internal sealed record CodeNote(string Cause, int Line, int Column, string Message, string? Suggestion);
