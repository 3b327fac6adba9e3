using System.Collections;
using System.ComponentModel;
using System.Globalization;
using System.Reflection;
using ObsidianVault.Hosting.Startup;

namespace ObsidianVault.Unit.Deploy;

/// <summary>What a setting may be called: <c>Section__Property</c> of every class with a constant <c>Section</c>.</summary>
internal static class KnownSettings
{
    private static readonly string[] FrameworkPrefixes = ["ASPNETCORE_", "DOTNET_", "OTEL_", "Logging__", "Kestrel__"];

    private static readonly string[] RendererAssemblies =
        ["ObsidianVault.Renderer", "ObsidianVault.Hosting", "ObsidianVault.Grains.Interfaces"];

    /// <summary>Sections of the shared contracts that no renderer binds.</summary>
    private static readonly string[] NotOfRenderer = ["Jobs", "Ledger", "Knowledge", "Audit", "Callbacks"];

    private static readonly Dictionary<string, Type> Sections = Directory.GetFiles(AppContext.BaseDirectory, "ObsidianVault.*.dll")
        .Select(file => Assembly.Load(Path.GetFileNameWithoutExtension(file)))
        .SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true })
        .ToDictionary(type => (string)type.GetField("Section")!.GetRawConstantValue()!);

    /// <summary>Every setting of every section. One element stands for a list.</summary>
    public static IReadOnlyDictionary<string, object?> Defaults { get; } = Sections
        .SelectMany(section => Leaves(section.Key, section.Value))
        .ToDictionary(leaf => leaf.Name, leaf => leaf.Default);

    /// <summary>The settings of the assemblies that a renderer ships, without the sections that only grains and front ends read.</summary>
    public static IReadOnlySet<string> OfRenderer { get; } = Sections
        .Where(section => RendererAssemblies.Contains(section.Value.Assembly.GetName().Name) && !NotOfRenderer.Contains(section.Key))
        .SelectMany(section => Leaves(section.Key, section.Value))
        .Select(leaf => leaf.Name)
        .ToHashSet();

    public static bool Knows(string name) =>
        Array.Exists(FrameworkPrefixes, prefix => name.StartsWith(prefix, StringComparison.Ordinal)) ||
        Defaults.ContainsKey(name) ||
        (name.EndsWith("__File", StringComparison.Ordinal) && Defaults.ContainsKey(name[..^6]) && SecretFiles.IsSecret(name[..^6]));

    /// <summary>Whether the text, as configuration reads it, is the setting's default.</summary>
    public static bool IsDefault(string name, string text) => Defaults[name] switch
    {
        null => text.Length == 0,
        string value => value == text,
        var value => value.Equals(TypeDescriptor.GetConverter(value.GetType()).ConvertFromString(null, CultureInfo.InvariantCulture, text)),
    };

    private static IEnumerable<(string Name, object? Default)> Leaves(string prefix, Type type, object? defaults = null)
    {
        var instance = defaults ?? Activator.CreateInstance(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
        {
            var name = $"{prefix}__{property.Name}";
            if (property.PropertyType is { IsClass: true, Namespace: var space } part &&
                space!.StartsWith("ObsidianVault", StringComparison.Ordinal))
            {
                foreach (var leaf in Leaves(name, part, property.GetValue(instance))) yield return leaf;
            }
            else if (property.PropertyType == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(property.PropertyType))
            {
                yield return (name, property.GetValue(instance));
            }
            else if (property.PropertyType.GetGenericArguments()[0] is var element && element == typeof(string))
            {
                yield return (name + "__0", null);
            }
            else
            {
                foreach (var leaf in Leaves(name + "__0", element)) yield return leaf;
            }
        }
    }
}
