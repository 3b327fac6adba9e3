using System.Text.Json.Serialization;

namespace ObsidianVault.Channels.WhatsApp.Sending;

/// <summary>A message with a text that Meta approved; the only kind allowed once a person has not written for 24 hours.</summary>
internal sealed record WhatsAppTemplate(
    [property: JsonPropertyName("name")] string Name,
    [property: JsonPropertyName("language")] WhatsAppLanguage Language,
    [property: JsonPropertyName("components")] IReadOnlyList<WhatsAppComponent>? Components = null)
{
    public WhatsAppTemplate(string name, string language, params IReadOnlyList<WhatsAppComponent> components)
        : this(name, new WhatsAppLanguage(language), components.Count == 0 ? null : components)
    {
    }
}

/// <param name="Code">As approved: <c>de</c>, <c>en_US</c>.</param>
internal sealed record WhatsAppLanguage([property: JsonPropertyName("code")] string Code);

/// <summary>The values for one part of a template.</summary>
internal sealed record WhatsAppComponent
{
    private WhatsAppComponent(string type, IReadOnlyList<WhatsAppParameter> parameters) => (Type, Parameters) = (type, parameters);

    /// <summary>header, body or button.</summary>
    [JsonPropertyName("type")] public string Type { get; }

    /// <summary>For a button: quick_reply, url, copy_code, …</summary>
    [JsonPropertyName("sub_type")] public string? SubType { get; private init; }

    /// <summary>For a button: its index, from 0. Meta expects a string.</summary>
    [JsonPropertyName("index"), JsonNumberHandling(JsonNumberHandling.WriteAsString)] public int? Index { get; private init; }

    [JsonPropertyName("parameters")] public IReadOnlyList<WhatsAppParameter> Parameters { get; }

    public static WhatsAppComponent Header(params IReadOnlyList<WhatsAppParameter> parameters) => new("header", parameters);

    public static WhatsAppComponent Body(params IReadOnlyList<WhatsAppParameter> parameters) => new("body", parameters);

    public static WhatsAppComponent Button(int index, string subType, params IReadOnlyList<WhatsAppParameter> parameters) =>
        new("button", parameters) { SubType = subType, Index = index };
}

/// <summary>The value of one variable of a template.</summary>
internal sealed record WhatsAppParameter
{
    [JsonPropertyName("type")] public string Type => this switch
    {
        { Payload: not null } => "payload",
        { CouponCode: not null } => "coupon_code",
        { Image: not null } => "image",
        { Video: not null } => "video",
        { Document: not null } => "document",
        _ => "text",
    };

    /// <summary>The variable's name, if the template names its variables instead of numbering them.</summary>
    [JsonPropertyName("parameter_name")] public string? Name { get; init; }

    [JsonPropertyName("text")] public string? Text { get; init; }

    /// <summary>The payload that a quick reply button sends back.</summary>
    [JsonPropertyName("payload")] public string? Payload { get; init; }

    /// <summary>The text that a copy code button copies.</summary>
    [JsonPropertyName("coupon_code")] public string? CouponCode { get; init; }

    [JsonPropertyName("image")] public WhatsAppMedia? Image { get; init; }
    [JsonPropertyName("video")] public WhatsAppMedia? Video { get; init; }
    [JsonPropertyName("document")] public WhatsAppMedia? Document { get; init; }
}
