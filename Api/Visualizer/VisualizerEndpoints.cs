using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Api.Gateway.Bodies;
using ObsidianVault.Api.Gateway.Errors;
using ObsidianVault.Api.Gateway.Idempotency;
using ObsidianVault.Api.Gateway.OpenApi;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Objects;
using ObsidianVault.Grains.Interfaces.Rendering;
using ObsidianVault.Grains.Interfaces.Settings;

namespace ObsidianVault.Api.Visualizer;

/// <summary>Function plots, charts of data, geometry and graphs as pictures.</summary>
internal static class VisualizerEndpoints
{
    public static void MapVisualizer(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/visualizer/generate", GenerateAsync).RequireAuthorization(Access.Session).WithIdempotencyKey()
            .WithTags("visualizer")
            .Takes(new NewVisual { Kind = "plot", Expressions = ["sin(x)", "x^2/10"], XMin = -6, XMax = 6 })
            .AnswersLike(new VisualView("m3ya5zc4hk2vq6nd7xw2tb4e6u", "images/m3ya5zc4hk2vq6nd7xw2tb4e6u.png", "image/png", 31_744,
                "/objects/images/m3ya5zc4hk2vq6nd7xw2tb4e6u.png?expires=1795953900&name=plot.png&signature=c2ln",
                    new DateTimeOffset(2026, 11, 29, 12, 5, 0, TimeSpan.Zero)))
            .WithSummary("Draws a picture.")
            .WithDescription("Function plots, charts of data, geometry and graphs, as PNG or SVG, within two seconds. Give a kind and "
                + "its data, a table as csv, or a prompt such as \"bar Mon=3 Tue=5\".");

    private static async Task<Results<Ok<VisualView>, ProblemHttpResult>> GenerateAsync(
        Body<NewVisual> body, IdempotencyKey key, Caller caller, IClusterClient grains, IObjectStore store,
            IOptions<LifetimeOptions> lifetimes, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (spec, faults) = body.Value.Read();
        if (faults.Length > 0) return Problems.Invalid([.. faults]);
        var id = key.IsGiven ? GrainKeys.DerivedId("visual", caller.SessionId, key.Value) : GrainKeys.NewId();
        if (key.IsGiven && !await PictureClaim.TakeAsync(store, id, spec, cancellationToken)) return Problems.IdempotencyConflict();
        var drawn = await grains.GetGrain<IRendererGrain>(GrainKeys.Renderer()).DrawAsync(id, spec);
        if (drawn.Error is { } error)
        {
            if (key.IsGiven) await PictureClaim.ReleaseAsync(store, id);
            return Problems.Invalid((spec.Kind == VisualKind.Plot ? "expressions" : "kind", error));
        }

        var expires = time.GetUtcNow() + lifetimes.Value.Ready;
        return TypedResults.Ok(new VisualView(
            id, drawn.Key!, drawn.ContentType!, drawn.SizeBytes,
                store.CreateLink(drawn.Key!, lifetimes.Value.Ready, Path.GetFileName(drawn.Key!)), expires));
    }
}

/// <summary>A picture that was drawn.</summary>
/// <param name="ImageId">The picture is stored as images/{ImageId}.</param>
/// <param name="Url">A link that works until <paramref name="UrlExpiresAt"/>.</param>
internal sealed record VisualView(string ImageId, string Key, string ContentType, long SizeBytes, string Url, DateTimeOffset UrlExpiresAt);

/// <summary>What to draw: a kind and its data, a table of text in place of series, or words as after /plot and /draw.</summary>
internal sealed record NewVisual
{
    /// <summary>plot, line, bar, scatter, histogram, pie, geometry or graph.</summary>
    public string? Kind { get; init; }

    /// <summary>png (default) or svg.</summary>
    public string? Format { get; init; }

    /// <summary>Stands above the picture.</summary>
    public string? Title { get; init; }

    /// <summary>In place of all else: "bar Mon=3 Tue=5", "plot sin(x) from -5 to 5".</summary>
    public string? Prompt { get; init; }

    public string[]? Expressions { get; init; }
    public double? XMin { get; init; }
    public double? XMax { get; init; }
    public double? YMin { get; init; }
    public double? YMax { get; init; }
    public VisualSeriesBody?[]? Series { get; init; }
    public double[]? X { get; init; }
    public string[]? Labels { get; init; }
    public string? Csv { get; init; }
    public double[][]? Points { get; init; }
    public double[][][]? Segments { get; init; }
    public double[][][]? Polygons { get; init; }
    public VisualCircle?[]? Circles { get; init; }
    public string[][]? Edges { get; init; }
    public bool Directed { get; init; }

    public (VisualSpec Spec, ImmutableArray<(string Field, string Fault)> Faults) Read()
    {
        if (Format is not (null or "png" or "svg")) return (new VisualSpec(), [("format", "Must be png or svg.")]);
        if (Prompt is { Length: > VisualCsv.MaxCharacters }
            || Csv is { Length: > VisualCsv.MaxCharacters }) return (new VisualSpec(), [("csv", "At most 200,000 characters.")]);
        if (Prompt is not null)
        {
            var read = VisualText.Draw(Prompt) ?? (Kind is null ? VisualText.Plot(Prompt) : null);
            return read is null
                ? (new VisualSpec(), [("prompt",
                    "Write a kind and its data: plot sin(x), bar Mon=3 Tue=5, pie 30 50 20, graph A-B B-C, polygon 0,0 4,0 0,3.")])
                : Checked(read with { Svg = Format == "svg", Title = Title });
        }

        if (!Enum.TryParse<VisualKind>(Kind, ignoreCase: true, out var kind) || !Enum.IsDefined(kind))
            return (new VisualSpec(), [("kind", "Must be plot, line, bar, scatter, histogram, pie, geometry or graph.")]);
        var spec = new VisualSpec
        {
            Kind = kind,
            Svg = Format == "svg",
            Title = Title,
            Expressions = [.. Expressions ?? []],
            XMin = XMin ?? -10,
            XMax = XMax ?? 10,
            YMin = YMin,
            YMax = YMax,
            Series = [.. (Series ?? []).Select(s => new VisualSeries(s?.Name, [.. s?.Values ?? []]))],
            X = [.. X ?? []],
            Labels = [.. Labels ?? []],
            Points = Nested(Points),
            Segments = [.. (Segments ?? []).Select(Nested)],
            Polygons = [.. (Polygons ?? []).Select(Nested)],
            // One that is null has no radius, which the rules refuse.
            Circles = [.. (Circles ?? []).Select(c => c ?? new VisualCircle(0, 0, 0))],
            Edges = [.. (Edges ?? []).Select(e => (ImmutableArray<string>)[.. e ?? []])],
            Directed = Directed,
        };
        if (Csv is null) return Checked(spec);
        return VisualCsv.Read(Csv, spec) is { } table ? Checked(table)
            : (spec, [("csv", "Has no numbers: give columns by comma, semicolon or tab.")]);
    }

    private static (VisualSpec, ImmutableArray<(string, string)>) Checked(VisualSpec spec) => (spec, VisualRules.Check(spec));

    private static ImmutableArray<ImmutableArray<double>> Nested(double[][]? spots) =>
        [.. (spots ?? []).Select(spot => (ImmutableArray<double>)[.. spot ?? []])];
}

internal sealed record VisualSeriesBody(string? Name, double[]? Values);
