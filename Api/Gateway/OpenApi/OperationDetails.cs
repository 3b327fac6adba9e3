using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;

namespace ObsidianVault.Api.Gateway.OpenApi;

/// <summary>Adds to each operation who may call it, its examples, its errors and its <c>Idempotency-Key</c>.</summary>
internal sealed class OperationDetails(IOptions<JsonOptions> json) : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var document = context.Document!;
        var schemes = metadata.OfType<IAuthorizeData>()
            .SelectMany<IAuthorizeData, string>(data => data.Policy switch
            {
                Access.Admin => [VaultOpenApi.SignInScheme],
                Access.Operator => [VaultOpenApi.OperatorScheme, VaultOpenApi.SignInScheme],
                Access.Person => [VaultOpenApi.SessionScheme, VaultOpenApi.OperatorScheme, VaultOpenApi.SignInScheme],
                _ => [VaultOpenApi.SessionScheme, VaultOpenApi.SignInScheme],
            })
            .Concat(metadata.OfType<SecuredBy>().Select(secured => secured.Scheme)).ToArray();
        operation.Security = [.. schemes.Select(scheme =>
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] })];
        if (metadata.OfType<IdempotencyMetadata>().Any()) (operation.Parameters ??= []).Add(Key());
        foreach (var parameter in operation.Parameters?.OfType<OpenApiParameter>() ?? [])
            parameter.Description ??= metadata.OfType<ParameterText>().FirstOrDefault(text => text.Name == parameter.Name)?.Text;
        AddExamples(operation, metadata);
        AddErrors(operation, context.Description.RelativePath!, schemes.Length > 0, metadata, document);
        return Task.CompletedTask;
    }

    private static OpenApiParameter Key() => new()
    {
        Name = IdempotencyKey.Header,
        In = ParameterLocation.Header,
        Description = $"1 to {IdempotencyKey.MaxLength} characters of your choice. The same request with the same key is carried out "
            + "once; another request with it gets 422.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyKey.MaxLength },
        Example = "order-4711",
    };

    private void AddExamples(OpenApiOperation operation, IList<object> metadata)
    {
        // What any type may be sent as is of no use to a reader.
        operation.RequestBody?.Content?.Remove("*/*");
        if (metadata.OfType<RequestExample>().FirstOrDefault() is { } request)
        {
            foreach (var content in operation.RequestBody?.Content?.Values ?? []) content.Example = NodeOf(request.Value);
        }

        foreach (var example in metadata.OfType<ResponseExample>())
        {
            if (operation.Responses?.TryGetValue(example.Status.ToString(CultureInfo.InvariantCulture), out var response) != true) continue;
            foreach (var content in response?.Content?.Values ?? []) content.Example = NodeOf(example.Value);
        }
    }

    private static void AddErrors(OpenApiOperation operation, string path, bool isSecured, IList<object> metadata, OpenApiDocument document)
    {
        var isOpenAi = path.StartsWith("v1/", StringComparison.Ordinal);
        int[] ofGateway =
        [
            .. operation.RequestBody is null ? Array.Empty<int>() : [400, 408, 413, 415],
            .. operation.Parameters?.Any(p => p.In is ParameterLocation.Query or ParameterLocation.Header) == true ? new[] { 400 } : [],
            .. isSecured ? new[] { 401 } : [],
            .. metadata.OfType<IAuthorizeData>().Any() && !isOpenAi ? new[] { 403 } : [],
            429, 500, 503,
        ];
        operation.Responses ??= [];
        foreach (var status in ofGateway.Concat(metadata.OfType<ErrorMetadata>().Select(error => error.Status)).Distinct().Order())
        {
            operation.Responses.TryAdd(status.ToString(CultureInfo.InvariantCulture), new OpenApiResponse
            {
                Description = ReasonPhrases.GetReasonPhrase(status) + ".",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [isOpenAi ? "application/json" : "application/problem+json"] = new()
                    {
                        Schema = new OpenApiSchemaReference(isOpenAi ? nameof(OpenAiProblem) : nameof(Problem), document),
                        Example = isOpenAi ? OpenAiExample(status) : ProblemExample(status),
                    },
                },
            });
        }
    }

    private static JsonObject ProblemExample(int status)
    {
        var problem = new Microsoft.AspNetCore.Mvc.ProblemDetails();
        Problems.Complete(problem, status);
        var example = new JsonObject
        {
            ["title"] = problem.Title,
            ["status"] = status,
            ["detail"] = problem.Detail,
            ["code"] = CodeOf(status, (string)problem.Extensions[Problems.Code]!),
            ["request_id"] = "req_c4hk2vq6m3ya5znd7xw2tb4e6u",
        };
        if (status == StatusCodes.Status400BadRequest)
        {
            example["code"] = "invalid_request";
            example["detail"] = "quality: Must be low, medium or high.";
            example["errors"] = new JsonObject { ["quality"] = new JsonArray("Must be low, medium or high.") };
        }

        return example;
    }

    private static string CodeOf(int status, string otherwise) => status switch
    {
        StatusCodes.Status401Unauthorized => "unauthorized",
        StatusCodes.Status403Forbidden => "forbidden",
        StatusCodes.Status410Gone => "gone",
        StatusCodes.Status422UnprocessableEntity => "idempotency_conflict",
        _ => otherwise,
    };

    private static JsonObject OpenAiExample(int status) => new()
    {
        ["error"] = status == StatusCodes.Status401Unauthorized
            ? OpenAiError("Send the token of POST /api/v1/sessions as the API key.", "invalid_request_error", null, "invalid_api_key")
            : status == StatusCodes.Status429TooManyRequests
                ? OpenAiError("Too many requests in a minute. Retry-After says when to try again.", "rate_limit_error", null,
                    "rate_limit_exceeded")
            : status < 500
                ? OpenAiError("'model' must be a string.", "invalid_request_error", "model", "invalid_type")
                : OpenAiError("The service is starting or overloaded. Try again in a few seconds.", "server_error", null, "busy"),
    };

    private static JsonObject OpenAiError(string message, string type, string? param, string code) =>
        new() { ["message"] = message, ["type"] = type, ["param"] = param, ["code"] = code };

    private JsonNode? NodeOf(object value) =>
        value as JsonNode is { } node ? node.DeepClone()
            : JsonSerializer.SerializeToNode(value, value.GetType(), json.Value.SerializerOptions);
}
