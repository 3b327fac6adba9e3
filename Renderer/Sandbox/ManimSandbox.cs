using Microsoft.Extensions.Options;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// Runs scenes, each in a sandbox of its own. The host opens no path inside: the code enters through a pipe, the video leaves
/// through a pipe, and everything written inside is deleted with the job.
/// </summary>
internal sealed partial class ManimSandbox(
    IOptions<RendererOptions> settings,
    SandboxPool pool,
    FormulaCache formulas,
    TimeProvider time,
    ILogger<ManimSandbox> logger)
{
    public const int MaxPicture = 4 << 20;
    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(15);

    private readonly RendererOptions _options = settings.Value;

    public Task<RenderOutcome> RenderAsync(
        string code, Quality quality, int slot, IProgress<double> progress, CancellationToken cancellationToken) =>
        RunAsync(new RenderRequest(code, quality), slot, progress, cancellationToken);

    /// <summary>Renders the scenes of the request's code; cancelling the token ends the job.</summary>
    /// <exception cref="RenderCancelledException">Cancelled while it ran.</exception>
    public async Task<RenderOutcome> RunAsync(
        RenderRequest request, int slot, IProgress<double> progress, CancellationToken cancellationToken)
    {
        var sandbox = await pool.RentAsync(slot, cancellationToken);
        try
        {
            // The clock starts with the job: warm-up does not count against the scene.
            var started = time.GetTimestamp();
            var left = request.MostSeconds is { } most && most < _options.TimeLimit.TotalSeconds
                ? TimeSpan.FromSeconds(most)
                : (TimeSpan?)null;
            using var timeLimit = new CancellationTokenSource(left ?? _options.TimeLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeLimit.Token);
            var tab = request.Formulas ?? new FormulaTab(owner: null);
            var answer = new RenderAnswer(_options, formulas, tab, progress, request.MaxBytes ?? _options.OutputMiB * 1024L * 1024);
            await sandbox.RunAsync(Described(request), answer.TakeAsync, either.Token);
            if (cancellationToken.IsCancellationRequested)
            {
                await answer.DisposeAsync();
                throw new RenderCancelledException(time.GetElapsedTime(started).TotalSeconds, cancellationToken);
            }

            if (sandbox.MemoryExceeded) await answer.FailAsync(FailureWording.Memory(_options));
            else if (timeLimit.IsCancellationRequested && left is { } all) return await answer.OutOfTimeAsync(all);
            else if (timeLimit.IsCancellationRequested) await answer.OverTimeAsync();
            else if (!answer.IsComplete)
            {
                LogNoAnswer(logger, answer.Log);
                await answer.FailAsync(FailureWording.Internal);
            }

            return answer.Outcome(time.GetElapsedTime(started).TotalSeconds);
        }
        finally
        {
            await pool.ReturnAsync(slot, sandbox);
        }
    }

    /// <summary>Typesets one formula in a sandbox that runs no scene; null if LaTeX rejects it, or needs longer.</summary>
    /// <param name="took">Is told how long it took, without the sandbox's own start.</param>
    public async Task<byte[]?> SetFormulaAsync(
        SandboxFrame.FormulaPart formula, int slot, TimeSpan limit, Action<TimeSpan> took, CancellationToken cancellationToken)
    {
        var request = new { mode = "tex", formula, limits = Limits(limit), output = MaxPicture };
        return (await PictureAsync(slot, request, limit, cancellationToken, took)).Content;
    }

    /// <summary>Runs a job whose result is one small file.</summary>
    /// <exception cref="TimeoutException">Earlier jobs kept this slot busy for 15 s.</exception>
    /// <param name="took">Is told how long it took, without the wait for the slot.</param>
    internal async Task<(byte[]? Content, SandboxFrame.ErrorPart? Error, SandboxFrame.FactsPart? Facts)> PictureAsync(
        int slot, object request, TimeSpan limit, CancellationToken cancellationToken, Action<TimeSpan>? took = null)
    {
        var sandbox = await TurnAsync(slot, cancellationToken);
        var started = time.GetTimestamp();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            either.CancelAfter(limit);
            byte[]? content = null;
            SandboxFrame.ErrorPart? error = null;
            SandboxFrame.FactsPart? facts = null;
            await sandbox.RunAsync(
                request,
                async (frame, reader) =>
                {
                    (error, facts) = (frame.Error ?? error, frame.Facts ?? facts);
                    if (frame.File is not { } file) return true;
                    if (file.Size is < 0 or > MaxPicture) return false;
                    using var target = new MemoryStream();
                    if (!await reader.ReceiveAsync(file.Size, target)) return false;
                    content = target.ToArray();
                    return true;
                },
                either.Token);
            cancellationToken.ThrowIfCancellationRequested();
            return (content, error, facts);
        }
        finally
        {
            took?.Invoke(time.GetElapsedTime(started));
            await pool.ReturnAsync(slot, sandbox);
        }
    }

    private async Task<WarmSandbox> TurnAsync(int slot, CancellationToken cancellationToken)
    {
        using var turn = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        turn.CancelAfter(s_turn);
        try
        {
            return await pool.RentAsync(slot, turn.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException("Other pictures are being drawn: try again in a few seconds.");
        }
    }

    internal object Limits(TimeSpan time) => new
    {
        scratch = _options.ScratchMiB * 1024L * 1024,
        memory = _options.MemoryMiB * 1024L * 1024,
        cpu = (long)Math.Ceiling(time.TotalSeconds) + 5,
        processes = _options.Processes,
        countsMemory = pool.Accounting.CountsMemory,
        sharesProcessors = pool.Accounting.SharesProcessors,
    };

    private object Described(RenderRequest request)
    {
        var (width, height, fps) = VideoSize.Of(request.Quality);
        return new
        {
            code = request.Code,
            mode = request.Mode is RenderMode.Gate ? "gate" : "render",
            format = request.Format.ToString().ToLowerInvariant(),
            scene = request.Scene,
            sheet = request.Sheet && request.Mode is RenderMode.Render,
            width,
            height,
            fps,
            seconds = _options.VideoSeconds,
            expected = (int)(Math.Clamp(request.ExpectedSeconds, 0, _options.VideoSeconds) * fps),
            output = request.MaxBytes ?? _options.OutputMiB * 1024L * 1024,
            // The processors that no other job draws on.
            parallel = Math.Clamp(Environment.ProcessorCount / Math.Max(1, pool.Busy), 1, 8),
            limits = Limits(_options.TimeLimit),
        };
    }

    [LoggerMessage(LogLevel.Error, "The sandbox ended without an answer: {Log}")]
    private static partial void LogNoAnswer(ILogger logger, string log);
}
