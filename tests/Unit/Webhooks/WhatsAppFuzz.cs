using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ObsidianVault.Channels.Reading;

namespace ObsidianVault.Unit.Webhooks;

/// <summary>Breaks valid payloads, the same way for the same seed.</summary>
internal static class WhatsAppFuzz
{
    private const char Half = '§'; // becomes half of a surrogate pair, which JsonNode would not write

    private static readonly string[] s_names =
        ["id", "from", "type", "text", "messages", "contacts", "errors", "metadata", "timestamp", "\u00a7", "x"];

    public static byte[] Break(int seed)
    {
        var random = new Random(seed);
        var payload = JsonNode.Parse(WhatsAppSamples.All[random.Next(WhatsAppSamples.All.Count)].Payload)!;
        for (var i = random.Next(1, 5); i > 0; i--) Mutate(payload, random);

        var json = payload.ToJsonString().Replace("\\u00A7", random.Next(2) == 0 ? "\\ud83d" : "\\uDE00", StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(json);
        if (random.Next(8) == 0) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        return bytes;
    }

    private static void Mutate(JsonNode root, Random random)
    {
        var places = new List<(JsonNode Parent, object Key)>();
        Collect(root, places);
        if (places.Count == 0) return;

        var (parent, key) = places[random.Next(places.Count)];
        switch (random.Next(6))
        {
            case 0 when parent is JsonObject holder:
                holder.Remove((string)key);
                break;
            case 0:
                parent.AsArray().RemoveAt((int)key);
                break;
            case 1 when parent is JsonObject holder:
                holder[s_names[random.Next(s_names.Length)]] = Strange(random);
                break;
            case 2:
                Put(parent, key, new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => At(parent, key)?.DeepClone())]));
                break;
            case 3:
                var (other, otherKey) = places[random.Next(places.Count)];
                Put(parent, key, At(other, otherKey)?.DeepClone());
                break;
            default:
                Put(parent, key, Strange(random));
                break;
        }
    }

    private static JsonNode? Strange(Random random) => random.Next(12) switch
    {
        0 => null,
        1 => JsonValue.Create(random.Next(2) == 0),
        2 => JsonNode.Parse("1e400"),
        3 => JsonNode.Parse("-" + new string('9', 400)),
        4 => JsonValue.Create(random.NextInt64(long.MinValue, long.MaxValue)),
        5 => JsonValue.Create(""),
        6 => JsonValue.Create(new string('x', random.Next(70_000))),
        7 => JsonNode.Parse(new string('[', 30) + new string(']', 30)),
        8 => new JsonObject { ["id"] = "\0", ["\u00a7"] = new JsonArray(), [""] = "\u202e\u2028" },
        9 => JsonValue.Create(random.Next().ToString(CultureInfo.InvariantCulture)),
        _ => JsonValue.Create(string.Concat(Enumerable.Range(0, random.Next(1, 1_500)).Select(_ => random.Next(10) switch
        {
            0 => Half.ToString(),
            1 => "😀",
            2 => "\n",
            _ => new Rune(random.Next(0xd800)).ToString(),
        }))),
    };

    private static void Collect(JsonNode node, List<(JsonNode Parent, object Key)> places)
    {
        if (node is JsonObject holder)
        {
            foreach (var (name, value) in holder)
            {
                places.Add((node, name));
                if (value is not null) Collect(value, places);
            }
        }
        else if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++)
            {
                places.Add((node, i));
                if (items[i] is { } item) Collect(item, places);
            }
        }
    }

    private static JsonNode? At(JsonNode parent, object key) => key is string name ? parent[name] : parent[(int)key];

    private static void Put(JsonNode parent, object key, JsonNode? value)
    {
        if (key is string name) parent[name] = value;
        else parent[(int)key] = value;
    }
}
