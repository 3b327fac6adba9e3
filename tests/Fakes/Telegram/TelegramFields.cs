using System.Globalization;
using System.Text.Json;

namespace ObsidianVault.Fakes.Telegram;

/// <summary>The fields of a Bot API call, which may be sent as JSON, as a form or in the query.</summary>
internal sealed class TelegramFields
{
    private readonly Dictionary<string, string> _fields = [];

    public string? FileName { get; private set; }

    public byte[] File { get; private set; } = [];

    public IReadOnlyDictionary<string, string> All => _fields;

    public string? this[string name] => _fields.GetValueOrDefault(name);

    public long Integer(string name) => long.TryParse(this[name], CultureInfo.InvariantCulture, out var number) ? number : 0;

    public static async Task<TelegramFields> ReadAsync(HttpRequest request)
    {
        var fields = new TelegramFields();
        foreach (var (name, value) in request.Query) fields._fields[name] = value.ToString();
        if (request.HasFormContentType) await fields.ReadFormAsync(request);
        else if (request.HasJsonContentType()) await fields.ReadJsonAsync(request);
        return fields;
    }

    private async Task ReadFormAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        foreach (var (name, value) in form) _fields[name] = value.ToString();
        if (form.Files is not [var file, ..]) return;

        using var content = new MemoryStream();
        await file.CopyToAsync(content);
        (FileName, File) = (file.FileName, content.ToArray());
    }

    private async Task ReadJsonAsync(HttpRequest request)
    {
        using var json = await JsonDocument.ParseAsync(request.Body);
        foreach (var property in json.RootElement.EnumerateObject().Where(property => property.Value.ValueKind != JsonValueKind.Null))
            _fields[property.Name] = property.Value.ValueKind == JsonValueKind.String
                ? property.Value.GetString()!
                : property.Value.GetRawText();
    }
}
