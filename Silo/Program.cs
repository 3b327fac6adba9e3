using ObsidianVault;
using ObsidianVault.Delivery;
using ObsidianVault.Storage;

// A general silo of a cluster: sessions, aliases, jobs, ledgers, the render queue and expiry.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.UseVaultSilo();        // clustering, grain state, reminders
builder.AddVaultGrains();      // the grains' settings, prices, AI
builder.AddVaultChannels();    // Telegram and WhatsApp, outgoing
builder.AddVaultObjectStore(); // videos, images, documents
builder.AddVaultTelemetry();   // metrics and traces

var app = builder.Build();
app.MapGet("/health/live", () => "live");
app.MapPrometheusScrapingEndpoint();
app.RunVault();
