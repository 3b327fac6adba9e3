using ObsidianVault.Ai;
using ObsidianVault.Api;
using ObsidianVault.Channels;
using ObsidianVault.Grains;
using ObsidianVault.Hosting;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Outgoing;
using ObsidianVault.Hosting.Telemetry;
using ObsidianVault.Knowledge;
using ObsidianVault.Renderer;

// The whole service in one process: front end, silo and renderer over SQLite.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.UseVaultSilo();                  // one process: localhost clustering, SQLite
builder.AddVaultGrains();                // sessions, jobs, ledgers
builder.AddVaultAi();                    // providers, routing, billing
builder.AddVaultChannels();              // Telegram and WhatsApp
builder.AddVaultObjectStore();           // videos, images, documents
builder.AddVaultKnowledge();             // notes and documents
builder.AddVaultOutgoing();              // addresses that people chose
builder.AddVaultRendererIfManimIsHere(); // sandbox and pool
builder.AddVaultApi();                   // the HTTP surface
builder.AddVaultTelemetry();             // metrics and traces

var app = builder.Build();
app.MapVaultApi();
app.RunVault();
