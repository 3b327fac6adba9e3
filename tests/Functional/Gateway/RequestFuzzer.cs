using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace ObsidianVault.Functional.Gateway;

/// <summary>
/// Makes requests from the description of the Api: of every address and method, with values that fit, nearly fit, or fit nothing. The same
/// seed makes the same requests, as far as the answers are the same: ids that were answered are used again.
/// </summary>
internal sealed class RequestFuzzer
{
    private const int MaxIds = 200;
    private static readonly string[] s_fields = ["collection", "paths", "title", "metadata", "x"];
    private static readonly string[] s_verbs = ["get", "put", "post", "delete", "patch", "head", "options"];

    private static readonly string[] s_texts =
    [
        "", " ", "0", "-1", "1", "2147483648", "99999999999999999999", "1e999", "NaN", "true", "null", "undefined", "%", "%25", "..",
        "../..", "'", "\"", "'; DROP TABLE x; --", "{{7*7}}", "${x}", "<script>alert(1)</script>", "\\", "/", "//", "a/b", "*", "?", "#",
        "NEAR(", "col:x",
        "\u202E", "e\u0301", "\uFEFF", "😀", "\uD83D", "ا", "\r\nX: y", "2026-13-45", "2026-01-01", "everything", new('a', 300),
        new('é', 5_000),
    ];

    private static readonly Func<JsonNode?>[] s_nodes =
    [
        () => null, () => 0, () => -1, () => 1.5, () => 1e300, () => long.MaxValue, () => true, () => new JsonArray(),
        () => new JsonObject(), () => new JsonArray(1, "a", null), () => new JsonObject { ["a"] = 1 },
        () => JsonNode.Parse(new string('[', 20) + new string(']', 20)),
    ];

    private readonly Random _random;
    private readonly List<Operation> _operations = [];
    private readonly List<string> _ids = ["x5n2hq7mzk3vd4cw6tya2b5eou"];

    public RequestFuzzer(JsonNode description, int seed)
    {
        _random = new Random(seed);
        foreach (var (path, item) in description["paths"]!.AsObject())
        {
            foreach (var (verb, operation) in item!.AsObject())
            {
                if (s_verbs.Contains(verb)) _operations.Add(new Operation(path, new HttpMethod(verb.ToUpperInvariant()), operation!));
            }
        }
    }

    /// <summary>How many addresses and methods there are.</summary>
    public int Operations => _operations.Count;

    /// <param name="number">Each of the operations comes in turn.</param>
    /// <param name="credentials">Of them one is sent, or none.</param>
    public HttpRequestMessage Next(int number, IReadOnlyList<string> credentials)
    {
        var operation = _operations[number % _operations.Count];
        var (path, query, headers) = (operation.Path, new List<string>(), new List<(string, string)>());
        foreach (var parameter in operation.Node["parameters"]?.AsArray() ?? [])
        {
            var name = (string)parameter!["name"]!;
            if ((string?)parameter["in"] == "path")
                path = path.Replace($"{{{name}}}", Uri.EscapeDataString(Id()), StringComparison.Ordinal);
            else if (Chance(50)) continue;
            else if ((string?)parameter["in"] == "query") query.Add($"{Uri.EscapeDataString(name)}={Uri.EscapeDataString(Value())}");
            else headers.Add((name, Value()));
        }

        if (Chance(5)) query.Add(Uri.EscapeDataString(Value()));
        var request = new HttpRequestMessage(
            Chance(3) ? HttpMethod.Parse(s_verbs[_random.Next(s_verbs.Length)].ToUpperInvariant()) : operation.Verb,
            query.Count == 0 ? path : $"{path}?{string.Join('&', query)}");
        // What the client itself refuses to send is left out.
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, new string([.. value.Where(char.IsAscii)]));
        if (!Chance(10)) request.Headers.Authorization = new("Bearer", credentials[_random.Next(credentials.Count)]);
        if (Chance(20)) request.Headers.TryAddWithoutValidation("Idempotency-Key", $"key-{_random.Next(50)}");
        if (Body(operation) is { } body) request.Content = body;
        return request;
    }

    /// <summary>Remembers the ids of an answer.</summary>
    public void Learn(string answer)
    {
        try
        {
            Learn(JsonNode.Parse(answer));
        }
        catch (System.Text.Json.JsonException)
        {
            // Not JSON.
        }
    }

    private void Learn(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items) Learn(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var (name, value) in members)
            {
                if ((name == "id" || name.EndsWith("_id", StringComparison.Ordinal)) && value is JsonValue text
                    && text.TryGetValue<string>(out var id) && id.Length < 100)
                {
                    if (_ids.Count < MaxIds) _ids.Add(id);
                    else _ids[_random.Next(MaxIds)] = id;
                }
                else
                {
                    Learn(value);
                }
            }
        }
    }

    private HttpContent? Body(Operation operation)
    {
        if (operation.Node["requestBody"]?["content"]?.AsObject() is not { Count: > 0 } content) return Chance(5) ? Json("{}") : null;
        if (Chance(3)) return null;
        if (content.ContainsKey("multipart/form-data")) return Form();
        var example = content.First().Value?["example"] ?? content.First().Value?["examples"]?.AsObject().First().Value?["value"];
        var text = Mutated(example).ToJsonString();
        return Chance(85) ? Json(text) : _random.Next(6) switch
        {
            0 => Json(text[..(text.Length / 2)]),
            1 => Json(text.Replace("{", "{\"a\":1,\"a\":2,", StringComparison.Ordinal)),
            2 => Json(text + text),
            3 => Bytes([.. Encoding.UTF8.GetBytes(text), 0xFF, 0xC0, 0x00], "application/json"),
            4 => Bytes(Encoding.Unicode.GetBytes(text), "application/json"),
            _ => Bytes(Encoding.UTF8.GetBytes(text), "text/plain; charset=utf-7"),
        };
    }

    private MultipartFormDataContent Form()
    {
        var form = new MultipartFormDataContent();
        for (var part = _random.Next(4); part >= 0; part--)
        {
            var content = new ByteArrayContent(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 5).Select(_ => Value()))));
            content.Headers.ContentType = new(Chance(50) ? "text/markdown" : "application/pdf");
            if (Chance(60)) form.Add(content, "file", $"{_random.Next(20)}.md");
            else form.Add(new StringContent(Value()), s_fields[_random.Next(s_fields.Length)]);
        }

        return form;
    }

    private JsonNode Mutated(JsonNode? example)
    {
        var node = example?.DeepClone() ?? new JsonObject();
        for (var change = Chance(25) ? 0 : 1 + _random.Next(3); change > 0; change--) node = Mutate(node) ?? new JsonObject();
        return node;
    }

    private JsonNode? Mutate(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject { Count: > 0 } members when Chance(85):
                var name = members.ElementAt(_random.Next(members.Count)).Key;
                if (Chance(10)) members.Remove(name);
                else if (Chance(10)) members[Value()] = Value();
                else members[name] = Mutate(members[name]?.DeepClone());
                return members;
            case JsonArray { Count: > 0 } items when Chance(70):
                var at = _random.Next(items.Count);
                if (Chance(20)) items.Add(items[at]?.DeepClone());
                else items[at] = Mutate(items[at]?.DeepClone());
                return items;
            default:
                return Chance(60) ? Value() : s_nodes[_random.Next(s_nodes.Length)]();
        }
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static ByteArrayContent Bytes(byte[] bytes, string type) =>
        new(bytes) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    private string Id() => Chance(60) ? _ids[_random.Next(_ids.Count)] : Value() is { Length: > 0 } value ? value : "-";

    private string Value() => Chance(30) ? _ids[_random.Next(_ids.Count)] : s_texts[_random.Next(s_texts.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private sealed record Operation(string Path, HttpMethod Verb, JsonNode Node);
}
