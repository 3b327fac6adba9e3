using Microsoft.Extensions.Logging;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Rendering;

namespace ObsidianVault.Ai.Serving;

/// <summary>Whether Python code parses, as a renderer's validator says: a silo and a front end have no Python.</summary>
/// <param name="grains">Null where no cluster is reachable: nothing is found then.</param>
internal sealed partial class PythonSyntax(IGrainFactory? grains, TimeProvider time, ILogger<PythonSyntax> logger)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(3);

    /// <summary>
    /// <see cref="AiCause.ProviderAnswerInvalid"/> where the code is Python and does not parse. Null where it does, and where no
    /// renderer says so in time: an answer that was paid is not thrown away because we are busy.
    /// A caller who leaves does not end it: what the provider did is booked by what is found.
    /// </summary>
    public async ValueTask<AiCause?> FaultAsync(AiCall call, CodeBlock? code)
    {
        if (code is not { IsPython: true } || !call.MustParse || grains is null) return null;
        try
        {
            var check = await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).CheckAsync(Dedented(code.Code)).WaitAsync(s_patience, time);
            return check.Errors.Any(e => e.Cause is "Syntax" or "CutOff") ? AiCause.ProviderAnswerInvalid : null;
        }
        catch (Exception exception)
        {
            LogUnchecked(logger, exception);
            return null;
        }
    }

    /// <summary>A piece of a file may stand as far in as it does there.</summary>
    internal static string Dedented(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var margin = lines[0][..^lines[0].TrimStart(' ', '\t').Length];
        return margin.Length > 0 && lines.All(l => l.StartsWith(margin, StringComparison.Ordinal) || string.IsNullOrWhiteSpace(l))
            ? string.Join('\n', lines.Select(l => l.Length > margin.Length ? l[margin.Length..] : ""))
            : code;
    }

    [LoggerMessage(LogLevel.Warning, "Code of an answer was not parsed: no renderer said in time whether it does")]
    private static partial void LogUnchecked(ILogger logger, Exception exception);
}
