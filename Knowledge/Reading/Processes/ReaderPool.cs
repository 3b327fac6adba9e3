using Microsoft.Extensions.Options;
using ObsidianVault.Knowledge.Reading.Settings;

namespace ObsidianVault.Knowledge.Reading.Processes;

/// <summary>
/// Reads documents in processes of their own. A process reads many, one at a time; one that dies, or takes too long and is
/// killed, costs the document that it read. Those that nobody has used for a minute end.
/// </summary>
internal sealed partial class ReaderPool : IDisposable
{
    /// <summary>A process that has read so many is replaced: what a document left behind in it ends with it.</summary>
    public const int MaxServed = 200;

    private static readonly TimeSpan s_idle = TimeSpan.FromMinutes(1);

    private readonly ReadingOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<ReaderPool> _log;
    private readonly SemaphoreSlim _slots;
    private readonly Lock _lock = new();
    private readonly Stack<ReaderProcess> _idle = [];
    private readonly ITimer _timer;
    private bool _isDisposed;

    public ReaderPool(IOptions<ReadingOptions> options, TimeProvider time, ILogger<ReaderPool> log)
    {
        _options = options.Value;
        _time = time;
        _log = log;
        _slots = new SemaphoreSlim(_options.Processes);
        _timer = time.CreateTimer(_ => EndIdle(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The ids of the processes that wait for documents.</summary>
    internal IReadOnlyList<int> IdleProcesses
    {
        get
        {
            lock (_lock) return [.. _idle.Select(process => process.Id)];
        }
    }

    /// <exception cref="DocumentRefusedException">It cannot be read, needs too long or too much memory, or ended the process.</exception>
    public async Task<Note> ReadAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken);
        try
        {
            var process = Take();
            // One that waited may have been ended by the system meanwhile, which is not this document's fault.
            var answer = await ReadAsync(process, path, content, cancellationToken)
                ?? (process.Served > 0 ? await ReadAsync(Start(), path, content, cancellationToken) : null);
            return answer?.Note ?? throw new DocumentRefusedException(
                answer?.Refusal ?? "The document could not be read: reading it ended the process that read it.");
        }
        finally
        {
            _slots.Release();
        }
    }

    public void Dispose()
    {
        lock (_lock) _isDisposed = true;
        _timer.Dispose();
        EndIdle();
        _slots.Dispose();
    }

    /// <summary>The answer, or null if the process ended.</summary>
    private async Task<ReaderAnswer?> ReadAsync(
        ReaderProcess process, string path, ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_options.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var isWell = false;
        try
        {
            var answer = await process.ReadAsync(path, content, either.Token);
            isWell = answer.Refusal != ReaderAnswer.TooLarge;
            return answer;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogTooLong(path, _options.Timeout);
            throw new DocumentRefusedException(
                $"The document takes longer to read than the {_options.Timeout.TotalSeconds:0} seconds that one document may take.");
        }
        catch (IOException)
        {
            LogEnded(path);
            return null;
        }
        finally
        {
            if (isWell) Keep(process);
            else process.Dispose();
        }
    }

    private ReaderProcess Take()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out var process)) return process;
        }

        return Start();
    }

    private ReaderProcess Start() => ReaderProcess.Start(_options);

    private void Keep(ReaderProcess process)
    {
        lock (_lock)
        {
            if (!_isDisposed && process.Served < MaxServed)
            {
                _idle.Push(process);
                _timer.Change(s_idle, Timeout.InfiniteTimeSpan);
                return;
            }
        }

        process.Dispose();
    }

    private void EndIdle()
    {
        lock (_lock)
        {
            while (_idle.TryPop(out var process)) process.Dispose();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reading {Path} took longer than {Timeout}; its process was killed.")]
    private partial void LogTooLong(string path, TimeSpan timeout);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The process that read {Path} ended.")]
    private partial void LogEnded(string path);
}
