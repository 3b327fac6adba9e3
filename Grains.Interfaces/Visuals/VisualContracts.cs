using System.Collections.Immutable;

namespace ObsidianVault.Grains.Interfaces.Visuals;

/// <summary>The kind of picture.</summary>
[GenerateSerializer, Alias("vault.VisualKind")]
public enum VisualKind
{
    /// <summary>Functions of x.</summary>
    Plot,
    Line,
    Bar,
    Scatter,
    Histogram,
    Pie,
    /// <summary>Points, segments, polygons and circles given by coordinates.</summary>
    Geometry,
    /// <summary>Nodes and edges.</summary>
    Graph,
}

/// <summary>A picture to draw. Which properties are used depends on <see cref="Kind"/>.</summary>
[GenerateSerializer, Immutable, Alias("vault.VisualSpec")]
public sealed record VisualSpec
{
    [Id(0)] public VisualKind Kind { get; init; }

    /// <summary>SVG instead of PNG.</summary>
    [Id(1)] public bool Svg { get; init; }

    /// <summary>At most 120 characters.</summary>
    [Id(2)] public string? Title { get; init; }

    /// <summary>Plot: 1 to 8 formulas of x, at most 200 characters each.</summary>
    [Id(3)] public ImmutableArray<string> Expressions { get; init; } = [];

    [Id(4)] public double XMin { get; init; } = -10;
    [Id(5)] public double XMax { get; init; } = 10;
    [Id(6)] public double? YMin { get; init; }
    [Id(7)] public double? YMax { get; init; }

    /// <summary>Charts: 1 to 8 series of at most 10,000 numbers in total.</summary>
    [Id(8)] public ImmutableArray<VisualSeries> Series { get; init; } = [];

    /// <summary>Line and scatter: the x coordinates of the numbers; 1, 2, 3, … if empty.</summary>
    [Id(9)] public ImmutableArray<double> X { get; init; } = [];

    /// <summary>Names of bars, pie slices, points or nodes; at most 200.</summary>
    [Id(10)] public ImmutableArray<string> Labels { get; init; } = [];

    [Id(11)] public ImmutableArray<ImmutableArray<double>> Points { get; init; } = [];
    [Id(12)] public ImmutableArray<ImmutableArray<ImmutableArray<double>>> Segments { get; init; } = [];
    [Id(13)] public ImmutableArray<ImmutableArray<ImmutableArray<double>>> Polygons { get; init; } = [];
    [Id(14)] public ImmutableArray<VisualCircle> Circles { get; init; } = [];

    /// <summary>Graph: pairs of node names, at most 500.</summary>
    [Id(15)] public ImmutableArray<ImmutableArray<string>> Edges { get; init; } = [];

    [Id(16)] public bool Directed { get; init; }
}

[GenerateSerializer, Immutable, Alias("vault.VisualSeries")]
public sealed record VisualSeries([property: Id(0)] string? Name, [property: Id(1)] ImmutableArray<double> Values);

[GenerateSerializer, Immutable, Alias("vault.VisualCircle")]
public sealed record VisualCircle([property: Id(0)] double X, [property: Id(1)] double Y, [property: Id(2)] double Radius);

/// <summary>A picture in the object store, or one sentence that says why there is none.</summary>
[GenerateSerializer, Immutable, Alias("vault.VisualResult")]
public sealed record VisualResult(
    [property: Id(0)] string? Key,
    [property: Id(1)] string? ContentType,
    [property: Id(2)] long SizeBytes,
    [property: Id(3)] string? Error);
