namespace ObsidianVault.Api.Gateway;

/// <summary>Whether an answer may be one that was given before: "regenerate" means a new one.</summary>
internal static class CacheWish
{
    private const string Header = "X-Vault-Cache";

    /// <param name="isDeterministic">Whether the request says that equal calls have equal answers.</param>
    public static bool Of(HttpContext http, bool isDeterministic)
    {
        var headers = http.Request.Headers;
        var control = headers.CacheControl.ToString();
        if (control.Contains("no-cache", StringComparison.OrdinalIgnoreCase)
            || control.Contains("no-store", StringComparison.OrdinalIgnoreCase)) return false;
        var wish = headers[Header].ToString();
        return wish.Length > 0 ? wish.Equals("true", StringComparison.OrdinalIgnoreCase) : isDeterministic;
    }
}
