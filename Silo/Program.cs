using ObsidianVault.Ai;
using ObsidianVault.Channels;
using ObsidianVault.Grains;
using ObsidianVault.Hosting;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Outgoing;
using ObsidianVault.Hosting.Telemetry;
using ObsidianVault.Knowledge;

// A general silo of a cluster: sessions, aliases, jobs, ledgers and expiry.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.UseVaultSilo();        // clustering, grain state, reminders
builder.AddVaultGrains();      // the grains' settings
builder.AddVaultAi();          // providers, routing, billing
builder.AddVaultChannels();    // Telegram and WhatsApp, outgoing
builder.AddVaultObjectStore(); // videos, images, documents
builder.AddVaultKnowledge();   // notes and documents
builder.AddVaultOutgoing();    // addresses that people chose
builder.AddVaultTelemetry();   // metrics and traces

var app = builder.Build();
app.MapGet("/health/live", () => "live");
app.MapPrometheusScrapingEndpoint();
app.RunVault();
