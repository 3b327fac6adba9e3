using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using ObsidianVault.Grains.Interfaces.Storage;

namespace ObsidianVault.Hosting.Database.State;

/// <summary>
/// The members of a stored JSON value that the type of this build does not have, at any depth. A newer build wrote them;
/// they are put back when this build writes the value (docs/adr/0033).
/// </summary>
internal sealed class UnknownMembers
{
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly Dictionary<string, UnknownMembers> _inside = new(StringComparer.Ordinal);
    private readonly List<Item> _items = [];

    private bool IsEmpty => _members.Count == 0 && _inside.Count == 0 && _items.Count == 0;

    /// <summary>The part of the value that the type does not know; null if it knows everything.</summary>
    public static UnknownMembers? Find(JsonElement value, JsonTypeInfo type) => (value.ValueKind, type.Kind) switch
    {
        (JsonValueKind.Object, JsonTypeInfoKind.Object) => InObject(value, type),
        (JsonValueKind.Object, JsonTypeInfoKind.Dictionary) => InDictionary(value, type),
        (JsonValueKind.Array, JsonTypeInfoKind.Enumerable) => InArray(value, type),
        _ => null,
    };

    /// <summary>Puts the members back. Members that this build removed or has under the same name stay as this build wrote them.</summary>
    public void RestoreTo(JsonNode? written)
    {
        switch (written)
        {
            case JsonObject target:
                foreach (var (name, value) in _members)
                    if (!target.ContainsKey(name)) target[name] = Node(value);
                foreach (var (name, inside) in _inside) inside.RestoreTo(target[name]);
                break;
            case JsonArray list:
                RestoreTo(list);
                break;
        }
    }

    private static UnknownMembers? InObject(JsonElement value, JsonTypeInfo type)
    {
        type = Derived(value, type);
        var removed = type.Type.GetCustomAttribute<RemovedMembersAttribute>()?.Names ?? [];
        var found = new UnknownMembers();
        foreach (var member in value.EnumerateObject())
        {
            // Such as the name of a derived type.
            if (member.Name.StartsWith('$') || removed.Contains(member.Name)) continue;
            if (type.Properties.FirstOrDefault(property => property.Name == member.Name) is { } known)
                found.Inside(member.Name, Find(member.Value, type.Options.GetTypeInfo(known.PropertyType)));
            else found._members[member.Name] = member.Value.Clone();
        }

        return found.IsEmpty ? null : found;
    }

    private static UnknownMembers? InDictionary(JsonElement value, JsonTypeInfo type)
    {
        var found = new UnknownMembers();
        var element = type.Options.GetTypeInfo(type.ElementType!);
        foreach (var entry in value.EnumerateObject()) found.Inside(entry.Name, Find(entry.Value, element));
        return found.IsEmpty ? null : found;
    }

    private static UnknownMembers? InArray(JsonElement value, JsonTypeInfo type)
    {
        var element = type.Options.GetTypeInfo(type.ElementType!);
        var found = new UnknownMembers();
        foreach (var item in value.EnumerateArray())
        {
            if (Find(item, element) is not { } unknown) continue;
            // Written as this build would write it, to find it again in its output.
            var known = JsonSerializer.SerializeToNode(item.Deserialize(element), element);
            found._items.Add(new Item(known, NameOf(known), unknown));
        }

        return found.IsEmpty ? null : found;
    }

    /// <summary>An item is matched if it is equal or, if it was changed, by its name: the first text or number in it.</summary>
    private void RestoreTo(JsonArray list)
    {
        var free = list.ToList();
        var changed = new List<Item>();
        foreach (var item in _items)
        {
            if (Take(free, node => JsonNode.DeepEquals(node, item.Known)) is { } same) item.Unknown.RestoreTo(same);
            else changed.Add(item);
        }

        foreach (var item in changed.Where(item => item.Name is not null && _items.Count(other => other.Name == item.Name) == 1))
            if (free.Count(node => NameOf(node) == item.Name) == 1) item.Unknown.RestoreTo(free.Find(node => NameOf(node) == item.Name));
    }

    private static JsonNode? Take(List<JsonNode?> nodes, Predicate<JsonNode?> which)
    {
        var at = nodes.FindIndex(which);
        if (at < 0) return null;
        var node = nodes[at];
        nodes.RemoveAt(at);
        return node;
    }

    private static string? NameOf(JsonNode? node) => node switch
    {
        JsonObject record => record.Select(member => NameOf(member.Value)).FirstOrDefault(),
        JsonValue value when value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number => value.ToJsonString(),
        _ => null,
    };

    /// <summary>The derived type that the value names, if the type has derived ones.</summary>
    private static JsonTypeInfo Derived(JsonElement value, JsonTypeInfo type)
    {
        if (type.PolymorphismOptions is not { } options) return type;
        if (!value.TryGetProperty(options.TypeDiscriminatorPropertyName, out var name)) return type;
        var derived = options.DerivedTypes.FirstOrDefault(d => d.TypeDiscriminator?.ToString() == name.ToString());
        return derived.DerivedType is null ? type : type.Options.GetTypeInfo(derived.DerivedType);
    }

    private static JsonNode? Node(JsonElement element) => JsonSerializer.SerializeToNode(element);

    private void Inside(string name, UnknownMembers? unknown)
    {
        if (unknown is not null) _inside[name] = unknown;
    }

    private sealed record Item(JsonNode? Known, string? Name, UnknownMembers Unknown);
}
