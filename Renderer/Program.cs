using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Telemetry;
using ObsidianVault.Hosting;
using ObsidianVault.Renderer;

// A renderer of a cluster: a silo that hosts the renderer grains alone, and a pool of sandboxed Manim processes.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.UseVaultSilo(silo => silo.HostOnlyGrainsOf(typeof(RendererGrain).Assembly)); // clustering
builder.AddVaultObjectStore();                                                      // where videos go
builder.AddVaultRenderer();                                                         // sandbox and pool
builder.AddVaultTelemetry();                                                        // metrics and traces

var app = builder.Build();
app.MapGet("/health/live", () => "live");
app.MapPrometheusScrapingEndpoint();
app.RunVault();
