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
    public void No_line_of_the_operators_is_open_to_others_and_each_is_written_down()
    {
        var rules = RouteTable.Rules.Where(rule => rule.Route.StartsWith("/api/v1/")).ToLookup(rule => rule.Route.Split('/')[3]);
        rules["operator"].Concat(rules["whatsapp"]).ShouldAllBe(rule => rule.Who == (Roles.Operator | Roles.Admin) && rule.IsAudited
            && rule.Scope == KeyFeature.OperatorScope);
        rules["admin"].ShouldNotBeEmpty();
        // No scope of a key is for administrators.
        rules["admin"].ShouldAllBe(rule => rule.Who == Roles.Admin && rule.IsAudited && rule.Scope == null);
    }

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

    [Fact]
    public async Task What_an_operator_does_and_what_somebody_tries_is_written_down_without_what_was_sent()
    {
        await using var host = await ApiHost.StartAsync();
        foreach (var (credential, status) in ((string?, int)[])[(ApiHost.OperatorKey, 204), (null, 403), ("unknown", 401)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/operator/budgets/somebody")
            {
                Content = new StringContent("""{"daily":4711}""", Encoding.UTF8, "application/json"),
            };
            if (credential is not null) request.Headers.Authorization = ApiHost.Bearer(credential);
            using var response = await host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            ((int)response.StatusCode).ShouldBe(status);
        }

        host.Cluster.Audited.Select(entry => (entry.Actor, entry.Action, entry.Target, entry.Status)).ShouldBe(
        [
            ("operator", "PUT /api/v1/operator/budgets/{session}", "session=somebody", 204),
            (ClusterDouble.SessionId, "PUT /api/v1/operator/budgets/{session}", "session=somebody", 403),
        ]);
        host.Cluster.Audited.ShouldAllBe(entry => !entry.ToString().Contains("4711"));
    }

    [Fact]
    public async Task Where_guests_are_not_let_in_nobody_opens_a_session_and_no_token_of_one_counts()
    {
        await using var host = await ApiHost.StartAsync(("SignIn:Guests", "false"));
        using var opened = await host.Http.PostAsync("/api/v1/sessions", null, TestContext.Current.CancellationToken);
        ((int)opened.StatusCode).ShouldBe(403);
        using var read = await host.Http.GetAsync("/api/v1/jobs", TestContext.Current.CancellationToken);
        ((int)read.StatusCode).ShouldBe(401);
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
