using System.Text.Encodings.Web;
using System.Text.Json;

namespace ObsidianVault.Hosting.Database;

/// <summary>How the bodies of rows are written: compact as in the grain storage. The default escapes every letter outside ASCII.</summary>
internal static class StoredJson
{
    public static JsonSerializerOptions Options { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
