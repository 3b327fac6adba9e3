using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace ObsidianVault.Unit.Gateway;

/// <summary>The description of the Api: all of it, and readable by tools.</summary>
public sealed class OpenApiTests : IAsyncLifetime
{
    private ApiHost _host = null!;
    private string _json = "";
    private OpenApiDocument _document = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await ApiHost.StartAsync();
        _json = await _host.Http.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken);
        var (document, diagnostic) = OpenApiDocument.Parse(_json, "json");
        diagnostic!.Errors.ShouldBeEmpty();
        diagnostic.Warnings.ShouldBeEmpty();
        _document = document!;
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public void It_has_a_title_of_its_own_and_names_its_security_schemes()
    {
        _document.Info.Title.ShouldBe("Obsidian Vault API");
        _document.Info.Description.ShouldNotBeNullOrWhiteSpace();
        _document.Components!.SecuritySchemes!.Keys.ShouldBe(
            ["session_token", "operator_key", "sign_in", "telegram_secret", "whatsapp_signature"], ignoreOrder: true);
        _document.Components.SecuritySchemes.Values.ShouldAllBe(scheme => !string.IsNullOrWhiteSpace(scheme.Description));
        _document.Tags!.ShouldAllBe(tag => !string.IsNullOrWhiteSpace(tag.Description));
    }

    [Fact]
    public void Every_mapped_address_is_described()
    {
        var mapped = _host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => $"{method} {PathOf(endpoint)}"))
            // The second tells clients that try a WebSocket to go on without one; the third describes itself to its clients.
            .Where(address => address is not ("GET /openapi/{documentName}.json" or "GET /v1/responses")
                && !address.EndsWith(" /mcp", StringComparison.Ordinal)).Distinct().Order().ToList();
        mapped.Count.ShouldBeGreaterThan(30);
        Operations.Select(o => o.Address).Distinct().Order().ShouldBe(mapped);
    }

    [Fact]
    public void Every_operation_has_a_summary_a_description_and_a_known_tag() => Missing(operation =>
        string.IsNullOrWhiteSpace(operation.Summary) || string.IsNullOrWhiteSpace(operation.Description)
            || operation.Summary == operation.Description
        || operation.Tags?.Count != 1 || !_document.Tags!.Any(tag => tag.Name == operation.Tags.Single().Name)).ShouldBeEmpty();

    [Fact]
    public void Every_parameter_has_a_schema_and_a_description() =>
        Missing(operation => operation.Parameters?.Any(p =>
            p.Schema is null || string.IsNullOrWhiteSpace(p.Description)) == true).ShouldBeEmpty();

    [Fact]
    public void Every_body_and_every_answer_has_a_schema_and_an_example()
    {
        Missing(operation => operation.RequestBody?.Content?.Values.Any(content =>
            content.Schema is null || content.Example is null) == true).ShouldBeEmpty("requests");
        Missing(operation => operation.Responses!.Where(r => r.Key.StartsWith('2'))
            .SelectMany(r => r.Value.Content ?? new Dictionary<string, OpenApiMediaType>())
            .Any(content => content.Key != "application/octet-stream"
                && (content.Value.Example is null || (content.Value.Schema is null && content.Key != "text/plain")))).ShouldBeEmpty(
                    "answers");
    }

    [Fact]
    public void Every_operation_names_its_errors_in_the_shape_of_its_address()
    {
        var secured = Operations.Where(o => o.Operation.Security?.Count > 0).ToList();
        secured.Count.ShouldBeGreaterThan(20);
        secured.Where(o => !o.Operation.Responses!.ContainsKey("401")).Select(o => o.Address).ShouldBeEmpty();
        foreach (var (address, operation) in Operations.Where(o => o.Address != "GET /metrics"))
        {
            var errors = operation.Responses!.Where(r => r.Key[0] is '4' or '5').ToList();
            errors.ShouldNotBeEmpty(address);
            var (type, schema) = address.Contains(" /v1/") ? ("application/json", "OpenAiProblem")
                : ("application/problem+json", "Problem");
            foreach (var (status, error) in errors)
            {
                var content = error.Content.ShouldNotBeNull($"{address} {status}")[type];
                ((OpenApiSchemaReference)content.Schema!).Reference.Id.ShouldBe(schema);
                content.Example.ShouldNotBeNull();
            }
        }
    }

    [Fact]
    public void Writes_that_make_something_take_an_idempotency_key() => Operations
        .Where(o => o.Operation.Parameters?.Any(p => p.Name == "Idempotency-Key") == true).Select(o => o.Address).Order().ShouldBe(
        [
            "POST /api/v1/code", "POST /api/v1/jobs", "POST /api/v1/operator/conversations/{id}/messages",
            "POST /api/v1/operator/conversations/{id}/notes", "POST /api/v1/operator/jobs/{id}/requeue",
            "POST /api/v1/rag/collections", "POST /api/v1/rag/documents",
                "POST /api/v1/sessions/{id}/messages", "POST /api/v1/visualizer/generate",
            "POST /api/v1/whatsapp/media", "POST /api/v1/whatsapp/messages", "POST /api/v1/whatsapp/messages/template",
                "POST /v1/chat/completions", "POST /v1/responses",
        ]);

    [Fact]
    public void Enums_are_named_and_schemas_described()
    {
        var schemas = JsonDocument.Parse(_json).RootElement.GetProperty("components").GetProperty("schemas");
        schemas.GetProperty("JobState").GetProperty("enum").EnumerateArray().Select(e => e.GetString()).ShouldContain("rendering");
        schemas.EnumerateObject().Where(s =>
            s.Value.TryGetProperty("enum", out var values)
                && values.EnumerateArray().Any(v => v.ValueKind is not (JsonValueKind.String or JsonValueKind.Null))).ShouldBeEmpty();
        var job = schemas.GetProperty("JobView");
        job.GetProperty("description").GetString().ShouldNotBeNullOrWhiteSpace();
        job.GetProperty("properties").EnumerateObject()
            .Where(p => !p.Value.TryGetProperty("description", out _) && !p.Value.TryGetProperty("$ref", out _)
                && !p.Value.TryGetProperty("oneOf", out _))
            .Select(p => p.Name).ShouldBeEmpty();
        schemas.GetProperty("NewJob").GetProperty("properties").GetProperty("prompt").GetProperty(
            "description").GetString()!.ShouldContain("5,000");
    }

    [Fact]
    public async Task The_examples_of_requests_are_taken()
    {
        foreach (var (address, operation) in Operations.Where(o =>
            o.Address is "POST /api/v1/jobs" or "POST /api/v1/code" or "PUT /api/v1/operator/budgets/{session}"))
        {
            var parts = address.Split(' ');
            using var request = new HttpRequestMessage(new HttpMethod(parts[0]), parts[1].Replace("{session}", "x"))
            {
                Content = new StringContent(operation.RequestBody!.Content!["application/json"].Example!.ToJsonString(), Encoding.UTF8,
                    "application/json"),
            };
            if (address.Contains("operator")) request.Headers.Authorization = ApiHost.Bearer(ApiHost.OperatorKey);
            using var response = await _host.Http.SendAsync(request, TestContext.Current.CancellationToken);
            response.IsSuccessStatusCode.ShouldBeTrue(
                $"{address}: {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
        }
    }

    private IEnumerable<(string Address, OpenApiOperation Operation)> Operations => _document.Paths.SelectMany(path =>
        path.Value.Operations!.Select(operation => ($"{operation.Key.Method.ToUpperInvariant()} {path.Key}", operation.Value)));

    private List<string> Missing(Func<OpenApiOperation, bool> isMissing) =>
        [.. Operations.Where(o => isMissing(o.Operation)).Select(o => o.Address)];

    /// <summary>The route as the description writes it: without constraints and catch-alls.</summary>
    private static string PathOf(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/').Replace("**", "");
}
