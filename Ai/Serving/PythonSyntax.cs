using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Ai.Serving;

/// <summary>Asks a renderer's validator whether Python code parses: silos and front ends have no Python.</summary>
/// <param name="grains">Null if no cluster is reachable; no fault is then found.</param>
internal sealed partial class PythonSyntax(IGrainFactory? grains, TimeProvider time, ILogger<PythonSyntax> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    /// <summary>
    /// <see cref="AiCause.ProviderAnswerInvalid"/> if the code is Python and does not parse. Null if it parses, or if no renderer
    /// responds in time: an answer that was paid for is not discarded because we are busy. Not cancelled when the caller
    /// disconnects, because billing depends on the result.
    /// </summary>
    public async ValueTask<AiCause?> FaultAsync(AiCall call, CodeBlock? code)
    {
        if (code is not { IsPython: true } || !call.MustParse || grains is null) return null;
        try
        {
            var check = await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer())
                .CheckAsync(Dedented(code.Code)).WaitAsync(s_patience, time);
            return !check.IsPython || check.Errors.Any(e => e.Cause is "Syntax" or "CutOff") ? AiCause.ProviderAnswerInvalid : null;
        }
        catch (Exception exception)
        {
            LogUnchecked(logger, exception);
            return null;
        }
    }

    /// <summary>Part of a file may be indented as it is there.</summary>
    internal static string Dedented(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var margin = lines[0][..^lines[0].TrimStart(' ', '\t').Length];
        return margin.Length > 0 && lines.All(l => l.StartsWith(margin, StringComparison.Ordinal) || string.IsNullOrWhiteSpace(l))
            ? string.Join('\n', lines.Select(l => l.Length > margin.Length ? l[margin.Length..] : ""))
            : code;
    }

    [LoggerMessage(LogLevel.Warning, "Code in an answer was not checked for syntax errors: no renderer responded in time")]
    private static partial void LogUnchecked(ILogger logger, Exception exception);
}
