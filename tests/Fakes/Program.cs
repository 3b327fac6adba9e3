using ObsidianVault.Fakes.Demo;
using ObsidianVault.Fakes.OpenAi;
using ObsidianVault.Fakes;

if (args is ["mock-upstream", var port])
    return await MockUpstream.RunAsync(int.Parse(port, System.Globalization.CultureInfo.InvariantCulture), CancellationToken.None);

if (args is not ["demo", .. var rest] || DemoArguments.Parse(rest) is not { } arguments)
{
    Console.Error.WriteLine(DemoArguments.Usage);
    return Demo.ExitUsage;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await Demo.RunAsync(arguments, Console.Out, stop.Token);
