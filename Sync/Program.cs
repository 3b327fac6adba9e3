using ObsidianVault.Sync;

// ./vault sync: brings a vault of this machine into a collection of the service.
using var end = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    end.Cancel();
};
return await SyncProgram.RunAsync(args, Environment.GetEnvironmentVariable, Console.Out, Console.Error, end.Token);
