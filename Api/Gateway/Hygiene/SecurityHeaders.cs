namespace ObsidianVault.Api.Gateway.Hygiene;

/// <summary>What every answer tells a browser: to trust nothing in it that the answer itself does not allow.</summary>
internal static class SecurityHeaders
{
    private const string NothingAllowed = "default-src 'none'; frame-ancestors 'none'";
    private const string OneYear = "max-age=31536000";

    /// <summary>Adds those that the answer does not have. A page has a policy of its own.</summary>
    public static void Complete(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.TryAdd("Referrer-Policy", "no-referrer");
        headers.TryAdd("X-Frame-Options", "DENY");
        headers.TryAdd("Content-Security-Policy", NothingAllowed);
        if (http.Request.IsHttps) headers.TryAdd("Strict-Transport-Security", OneYear);
    }
}
