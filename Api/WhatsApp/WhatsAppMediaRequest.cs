using ObsidianVault.Api.Gateway;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Channels.WhatsApp.Sending;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Api.WhatsApp;

/// <summary>A file to a person.</summary>
/// <param name="From">One of our phone number ids; the first where it is left out.</param>
/// <param name="To">The phone number in digits with its country code, or the business-scoped user id.</param>
/// <param name="Kind">image, audio, video, document or sticker.</param>
/// <param name="Link">An https address that Meta fetches; left out where the file is uploaded.</param>
/// <param name="Caption">At most 1,024 characters.</param>
/// <param name="FileName">At most 240 characters.</param>
internal sealed record NewWhatsAppMedia(string? From, string? To, string? Kind, string? Link, string? Caption, string? FileName);

/// <summary>Reads a file to send: a JSON body with a link, or a form with the file itself.</summary>
internal static class WhatsAppMediaRequest
{
    /// <summary>WhatsApp's largest kind, documents, and the fields around it.</summary>
    private const long MaxUpload = 101L * 1024 * 1024;

    private const int UploadTimeFactor = 5;
    private static readonly string[] s_kinds = ["image", "audio", "video", "document", "sticker"];

    /// <summary>
    /// The request, and what is wrong with it. An uploaded file is to be kept under the media's key, the same for the
    /// same <paramref name="key"/>.
    /// </summary>
    public static async Task<(NewWhatsAppMedia Body, OutboundMedia? Media, IFormFile? Upload,
        List<(string, string)> Faults)> ReadAsync(HttpContext http, GatewayOptions limits, string key)
    {
        var faults = new List<(string, string)>();
        if (!http.Request.HasFormContentType)
        {
            var body = await JsonBody.ReadAsync<NewWhatsAppMedia>(http, new BodyLimits(limits.MaxBodyBytes, limits.BodyTime));
            Check(body, faults);
            if (!Uri.TryCreate(body.Link, UriKind.Absolute, out var link) || link.Scheme != Uri.UriSchemeHttps || body.Link!.Length > 2_000)
                faults.Add(("link", "Must be an absolute https address that Meta can fetch; or send the file itself as the form's file."));
            return (body, faults.Count > 0 ? null : new OutboundMedia(body.Kind!, body.Link, body.Caption, body.FileName), null, faults);
        }

        var form = await RequestBody.ReadFormAsync(http, new BodyLimits(MaxUpload, limits.BodyTime * UploadTimeFactor));
        var file = form.Files.GetFile("file");
        var sent = new NewWhatsAppMedia(Field("from"), Field("to"), Field("kind"), null, Field("caption"), Field("file_name")
            ?? file?.FileName);
        Check(sent, faults);
        if (file is null or { Length: 0 }) faults.Add(("file", "Must be the file to send."));
        if (file is null || faults.Count > 0) return (sent, null, null, faults);

        var kind = WhatsAppMediaRules.Of(sent.Kind!);
        if (file.Length > kind.MaxBytes()) faults.Add(
            ("file", $"Has {file.Length:N0} bytes; WhatsApp takes at most {kind.MaxBytes():N0} of the kind {sent.Kind}."));
        if (!kind.Takes(file.ContentType)) faults.Add(
            ("file", $"Is {file.ContentType}, which WhatsApp does not take as {sent.Kind}; send it as a document."));
        if (faults.Count > 0) return (sent, null, null, faults);

        var objectKey = $"documents/{GrainKeys.DerivedId("whatsapp-media", key)}";
        return (sent, new OutboundMedia(sent.Kind!, null, sent.Caption, sent.FileName, objectKey, file.ContentType), file, faults);

        string? Field(string name) => form[name].ToString() is { Length: > 0 } value ? value : null;
    }

    private static void Check(NewWhatsAppMedia media, List<(string, string)> faults)
    {
        if (media.Kind is null || !s_kinds.Contains(media.Kind)) faults.Add(("kind", $"Must be one of {string.Join(", ", s_kinds)}."));
        if (media.Caption is { Length: > 1024 }) faults.Add(("caption", "Must have at most 1,024 characters."));
        if (media.FileName is { Length: > 240 }) faults.Add(("file_name", "Must have at most 240 characters."));
    }
}
