using ObsidianVault.Ai;
using ObsidianVault.Api;
using ObsidianVault.Channels;
using ObsidianVault.Hosting;
using ObsidianVault.Hosting.Clustering;
using ObsidianVault.Hosting.Objects;
using ObsidianVault.Hosting.Telemetry;
using ObsidianVault.Knowledge;

// The stateless front end of a cluster.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

builder.UseVaultClient();       // an external client of the cluster
builder.AddVaultAi();           // providers, routing, billing
builder.AddVaultChannels();     // Telegram and WhatsApp
builder.AddVaultObjectStore();  // videos, images, documents
builder.AddVaultKnowledge();    // notes and documents
builder.AddVaultApi();          // the HTTP surface
builder.AddVaultTelemetry();    // metrics and traces

var app = builder.Build();
app.MapVaultApi();
app.RunVault();
