using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ObsidianVault.Ai.Dialects;

/// <summary>The known dialects: <c>dialects.json</c>, which says what each differs in.</summary>
internal static class DialectTable
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase), new NameSet(), new CodeTable() },
    };

    /// <summary>The dialect of a backend that nothing is known about.</summary>
    public const string Default = "compatible";

    public static FrozenDictionary<string, Dialect> All { get; } = Load();

    public static Dialect Named(string name) => All[name];

    /// <summary>The dialect that a host is known for; null if it is not known.</summary>
    public static Dialect? Of(Uri address)
    {
        foreach (var dialect in All.Values)
            if (dialect.Hosts.Any(host => Matches(address, host))) return dialect;
        return null;
    }

    private static bool Matches(Uri address, string host) => host[0] switch
    {
        '.' => address.Host.EndsWith(host, StringComparison.OrdinalIgnoreCase),
        ':' => address.IsLoopback && host.AsSpan(1).SequenceEqual(address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        _ => address.Host.Equals(host, StringComparison.OrdinalIgnoreCase),
    };

    private static FrozenDictionary<string, Dialect> Load()
    {
        using var stream = typeof(DialectTable).Assembly.GetManifestResourceStream("ObsidianVault.Ai.Dialects.dialects.json")
            ?? throw new InvalidOperationException("The table of dialects is not embedded.");
        return JsonSerializer.Deserialize<Dialect[]>(stream, s_json)!.ToFrozenDictionary(dialect => dialect.Name);
    }

    /// <summary>The serializer has no way to make a frozen collection.</summary>
    private sealed class NameSet : JsonConverter<FrozenSet<string>>
    {
        public override FrozenSet<string> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<string[]>(ref reader, options)!.ToFrozenSet(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, FrozenSet<string> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToArray(), options);
    }

    private sealed class CodeTable : JsonConverter<FrozenDictionary<string, int>>
    {
        public override FrozenDictionary<string, int> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Dictionary<string, int>>(ref reader, options)!.ToFrozenDictionary(StringComparer.Ordinal);

        public override void Write(Utf8JsonWriter writer, FrozenDictionary<string, int> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.ToDictionary(), options);
    }
}
