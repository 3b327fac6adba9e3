namespace ObsidianVault.Rendering;

/// <summary>One line of the sandbox's output; exactly one of its parts is set. See Runtime/run.py.</summary>
internal sealed record SandboxFrame(bool Ready, double? Progress, string? Log, SandboxFrame.VideoPart? Video, SandboxFrame.ErrorPart? Error)
{
    internal sealed record VideoPart(long Size, double Duration, int Width, int Height);

    internal sealed record ErrorPart(string Cause, int Line, string Message);
}
