using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace ObsidianVault.Api.Gateway.Bodies;

/// <summary>
/// Compares JSON with the type it is to become and names every member that does not fit, with its place. The serializer
/// itself stops at the first, and speaks of .NET's types.
/// </summary>
internal ref struct JsonShape
{
    private const int MaxFaults = 20;
    private static readonly ConcurrentDictionary<(Type, JsonSerializerOptions), Dictionary<string, JsonPropertyInfo>> s_members = new();

    private readonly ReadOnlySpan<byte> _json;
    private readonly JsonSerializerOptions _options;
    private readonly List<(string Field, string Fault)> _faults = [];
    private Utf8JsonReader _reader;

    private JsonShape(ReadOnlySpan<byte> json, JsonSerializerOptions options)
    {
        _json = json;
        _options = options;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonBody.MaxDepth });
    }

    /// <exception cref="JsonException">It is not JSON, or nested too deep.</exception>
    public static IReadOnlyList<(string Field, string Fault)> Check(ReadOnlySpan<byte> json, Type type, JsonSerializerOptions options)
    {
        var shape = new JsonShape(json, options);
        shape._reader.Read();
        shape.Value(type, "", mayBeNull: false);
        // To the end: what follows the value is checked too.
        while (shape._reader.Read()) shape._reader.Skip();
        return shape._faults;
    }

    private void Value(Type type, string path, bool mayBeNull)
    {
        if (_faults.Count >= MaxFaults)
        {
            _reader.Skip();
            return;
        }

        var inner = Nullable.GetUnderlyingType(type);
        if (_reader.TokenType == JsonTokenType.Null)
        {
            if (!mayBeNull || (inner is null && type.IsValueType)) Mismatch(path, Expected(type));
            return;
        }

        type = inner ?? type;
        if (type == typeof(string)) Text(path);
        else if (type == typeof(bool)) Fits(path, type, _reader.TokenType is JsonTokenType.True or JsonTokenType.False);
        else if (IsNumber(type)) Fits(path, type, IsNumberOf(type));
        else if (type.IsEnum) Fits(path, type, _reader.TokenType == JsonTokenType.String && NamesOf(type).Contains(_reader.GetString()));
        else Compound(type, path);
    }

    private void Compound(Type type, string path)
    {
        var info = _options.GetTypeInfo(type);
        switch (info.Kind)
        {
            case JsonTypeInfoKind.Object:
                if (_reader.TokenType == JsonTokenType.StartObject) Members(info, path);
                else Fits(path, type, false);
                break;
            case JsonTypeInfoKind.Enumerable when info.ElementType is { } element:
                if (_reader.TokenType == JsonTokenType.StartArray) Items(element, path);
                else Fits(path, type, false);
                break;
            default:
                _reader.Skip();
                break;
        }
    }

    private void Members(JsonTypeInfo info, string path)
    {
        var members = s_members.GetOrAdd((info.Type, _options), static (_, info) => info.Properties.ToDictionary(
            p => p.Name, info.Options.PropertyNameCaseInsensitive ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal), info);
        var seen = new HashSet<string>(members.Comparer);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = (int)_reader.TokenStartIndex;
            var name = TextOrNull();
            var here = name is null ? path : path.Length == 0 ? Shown(name) : $"{path}.{Shown(name)}";
            if (name is null) Add(here, "Has a name that is not text: half of a surrogate pair", at);
            else if (!seen.Add(name)) Add(here, "Is given twice", at);
            _reader.Read();
            if (name is not null && members.TryGetValue(name, out var member)) Value(member.PropertyType, here, mayBeNull: true);
            else _reader.Skip();
        }
    }

    private void Items(Type element, string path)
    {
        for (var i = 0; _reader.Read() && _reader.TokenType != JsonTokenType.EndArray; i++)
            Value(element, string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), mayBeNull: true);
    }

    private void Text(string path)
    {
        if (_reader.TokenType != JsonTokenType.String) Fits(path, typeof(string), false);
        else if (TextOrNull() is not { } text) Add(path, "Holds half of a surrogate pair, which is not text", (int)_reader.TokenStartIndex);
        // Databases do not store it.
        else if (text.Contains('\0')) Add(path, "Holds the character NUL", (int)_reader.TokenStartIndex);
    }

    private readonly string? TextOrNull()
    {
        try
        {
            return _reader.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private void Fits(string path, Type type, bool fits)
    {
        if (!fits) Mismatch(path, Expected(type));
        _reader.Skip();
    }

    private readonly void Mismatch(string path, string expected)
    {
        var given = _reader.TokenType switch
        {
            JsonTokenType.Null => "null",
            JsonTokenType.True or JsonTokenType.False => "true or false",
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "an array",
            JsonTokenType.String => $"the string \"{Shown(TextOrNull() ?? "?")}\"",
            _ => $"the number {Shown(System.Text.Encoding.UTF8.GetString(_reader.ValueSpan))}",
        };
        Add(path, $"Must be {expected}, and is {given}", (int)_reader.TokenStartIndex);
    }

    private readonly void Add(string path, string fault, int at) =>
        _faults.Add((path.Length == 0 ? "body" : path, $"{fault}: {JsonPlace.At(_json, at)}."));

    /// <summary>Numbers may come as strings, as the serializer allows for the Web.</summary>
    private readonly bool IsNumberOf(Type type)
    {
        if (_reader.TokenType is not (JsonTokenType.Number or JsonTokenType.String)) return false;
        var text = _reader.TokenType == JsonTokenType.Number ? System.Text.Encoding.UTF8.GetString(_reader.ValueSpan) : TextOrNull();
        const NumberStyles whole = NumberStyles.AllowLeadingSign;
        const NumberStyles real = whole | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        return type == typeof(int) ? int.TryParse(text, whole, CultureInfo.InvariantCulture, out _)
            : type == typeof(long) ? long.TryParse(text, whole, CultureInfo.InvariantCulture, out _)
            : type == typeof(decimal) ? decimal.TryParse(text, real, CultureInfo.InvariantCulture, out _)
            : double.TryParse(text, real, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);
    }

    private static bool IsNumber(Type type) =>
        type == typeof(int) || type == typeof(long) || type == typeof(double) || type == typeof(float) || type == typeof(decimal);

    private readonly string Expected(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return "a string";
        if (type == typeof(bool)) return "true or false";
        if (type == typeof(int)) return "a whole number from -2147483648 to 2147483647";
        if (type == typeof(long)) return "a whole number";
        if (type == typeof(decimal)) return "a number of at most 28 digits";
        if (IsNumber(type)) return "a finite number";
        if (type.IsEnum) return $"one of {string.Join(", ", NamesOf(type))}";
        return _options.GetTypeInfo(type).Kind == JsonTypeInfoKind.Enumerable ? "an array" : "an object";
    }

    private readonly string[] NamesOf(Type type)
    {
        var policy = _options.PropertyNamingPolicy;
        return [.. Enum.GetNames(type).Select(name => policy?.ConvertName(name) ?? name)];
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
