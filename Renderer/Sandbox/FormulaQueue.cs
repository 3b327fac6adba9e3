using System.Threading.Channels;

namespace ObsidianVault.Renderer.Sandbox;

/// <summary>Formulas that wait to be typeset for later jobs. Owners take turns, so that nobody's many keep another's few waiting.</summary>
internal sealed class FormulaQueue
{
    private const int MostOfAll = 1024;
    private const int MostOfOne = 64;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Queue<WantedFormula>> _owners = [];
    private readonly Queue<string> _turns = new();
    // Whose turn it is decides the one who takes, not the one who adds: this only says that something waits.
    private readonly Channel<bool> _ready = Channel.CreateUnbounded<bool>();

    public int Count => _ready.Reader.Count;

    /// <summary>Adds a formula, if there is room for it and its job has something left for it.</summary>
    public void Add(WantedFormula wanted)
    {
        lock (_lock)
        {
            var own = _owners.GetValueOrDefault(wanted.Tab.Owner) ?? [];
            if (own.Count >= MostOfOne || Count >= MostOfAll || !wanted.Tab.TryAdd()) return;
            own.Enqueue(wanted);
            if (_owners.TryAdd(wanted.Tab.Owner, own)) _turns.Enqueue(wanted.Tab.Owner);
            _ready.Writer.TryWrite(true);
        }
    }

    /// <summary>The next formula, as soon as there is one. Whoever takes it settles it with its tab.</summary>
    public async Task<WantedFormula> TakeAsync(CancellationToken cancellationToken)
    {
        await _ready.Reader.ReadAsync(cancellationToken);
        lock (_lock)
        {
            var owner = _turns.Dequeue();
            var own = _owners[owner];
            var wanted = own.Dequeue();
            if (own.Count > 0) _turns.Enqueue(owner);
            else _owners.Remove(owner);
            return wanted;
        }
    }
}

/// <summary>A formula that a job needed and the cache lacks.</summary>
internal sealed record WantedFormula(SandboxFrame.FormulaPart Formula, FormulaTab Tab);
