using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Policy;
using ObsidianVault.Unit.Deploy;

namespace ObsidianVault.Unit.Gateway;

/// <summary>The table of who may do what is whole, and its page is current.</summary>
public sealed class RouteTableTests
{
    private const string Begin = "<!-- The table is generated. RouteTableTests writes it anew with VAULT_WRITE_DOCS=1. -->\n\n";

    [Fact]
    public async Task Every_address_has_a_line_and_every_line_an_address()
    {
        await using var host = await ApiHost.StartAsync();
        var mapped = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => (method, RouteTable.PathOf(endpoint)))).Distinct().ToList();
        mapped.Where(one => RouteTable.Find(one.method, one.Item2) is null).ShouldBeEmpty();
        RouteTable.Rules.Where(rule => rule.Verb == "*" ? mapped.All(one => one.Item2 != rule.Route)
            : !mapped.Contains((rule.Verb, rule.Route))).Select(rule => rule.Route).ShouldBeEmpty();

        // The description shows all but three, which OpenApiTests names.
        using var document = JsonDocument.Parse(await host.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken));
        foreach (var path in document.RootElement.GetProperty("paths").EnumerateObject())
        {
            foreach (var verb in path.Value.EnumerateObject())
                RouteTable.Find(verb.Name.ToUpperInvariant(), path.Name).ShouldNotBeNull($"{verb.Name} {path.Name}");
        }
    }

    [Fact]
    public void No_line_of_the_operators_is_open_to_others_and_each_is_written_down() => RouteTable.Rules
        .Where(rule => rule.Route.Contains("/operator") || rule.Route.Contains("/admin") || rule.Route.Contains("/whatsapp/"))
        .ShouldAllBe(rule => rule.Who != Roles.None && (rule.Who & (Roles.Guest | Roles.User | Roles.Service)) == 0 && rule.IsAudited
            && rule.Scope == KeyFeature.OperatorScope);

    [Fact]
    public void The_page_shows_the_table()
    {
        var file = Path.Combine(Checkout.Root, "docs", "access.md");
        var text = File.ReadAllText(file);
        var start = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        start.ShouldBeGreaterThan(Begin.Length);
        if (Environment.GetEnvironmentVariable("VAULT_WRITE_DOCS") == "1") File.WriteAllText(file, text = text[..start] + Table());
        text[start..].ShouldBe(Table());
    }

    private static string Table()
    {
        Roles[] roles = [.. Enum.GetValues<Roles>().Where(role => role != Roles.None)];
        var page = new StringBuilder("| | anybody | ")
            .AppendJoin(" | ", roles.Select(RoleClaims.NameOf)).Append(" | scope of a key | audited |\n|---|")
            .Append(string.Concat(Enumerable.Repeat("---|", roles.Length + 3))).Append('\n');
        foreach (var rule in RouteTable.Rules)
        {
            var isOpen = rule.Who == Roles.None;
            page.Append($"| `{rule.Verb} {rule.Route}` | ").Append(isOpen ? "yes" : "").Append(" | ")
                .AppendJoin(" | ", roles.Select(role => isOpen || rule.Who.HasFlag(role) ? "yes" : ""))
                .Append($" | {rule.Scope} | {(rule.IsAudited ? "yes" : "")} |\n");
        }

        return page.ToString();
    }
}
