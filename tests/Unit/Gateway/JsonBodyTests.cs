using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;

namespace ObsidianVault.Unit.Gateway;

/// <summary>The errors for invalid bodies.</summary>
public sealed class JsonBodyTests
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    internal enum Colour
    {
        DeepRed,
        Blue,
    }

    internal sealed record Thing(
        string? Name, int? Count, long Size, double? Ratio, decimal? Price, bool? Open, Colour? Colour, double[][]? Points, Part?[]? Parts);

    internal sealed record Part(string? Title, int Index);

    [Fact]
    public void What_fits_is_read()
    {
        var thing = Read("""
            {"name":"é","count":3,"size":"9","ratio":1e2,"price":0.004,"open":true,"colour":"deep_red",
             "points":[[1,2],[]],"parts":[{"title":"a","index":1},null],"unknown":{"a":[1]}}
            """);
        (thing.Name, thing.Count, thing.Size, thing.Ratio, thing.Price, thing.Open,
            thing.Colour).ShouldBe(("é", 3, 9, 100, 0.004m, true, Colour.DeepRed));
        (thing.Points!.Length, thing.Parts!.Length, thing.Parts[0]!.Index).ShouldBe((2, 2, 1));
    }

    [Fact]
    public void A_byte_order_mark_and_null_members_are_no_fault()
    {
        JsonBody.Read<Thing>([.. Encoding.UTF8.Preamble, .. """{"NAME":null,"count":null}"""u8], s_json).Name.ShouldBeNull();
    }

    [Theory]
    [InlineData("{", "line 1, position 2")]
    [InlineData("{\n  \"name\": \"a\",\n  oops\n}", "line 3, position 3")]
    [InlineData("{\"name\": \"äöü\" x}", "line 1, position 16")]
    [InlineData("{\"ratio\": NaN}", "line 1, position 11")]
    [InlineData("{\"ratio\": Infinity}", "line 1, position 11")]
    [InlineData("{\"count\": 01}", "line 1, position 12")]
    [InlineData("{\"name\": \"a\",}", "line 1, position 14")]
    [InlineData("{} {}", "line 1, position 4")]
    [InlineData("{'name': 1}", "line 1, position 2")]
    [InlineData("prompt=Explain", "line 1, position 1")]
    [InlineData("\uFEFF\uFEFF{}", "line 1, position 1")]
    [InlineData("", "empty")]
    [InlineData("  \r\n\t ", "empty")]
    public void What_is_not_JSON_is_told_where(string body, string where)
    {
        var problem = Refused(body);
        problem.Extensions["code"].ShouldBe("malformed_json");
        problem.Detail!.ShouldContain(where);
        problem.Detail!.ShouldNotContain("LineNumber");
    }

    [Theory]
    [InlineData("null", "body", "Must be an object, and is null: line 1, position 1.")]
    [InlineData("[1]", "body", "Must be an object, and is an array: line 1, position 1.")]
    [InlineData("\"x\"", "body", "Must be an object, and is the string \"x\": line 1, position 1.")]
    [InlineData("{\"name\": 5}", "name", "Must be a string, and is the number 5: line 1, position 10.")]
    [InlineData("{\"name\": [\"a\"]}", "name", "Must be a string, and is an array: line 1, position 10.")]
    [InlineData("{\"count\": \"many\"}", "count",
        "Must be a whole number from -2147483648 to 2147483647, and is the string \"many\": line 1, position 11.")]
    [InlineData("{\"count\": 1.5}", "count",
        "Must be a whole number from -2147483648 to 2147483647, and is the number 1.5: line 1, position 11.")]
    [InlineData("{\"count\": 99999999999}", "count",
        "Must be a whole number from -2147483648 to 2147483647, and is the number 99999999999: line 1, position 11.")]
    [InlineData("{\"ratio\": 1e999}", "ratio", "Must be a finite number, and is the number 1e999: line 1, position 11.")]
    [InlineData("{\"ratio\": \"NaN\"}", "ratio", "Must be a finite number, and is the string \"NaN\": line 1, position 11.")]
    [InlineData("{\"price\": 1e99}", "price", "Must be a number of at most 28 digits, and is the number 1e99: line 1, position 11.")]
    [InlineData("{\"size\": null}", "size", "Must be a whole number, and is null: line 1, position 10.")]
    [InlineData("{\"open\": \"yes\"}", "open", "Must be true or false, and is the string \"yes\": line 1, position 10.")]
    [InlineData("{\"colour\": \"green\"}", "colour", "Must be one of deep_red, blue, and is the string \"green\": line 1, position 12.")]
    [InlineData("{\"colour\": 1}", "colour", "Must be one of deep_red, blue, and is the number 1: line 1, position 12.")]
    [InlineData("{\"points\":\n [[1, \"x\"]]}", "points[0][1]", "Must be a finite number, and is the string \"x\": line 2, position 7.")]
    [InlineData("{\"parts\": [{\"title\": {}}]}", "parts[0].title", "Must be a string, and is an object: line 1, position 22.")]
    [InlineData("{\"name\": \"a\", \"name\": \"b\"}", "name", "Is given twice: line 1, position 15.")]
    [InlineData("{\"name\": \"\\ud800\"}", "name", "Holds half of a surrogate pair, which is not text: line 1, position 10.")]
    public void What_is_of_the_wrong_kind_is_told_what_and_where(string body, string field, string fault)
    {
        var problem = Refused(body);
        problem.Extensions["code"].ShouldBe("invalid_request");
        var (where, what) = Errors(problem).ShouldHaveSingleItem();
        (where, what.ShouldHaveSingleItem()).ShouldBe((field, fault));
    }

    [Fact]
    public void Every_fault_is_told_at_once_up_to_twenty()
    {
        Errors(Refused("""{"name":1,"count":"x","parts":[{"title":2}]}""")).Keys.ShouldBe(["name", "count", "parts[0].title"]);
        var many = "{\"points\":[[" + string.Join(',', Enumerable.Repeat("\"x\"", 1_000)) + "]]}";
        Errors(Refused(many)).Count.ShouldBe(20);
    }

    [Theory]
    [InlineData("{\"unknown\":", "}")]
    [InlineData("{\"points\":", "}")]
    [InlineData("", "")]
    public void What_is_nested_too_deep_is_refused(string before, string after)
    {
        var deep = before + new string('[', 10_000) + new string(']', 10_000) + after;
        Refused(deep).Extensions["code"].ShouldBe("malformed_json");
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_told_where()
    {
        var fault = Should.Throw<RefusedException>(() => JsonBody.Read<Thing>([.. "{\n\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8], s_json));
        fault.Problem.Detail.ShouldBe("The body is not UTF-8: line 2, position 9.");
    }

    private static Thing Read(string json) => JsonBody.Read<Thing>(Encoding.UTF8.GetBytes(json), s_json);

    private static Microsoft.AspNetCore.Mvc.ProblemDetails Refused(string body)
    {
        var problem = Should.Throw<RefusedException>(() => Read(body)).Problem;
        problem.Status.ShouldBe(400);
        return problem;
    }

    private static Dictionary<string, string[]> Errors(Microsoft.AspNetCore.Mvc.ProblemDetails problem) =>
        (Dictionary<string, string[]>)problem.Extensions["errors"]!;
}
