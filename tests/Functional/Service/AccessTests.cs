using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Policy;

namespace ObsidianVault.Functional.Service;

/// <summary>Who may do what, on the running service.</summary>
[Collection<AccessCollection>]
public sealed partial class AccessTests(AccessFixture fixture)
{
    private const string Nothing = "zzzzzzzzzzzzzzzzzzzzzzzzzz";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_role_may_call_what_the_table_says_and_nothing_else()
    {
        using var document = JsonDocument.Parse(await fixture.Vault.Http.GetStringAsync("/openapi/v1.json", Cancel));
        var operations = document.RootElement.GetProperty("paths").EnumerateObject()
            .SelectMany(path => path.Value.EnumerateObject().Select(verb => (Verb: verb.Name.ToUpperInvariant(), Route: path.Name)))
            .Append(("POST", "/mcp"))
            // Afterwards the browser is nobody.
            .OrderBy(operation => operation.Item2 == "/signout").ToList();
        operations.Count.ShouldBeGreaterThan(70);
        var wrong = new List<string>();
        foreach (var (verb, route) in operations)
        {
            var rule = RouteTable.Find(verb, route);
            if (rule is null)
            {
                wrong.Add($"{verb} {route} has no line");
                continue;
            }

            foreach (var caller in fixture.Callers)
            {
                var status = await fixture.StatusAsync(verb, Ids().Replace(route, Nothing), caller);
                // These ask for a signature, which no role has.
                if ((route.StartsWith("/webhook", StringComparison.Ordinal) || route.StartsWith("/objects", StringComparison.Ordinal))
                    && status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) continue;
                var expected = rule.Who == Roles.None || caller.MayCall(rule) ? "passes"
                    : caller.IsNobody ? "Unauthorized" : "Forbidden";
                var got = status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden ? status.ToString()
                    : (int)status >= 500 ? $"fails with {status}" : "passes";
                // To an OpenAI SDK each credential that does not serve is an invalid key.
                if (got == "Unauthorized" && expected == "Forbidden" && route.StartsWith("/v1", StringComparison.Ordinal)) continue;
                if (got != expected) wrong.Add($"{verb} {route} as {caller.Name}: {got}, not {expected}");
            }
        }

        wrong.ShouldBeEmpty(string.Join('\n', wrong));
    }

    [Fact]
    public async Task No_other_way_to_write_an_address_leads_past_its_line()
    {
        var guest = fixture.Callers.Single(caller => caller.Name == "guest").Credential;
        var routes = RouteTable.Rules.Where(rule => rule.Scope == KeyFeature.OperatorScope).ToList();
        routes.Count.ShouldBeGreaterThan(8);
        foreach (var rule in routes)
        {
            var path = Ids().Replace(rule.Route, Nothing);
            string[] ways = [path + "/", path.ToUpperInvariant(), "/" + path, path.Replace("/api", "/./api"), path.Replace("v1/", "v1//"),
                path.Replace("/api", "/%61pi"), path + "?x=/health/live", path + "%2f", path + ";/health/live"];
            foreach (var way in ways)
            {
                var status = await StatusAsync(rule.Verb, way, guest);
                ((int)status).ShouldBeOneOf(403, 404, 405);
            }

            foreach (var header in (string[])["X-HTTP-Method-Override", "X-Method-Override", "X-Original-URL", "X-Rewrite-URL"])
            {
                var status = await StatusAsync(rule.Verb, path, guest, (header, header.Contains("URL") ? "/health/live" : "GET"));
                status.ShouldBe(HttpStatusCode.Forbidden);
            }
        }
    }

    /// <summary>A second way to say who one is would need the same rules; there is none.</summary>
    [Fact]
    public async Task A_credential_counts_in_its_own_header_alone()
    {
        var key = fixture.Callers.Single(caller => caller.Name == "key").Credential!;
        foreach (var (header, value) in ((string, string)[])[("X-Api-Key", key), ("Api-Key", key), ("X-Authorization", "Bearer " + key),
            ("Cookie", "token=" + key), ("Proxy-Authorization", "Bearer " + key)])
        {
            (await StatusAsync("GET", "/api/v1/usage", null, (header, value))).ShouldBe(HttpStatusCode.Unauthorized, header);
        }

        foreach (var name in (string[])["key", "api_key", "access_token", "token"])
            (await StatusAsync("GET", $"/api/v1/usage?{name}={key}", null)).ShouldBe(HttpStatusCode.Unauthorized, name);
        fixture.Lines.ShouldNotContain(line => line.Contains(key));
    }

    private Task<HttpStatusCode> StatusAsync(string verb, string path, string? credential, params (string Name, string Value)[] headers) =>
        fixture.StatusAsync(verb, path, credential, headers);

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ids();
}
