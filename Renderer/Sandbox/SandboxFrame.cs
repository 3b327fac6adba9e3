using System.Collections.Immutable;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// One line of a sandbox's output; exactly one of its parts is set. A line with a file is followed by the file's bytes. See
/// Runtime/sandbox/wire.py.
/// </summary>
internal sealed record SandboxFrame(
    bool Ready,
    double? Progress,
    string? Log,
    double? Used,
    SandboxFrame.FilePart? File,
    SandboxFrame.ErrorPart? Error,
    SandboxFrame.FactsPart? Facts,
    SandboxFrame.FormulaPart? Formula,
    SandboxFrame.AtPart? At,
    string? End)
{
    /// <param name="Kind">video, thumbnail, picture, formula.</param>
    /// <param name="Key">For a formula that the warm parent typeset itself.</param>
    /// <param name="Note">What is wrong with how a video looks: blank, static, or nothing.</param>
    internal sealed record FilePart(string Kind, long Size, double Duration, double Width, double Height, string? Key, string? Note);

    internal sealed record ErrorPart(string Cause, int Line, string Message);

    internal sealed record FactsPart(
        ImmutableArray<RenderedScene>? Scenes, int Latex, ImmutableArray<LayoutFinding>? Layout, ImmutableArray<string>? Holes);

    /// <summary>Where a running scene is. It comes from the scene and is untrusted.</summary>
    /// <param name="Line">The line of its code, 0 if none of its own code runs.</param>
    /// <param name="Doing">latex, drawing or code.</param>
    internal sealed record AtPart(int Line, string Doing);

    internal sealed record FormulaPart(string Source, string Compiler, string Format);
}

/// <summary>One scene of the code, as it ran. The name and the numbers come from the scene and are untrusted.</summary>
internal sealed record RenderedScene(string Name, double Seconds, int Plays);

/// <summary>A flaw that a viewer would notice: text beyond the frame, text on text, a blank or still video.</summary>
internal sealed record LayoutFinding(string Cause, string Message);
