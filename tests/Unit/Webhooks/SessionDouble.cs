using System.Collections.Immutable;
using System.Reflection;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Replaces the grains that webhooks call: every alias has a session of the same name, and sessions record their events.</summary>
internal sealed class SessionDouble
{
    private readonly Lock _gate = new();
    private readonly List<(string Session, ChannelEvent Event)> _stored = [];
    private int _calls;

    public SessionDouble() => Grains = InterfaceDouble.Of<IGrainFactory>((method, args) => method.Name == nameof(IGrainFactory.GetGrain)
        ? Grain(method.GetGenericArguments()[0], (string)args[0]!)
        : throw new NotSupportedException(method.Name));

    public IGrainFactory Grains { get; }

    /// <summary>The sessions, by grain key, whose store fails.</summary>
    public Func<string, bool> Fails { get; set; } = _ => false;

    /// <summary>The messages among the events.</summary>
    public IReadOnlyList<(string Session, InboundMessage Message)> Stored =>
        [.. Events.Where(stored => stored.Event is InboundMessage).Select(stored => (stored.Session, (InboundMessage)stored.Event))];

    public IReadOnlyList<(string Session, ChannelEvent Event)> Events
    {
        get
        {
            lock (_gate) return [.. _stored];
        }
    }

    /// <summary>How often a session received.</summary>
    public int Calls => _calls;

    private object Grain(Type type, string key)
    {
        if (type == typeof(IAliasGrain)) return InterfaceDouble.Of<IAliasGrain>((method, _) => method.Name switch
        {
            nameof(IAliasGrain.ResolveAsync) => Task.FromResult(key[GrainKeys.AliasPrefix.Length..]),
            nameof(IAliasGrain.FindAsync) => Task.FromResult<string?>(key[GrainKeys.AliasPrefix.Length..]),
            _ => Task.CompletedTask,
        });
        if (type == typeof(ISessionGrain)) return InterfaceDouble.Of<ISessionGrain>((method, args) => method.Name switch
        {
            nameof(ISessionGrain.ReceiveAsync) => ReceiveAsync(key, (ImmutableArray<ChannelEvent>)args[0]!),
            nameof(ISessionGrain.JoinAsync) => Task.FromResult((string)args[0]!),
            _ => Task.CompletedTask,
        });
        throw new NotSupportedException(type.Name);
    }

    private Task<int> ReceiveAsync(string session, ImmutableArray<ChannelEvent> events)
    {
        Interlocked.Increment(ref _calls);
        if (Fails(session)) return Task.FromException<int>(new IOException("The store is away."));
        lock (_gate) _stored.AddRange(events.Select(e => (session, e)));
        return Task.FromResult(events.Length);
    }
}

/// <summary>
/// Implements an interface by passing all calls to one function. Public and unsealed, because the runtime derives from it.
/// </summary>
public class InterfaceDouble : DispatchProxy
{
    private Func<MethodInfo, object?[], object?> _answer = null!;

    public static T Of<T>(Func<MethodInfo, object?[], object?> answer)
        where T : class
    {
        var proxy = Create<T, InterfaceDouble>();
        ((InterfaceDouble)(object)proxy)._answer = answer;
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => _answer(targetMethod!, args ?? []);
}
