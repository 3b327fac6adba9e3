using System.Reflection;

namespace ObsidianVault.Functional.Rendering;

/// <summary>A grain, or the factory of grains, that answers each call as a test says: by the method's name and its arguments.</summary>
public class ScriptedGrain : DispatchProxy
{
    private Func<string, object?[], object?> _answer = (_, _) => null;

    public static T Create<T>(Func<string, object?[], object?> answer)
        where T : class
    {
        var grain = Create<T, ScriptedGrain>();
        ((ScriptedGrain)(object)grain)._answer = answer;
        return grain;
    }

    protected override object? Invoke(MethodInfo? method, object?[]? arguments) => _answer(method!.Name, arguments ?? []);
}
