using System.Reflection;
using System.Runtime.ExceptionServices;

namespace ObsidianVault.Cluster.Silos;

/// <summary>A silo's view of a port (a store, the queue, a channel) with the test's faults. Works for any interface.</summary>
public class FaultyPort : DispatchProxy
{
    private static readonly MethodInfo s_run =
        typeof(FaultyPort).GetMethod(nameof(RunAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    private Type _port = null!;
    private object _inner = null!;
    private TestSilo _silo = null!;
    private Faults _faults = null!;
    private Counters _counters = null!;

    internal static object Create(Type port, object inner, TestSilo silo, Faults faults, Counters counters)
    {
        var proxy = Create(port, typeof(FaultyPort));
        var self = (FaultyPort)proxy;
        (self._port, self._inner, self._silo, self._faults, self._counters) = (port, inner, silo, faults, counters);
        return proxy;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var (method, arguments) = (targetMethod!, args ?? []);
        var type = method.ReturnType;
        if (type == typeof(Task)) return RunAsync<object?>(method, arguments);
        if (type == typeof(ValueTask)) return new ValueTask(RunAsync<object?>(method, arguments));
        if (!type.IsGenericType) return Call(method, arguments);
        if (type.GetGenericTypeDefinition() == typeof(Task<>))
            return s_run.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [method, arguments]);
        if (type.GetGenericTypeDefinition() == typeof(ValueTask<>))
            return Activator.CreateInstance(type, s_run.MakeGenericMethod(type.GetGenericArguments()).Invoke(this, [method, arguments]));
        return Call(method, arguments);
    }

    private Task<T> RunAsync<T>(MethodInfo method, object?[] arguments)
    {
        var operation = new Operation(_port.Name, method.Name, arguments.OfType<string>().FirstOrDefault() ?? "", _silo.Number);
        return _faults.RunAsync(operation, _silo.Gate, async () =>
        {
            var result = await AwaitAsync<T>(Call(method, arguments)!);
            // Leasing from an empty queue writes nothing.
            var found = result is not null || method.ReturnType == typeof(Task) || method.ReturnType == typeof(ValueTask);
            _counters.Add($"{operation.Port}.{operation.Method}{(found ? "" : Counters.Nothing)}");
            return result;
        }, arguments.OfType<CancellationToken>().FirstOrDefault());
    }

    private static async Task<T> AwaitAsync<T>(object awaitable)
    {
        switch (awaitable)
        {
            case Task<T> task:
                return await task;
            case ValueTask<T> task:
                return await task;
            case Task task:
                await task;
                return default!;
            case ValueTask task:
                await task;
                return default!;
            default:
                throw new InvalidOperationException($"{awaitable.GetType()} cannot be awaited.");
        }
    }

    private object? Call(MethodInfo method, object?[] arguments)
    {
        try
        {
            return method.Invoke(_inner, arguments);
        }
        catch (TargetInvocationException wrapped)
        {
            ExceptionDispatchInfo.Throw(wrapped.InnerException!);
            throw;
        }
    }
}
