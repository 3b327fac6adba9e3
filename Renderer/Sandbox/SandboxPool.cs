using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using ObsidianVault.Renderer.ControlGroups;
using ObsidianVault.Renderer.Settings;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>
/// A warm sandbox for each slot, used by one job at a time. A sandbox that did not end its job cleanly is discarded, as is each
/// one after a number of jobs; its replacement is warmed up meanwhile.
/// </summary>
internal sealed partial class SandboxPool(
    IOptions<RendererOptions> settings,
    SandboxCommand command,
    SandboxLauncher launcher,
    FormulaCache formulas,
    ILogger<SandboxPool> logger) : IAsyncDisposable
{
    private const string Unseen =
        "The sandbox's memory cannot be watched, so no scene is rendered: /proc/PID/task/TID/children shows no process of it. " +
        "Use a kernel with CONFIG_PROC_CHILDREN, and mount /proc without hidepid.";

    /// <summary>Formulas are typeset for later jobs, so those that run now come first.</summary>
    private const double FormulaShare = 0.25;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(60);
    private readonly ConcurrentDictionary<int, Slot> _slots = new();
    private readonly RendererOptions _options = settings.Value;
    private bool _disposed;

    /// <summary>The number of scenes being rendered at this moment.</summary>
    public int Busy => _slots.Values.Count(slot => slot.Number < _options.Places && slot.Gate.CurrentCount == 0);

    public Accounting Accounting => launcher.Accounting;

    /// <summary>How many processes earlier jobs left running in idle sandboxes.</summary>
    public IEnumerable<ProcessTree.Entry> Leftovers => _slots.Values.SelectMany(slot => slot.Idle?.Result?.JobProcesses ?? []);

    /// <summary>Warms up the slot's sandbox ahead of its first job.</summary>
    public void Prepare(int slot) => _ = Of(slot).Get(StartAsync);

    /// <summary>The slot's sandbox, for exclusive use until it is returned.</summary>
    /// <exception cref="SandboxUnavailableException">It cannot start; the message contains its output.</exception>
    public async Task<WarmSandbox> RentAsync(int slot, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        var place = Of(slot);
        await place.Gate.WaitAsync(cancellationToken);
        try
        {
            return await place.Get(StartAsync);
        }
        catch
        {
            place.Idle = null;
            place.Gate.Release();
            throw;
        }
    }

    public async Task ReturnAsync(int slot, WarmSandbox sandbox)
    {
        var place = Of(slot);
        if (!sandbox.IsHealthy || sandbox.Jobs >= _options.JobsPerSandbox || _disposed)
        {
            await sandbox.DisposeAsync();
            if (!_disposed) LogRecycled(logger, slot, sandbox.Jobs, sandbox.IsHealthy, (await sandbox.Errors).Trim());
            place.Idle = null;
            if (!_disposed) _ = place.Get(StartAsync);
        }

        place.Gate.Release();
    }

    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        foreach (var slot in _slots.Values)
        {
            await slot.Gate.WaitAsync();
            if (slot.Idle is { } idle)
            {
                try
                {
                    await (await idle).DisposeAsync();
                }
                catch (SandboxUnavailableException)
                {
                    // It never started.
                }
            }

            slot.Idle = null;
            slot.Gate.Release();
        }
    }

    private Slot Of(int slot) => _slots.GetOrAdd(slot, number => new Slot(number));

    private async Task<WarmSandbox> StartAsync(int slot)
    {
        var share = slot == _options.FormulaSlot ? FormulaShare : 1;
        var process = await launcher.StartAsync(command.Warm(slot, formulas.Folder), _options.MemoryMiB * 1024L * 1024, share);
        var sandbox = new WarmSandbox(process);
        if (await sandbox.WarmUpAsync(formulas.Add, s_warmUp)) return sandbox;
        await sandbox.DisposeAsync();
        throw new SandboxUnavailableException(sandbox.IsUnseen ? Unseen : await process.Errors);
    }

    private sealed class Slot(int number)
    {
        public int Number => number;

        public SemaphoreSlim Gate { get; } = new(1, 1);

        public Task<WarmSandbox>? Idle { get; set; }

        public Task<WarmSandbox> Get(Func<int, Task<WarmSandbox>> start)
        {
            lock (Gate)
            {
                return Idle ??= start(number);
            }
        }
    }

    [LoggerMessage(LogLevel.Information, "The sandbox of slot {Slot} is replaced after {Jobs} jobs; in good order: {Healthy} {Said}")]
    private static partial void LogRecycled(ILogger logger, int slot, int jobs, bool healthy, string said);
}
