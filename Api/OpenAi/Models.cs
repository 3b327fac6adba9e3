using System.Text.Json;
using ObsidianVault.Ai.Contract;
using ObsidianVault.Ai.OpenAi;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Api.OpenAi;

/// <summary><c>GET /v1/models</c>.</summary>
internal static class Models
{
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static Task ListAsync(HttpContext http, IAiService ai) =>
        http.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(new ModelList("list", [.. ai.Models.Select(Of)]), s_json));

    public static Task FindAsync(string name, HttpContext http, IAiService ai)
    {
        // The slash of provider/model comes as %2F from some clients.
        name = Uri.UnescapeDataString(name);
        var model = ai.Models.FirstOrDefault(m => m.Name == name || m.ShortName == name);
        return model is null
            ? http.WriteErrorAsync(new OpenAiError(404, "invalid_request_error", "model_not_found",
                "There is no such model. GET /v1/models lists them.", "model"))
            : http.SendJsonAsync(JsonSerializer.SerializeToUtf8Bytes(Of(model) with { Id = name }, s_json));
    }

    private static Model Of(AiModelInfo model) =>
        new(model.Name, "model", 0, model.IsClass ? "obsidian-vault"
            : model.Provider, model.ContextWindow, model.Vision, model.Embeds, model.IsClass);
}

/// <summary>The models.</summary>
/// <param name="Object">Always list.</param>
/// <param name="Data">The classes first.</param>
internal sealed record ModelList(string Object, Model[] Data);

/// <summary>A model, or a class of models.</summary>
/// <param name="Id">What to send as model.</param>
/// <param name="Object">Always model.</param>
/// <param name="Created">Always 0: not every provider says.</param>
/// <param name="OwnedBy">The provider.</param>
/// <param name="ContextWindow">How many tokens a call may have, with its answer.</param>
/// <param name="Vision">Whether it sees pictures.</param>
/// <param name="Embeddings">Whether it makes vectors of texts.</param>
/// <param name="IsClass">Whether the service chooses the model.</param>
internal sealed record Model(string Id, string Object, long Created, string OwnedBy, int ContextWindow, bool Vision, bool Embeddings,
    bool IsClass);
