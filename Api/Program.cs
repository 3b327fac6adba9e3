using ObsidianVault;
using ObsidianVault.Api;
using ObsidianVault.Delivery;
using ObsidianVault.Rendering;
using ObsidianVault.Storage;

// The stateless front end. Alone on a machine (the default) it is also the silo and the renderer.
var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });

if (builder.IsEmbedded())
{
    builder.UseVaultSilo();     // one process: localhost clustering, SQLite
    builder.AddVaultGrains();   // sessions, jobs, ledgers, AI
    builder.AddVaultRenderer(); // sandbox and pool
}
else
{
    builder.UseVaultClient();   // an external client of the cluster
}

builder.AddVaultChannels();     // Telegram and WhatsApp
builder.AddVaultObjectStore();  // videos, images, documents
builder.AddVaultApi();          // the HTTP surface
builder.AddVaultTelemetry();    // metrics and traces

var app = builder.Build();
app.MapVaultApi();
app.RunVault();
