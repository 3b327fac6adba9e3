using System.Reflection;
using ObsidianVault.Grains.Expiry;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;
using ObsidianVault.Grains.Interfaces.Expiry;
using ObsidianVault.Grains.Sessions;
using ObsidianVault.Renderer;
using Orleans.Runtime;

namespace ObsidianVault.Unit.Grains;

/// <summary>The AdoNet providers key a row by the state's name and the grain's key: both must be unlike any other.</summary>
public sealed class GrainNamesTests
{
    private static readonly Assembly[] s_assemblies = [typeof(SessionGrain).Assembly, typeof(RendererGrain).Assembly];

    [Fact]
    public void State_names_are_unique_and_say_what_they_hold()
    {
        var names = s_assemblies.SelectMany(a => a.GetTypes())
            .SelectMany(type => type.GetConstructors())
            .SelectMany(constructor => constructor.GetParameters())
            .Select(parameter => parameter.GetCustomAttribute<PersistentStateAttribute>()?.StateName)
            .OfType<string>().ToList();
        names.Count.ShouldBeGreaterThanOrEqualTo(5);
        names.ShouldBeUnique();
        names.ShouldAllBe(name => name.Contains('-'));
    }

    [Fact]
    public void No_grain_uses_the_shared_state_of_Grain_of_T() =>
        s_assemblies.SelectMany(a => a.GetTypes())
            .Where(type => type.BaseType is { IsGenericType: true } parent && parent.GetGenericTypeDefinition() == typeof(Grain<>))
            .ShouldBeEmpty();

    [Fact]
    public void Key_prefixes_are_unique_and_never_hexadecimal()
    {
        var prefixes = typeof(GrainKeys).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.Name.EndsWith("Prefix", StringComparison.Ordinal))
            .Select(field => (string)field.GetRawConstantValue()!).ToList();
        prefixes.Count.ShouldBeGreaterThanOrEqualTo(7);
        prefixes.ShouldBeUnique();
        prefixes.ShouldAllBe(prefix => prefix.EndsWith(':') && prefix.Any(c => c != ':' && !char.IsAsciiHexDigit(c)));
    }

    [Fact]
    public void Every_builder_of_keys_begins_with_a_prefix()
    {
        var keys = typeof(GrainKeys).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Where(method => method.ReturnType == typeof(string)
                && method.Name is not (nameof(GrainKeys.NewId) or nameof(GrainKeys.DerivedId)))
            .Select(method => (string)method.Invoke(null, [.. method.GetParameters().Select(Sample)])!).ToList();
        keys.Count.ShouldBeGreaterThanOrEqualTo(7);
        keys.ShouldAllBe(key => key.Contains(':'));
    }

    [Fact]
    public void Every_grain_that_expires_is_found_by_its_key() =>
        ExpiringGrains.Kinds.Values.ShouldBe(
            typeof(IExpirable).Assembly.GetTypes().Where(type => type != typeof(IExpirable) && type.IsAssignableTo(typeof(IExpirable))
                && type.IsInterface),
            ignoreOrder: true);

    private static object Sample(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(int) ? 1
        : parameter.ParameterType == typeof(uint) ? 1u
        : parameter.ParameterType == typeof(ChannelAddress) ? new ChannelAddress("telegram", "bot", "1")
        : "deadbeef";
}
