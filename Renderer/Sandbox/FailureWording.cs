using System.Globalization;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Turns a sandbox failure into one sentence for the user.</summary>
internal static class FailureWording
{
    /// <param name="maxBytes">The largest allowed video of this job, in bytes: the channel's limit, or else the renderer's own.</param>
    public static (JobFault Fault, string Message) Of(
        SandboxFrame.ErrorPart error, RendererOptions options, long maxBytes, SandboxFrame.AtPart? at = null) => error.Cause switch
    {
        "code" => (JobFault.Code, At(error.Line, error.Message)),
        "scene" => (JobFault.Scene, At(error.Line, Ended(error.Message))),
        "latex" => (
            JobFault.Scene,
            At(error.Line, $"LaTeX could not set a formula: {error.Message.TrimEnd('.')}.")),
        "crash" or "ended" => (JobFault.Scene, error.Message),
        "memory" => Memory(options),
        "cpu" => Time(options, at),
        "disk" => (
            JobFault.Limit,
            Invariant($"The scene wrote more than {options.ScratchMiB} MiB: make it shorter or choose a lower quality.")),
        "processes" => (JobFault.Limit, Invariant($"The scene started more than {options.Processes} processes or threads.")),
        "output" => (
            JobFault.Limit,
            Invariant($"The video is larger than {maxBytes / (1024 * 1024)} MB: make it shorter or choose a lower quality.")),
        "length" => (JobFault.Limit, At(error.Line, error.Message)),
        "noplay" or "novideo" => (JobFault.NoVideo, error.Message),
        _ => Internal,
    };

    /// <param name="at">Where the scene said it was at last; null if it said nothing.</param>
    public static (JobFault Fault, string Message) Time(RendererOptions options, SandboxFrame.AtPart? at) =>
        (JobFault.Limit, Invariant($"The scene ran for more than {options.TimeLimit.TotalSeconds:0.#} s and was stopped: ") + Last(at));

    private static string Last(SandboxFrame.AtPart? at) => at switch
    {
        { Line: > 0, Doing: "latex" } => Invariant($"LaTeX was setting the formula of line {at.Line}."),
        { Line: > 0, Doing: "drawing" } => Invariant(
            $"line {at.Line} was being drawn. Use fewer or simpler objects there, a shorter time, or a lower quality."),
        { Line: > 0 } => Invariant($"line {at.Line} was running, and nothing was being drawn. Look for a loop that does not end."),
        _ => "look for an endless loop.",
    };

    /// <param name="left">The owner's render time that was left for today.</param>
    public static (JobFault Fault, string Message) OutOfTime(TimeSpan left) =>
        (
            JobFault.Limit,
            Invariant($"The scene was stopped after {left.TotalSeconds:0.#} s: you have no render time left today; there is more after ")
            + "midnight UTC.");

    public static (JobFault Fault, string Message) Memory(RendererOptions options) =>
        (JobFault.Limit, Invariant($"The scene used more than {options.MemoryMiB} MiB of memory: use fewer or simpler objects."));

    public static (JobFault Fault, string Message) Internal => (JobFault.Internal, "The renderer failed; this is not the scene's fault.");

    public static string At(int line, string message) => line > 0 ? Invariant($"Line {line}: {message}") : message;

    private static string Ended(string message) => message is [.., '.' or '!' or '?' or '…'] ? message : message + ".";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
