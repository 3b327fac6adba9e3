using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;
using Orleans.Serialization;
using Orleans.Storage;

namespace ObsidianVault.Hosting.Database.State;

/// <summary>
/// Grain state as JSON. Members unknown to a read are collected in the surrounding <see cref="Scope"/>; those in the scope
/// around a write are added to the JSON.
/// </summary>
internal sealed class StateSerializer(IOptions<SystemTextJsonGrainStorageSerializerOptions> options) : IGrainStorageSerializer
{
    private static readonly AsyncLocal<Scope?> s_current = new();

    private JsonSerializerOptions Json
    {
        get
        {
            var json = options.Value.JsonSerializerOptions;
            if (!json.IsReadOnly) json.MakeReadOnly(populateMissingResolver: true);
            return json;
        }
    }

    public T? Deserialize<T>(BinaryData input)
    {
        var type = (JsonTypeInfo<T>)Json.GetTypeInfo(typeof(T));
        if (s_current.Value is not { } scope) return JsonSerializer.Deserialize(input, type);
        using var document = JsonDocument.Parse(input);
        scope.Unknown = UnknownMembers.Find(document.RootElement, type);
        return document.RootElement.Deserialize(type);
    }

    public BinaryData Serialize<T>(T? input)
    {
        var type = (JsonTypeInfo<T?>)Json.GetTypeInfo(typeof(T));
        if (s_current.Value?.Unknown is not { } unknown) return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(input, type));
        JsonNode? node = JsonSerializer.SerializeToNode(input, type);
        unknown.RestoreTo(node);
        return new BinaryData(JsonSerializer.SerializeToUtf8Bytes(node, Json));
    }

    /// <summary>Opens a scope for the storage operations that the caller starts from here on.</summary>
    public static Scope Open(UnknownMembers? unknown) => s_current.Value = new Scope { Unknown = unknown };

    internal sealed class Scope
    {
        public UnknownMembers? Unknown { get; set; }
    }
}
