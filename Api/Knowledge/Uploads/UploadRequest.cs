using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Grains.Interfaces.Knowledge;
using ObsidianVault.Knowledge.Uploads;

namespace ObsidianVault.Api.Knowledge.Uploads;

/// <summary>
/// A form with files, which go to one scratch file as they arrive: memory does not grow with the upload. Fields may stand before or
/// after the files.
/// </summary>
internal sealed class UploadRequest(Spool spool)
{
    private const int MaxFiles = 10_000;
    private const int MaxFields = 100;
    private const int MaxField = 64 * 1024;
    private readonly Dictionary<string, List<string>> _fields = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The files in the order of the form; one that is too large has no bytes.</summary>
    public List<(string Name, SpooledFile? File)> Files { get; } = [];

    public string? Collection => Field("collection") ?? Field("collection_id");

    /// <summary>The same for the same request.</summary>
    public string Fingerprint()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, file) in Files) hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{file?.Hash}\n"));
        foreach (var (name, values) in _fields.OrderBy(field => field.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{string.Join('\n', values)}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What the sender says about the documents, from fields or from <c>metadata</c>; null for nothing.</summary>
    /// <exception cref="RefusedException">Something of it is wrong.</exception>
    public DocumentLabels? Labels()
    {
        var metadata = Metadata();
        var title = Field("title") ?? metadata?.Title;
        var category = Field("category") ?? metadata?.Category;
        var tags = (_fields.GetValueOrDefault("tags")?.SelectMany(TagsOf) ?? metadata?.Tags ?? [])
            .Select(tag => tag.Trim().TrimStart('#')).Where(tag => tag.Length > 0).Distinct().ToImmutableArray();
        var faults = new List<(string, string)>();
        if (title?.Length > DocumentLabels.MaxTitle) faults.Add(("title", $"Must have at most {DocumentLabels.MaxTitle} characters."));
        if (category?.Length > DocumentLabels.MaxCategory)
            faults.Add(("category", $"Must have at most {DocumentLabels.MaxCategory} characters."));
        if (tags.Length > DocumentLabels.MaxTags || tags.Any(tag => tag.Length > DocumentLabels.MaxTag))
            faults.Add(("tags", $"Must be at most {DocumentLabels.MaxTags}, each of at most {DocumentLabels.MaxTag} characters."));
        if (faults.Count > 0) throw new RefusedException(Problems.Invalid([.. faults]));
        // A title is of one document; of several each has its own.
        if (Files.Count != 1) title = null;
        return title is null && category is null && tags.IsEmpty ? null : new DocumentLabels(title, category, tags);
    }

    /// <exception cref="RefusedException">It is no form, or too large.</exception>
    public async Task ReadAsync(HttpContext http, KnowledgeOptions limits, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type)
            || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
            || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 200 } boundary)
        {
            throw new RefusedException(Problems.UnsupportedMediaType("Send a form with the files: Content-Type: multipart/form-data."));
        }

        try
        {
            var reader = new MultipartReader(boundary.ToString(), http.Request.Body) { BodyLengthLimit = limits.MaxUpload };
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
                await TakeAsync(section, limits, cancellationToken);
        }
        catch (Exception fault) when (fault is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw new RefusedException(Problems.Of(
                StatusCodes.Status400BadRequest, "malformed_form", $"The form cannot be read: {fault.Message}"));
        }
    }

    private async Task TakeAsync(MultipartSection section, KnowledgeOptions limits, CancellationToken cancellationToken)
    {
        // Not left out: its sender would believe that the file is here.
        if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)
            || (!disposition.FileName.HasValue && !disposition.FileNameStar.HasValue
                && section.ContentDisposition!.Contains("filename", StringComparison.OrdinalIgnoreCase)))
            throw new InvalidDataException("a part has no Content-Disposition, or one whose name is not in quotes and not encoded.");
        var fileName = HeaderUtilities.RemoveQuotes(
            disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        if (fileName.Length > 0)
        {
            if (Files.Count >= MaxFiles)
                throw new RefusedException(Problems.Invalid(("file", "Must be at most 10,000 files. Send them in parts, or as a zip.")));
            var max = IsZip(fileName) ? limits.MaxUpload : limits.MaxDocument;
            var file = await spool.AddAsync(section.Body, max, cancellationToken);
            Files.Add((fileName, file));
            return;
        }

        var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
        if (name.Length == 0) throw new InvalidDataException("a part has no name, or one that cannot be read.");
        using var text = new StreamReader(section.Body, Encoding.UTF8);
        var buffer = new char[MaxField + 1];
        var length = await text.ReadBlockAsync(buffer, cancellationToken);
        if (length > MaxField || _fields.Count >= MaxFields)
            throw new RefusedException(Problems.Invalid((name, string.Create(
                CultureInfo.InvariantCulture, $"There are at most {MaxFields} fields of {MaxField:N0} characters."))));
        if (!_fields.TryGetValue(name, out var values)) _fields.Add(name, values = []);
        if (values.Count < DocumentLabels.MaxTags) values.Add(new string(buffer, 0, length));
    }

    public static bool IsZip(string name) => name.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private MetadataField? Metadata()
    {
        if (Field("metadata") is not { } json) return null;
        try
        {
            return JsonSerializer.Deserialize<MetadataField>(json, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            throw new RefusedException(Problems.Invalid(("metadata", "Must be a JSON object with title, category and tags.")));
        }
    }

    private static IEnumerable<string> TagsOf(string value)
    {
        if (!value.TrimStart().StartsWith('[')) return value.Split(',');
        try
        {
            return JsonSerializer.Deserialize<string[]>(value) ?? [];
        }
        catch (JsonException)
        {
            return value.Split(',');
        }
    }

    private string? Field(string name) => _fields.GetValueOrDefault(name)?.FirstOrDefault() is { Length: > 0 } value ? value : null;

    private sealed record MetadataField(string? Title, string? Category, string[]? Tags);
}
