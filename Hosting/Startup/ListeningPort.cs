using System.Net;

namespace ObsidianVault.Hosting.Startup;

/// <summary>A port that the host is going to listen on.</summary>
/// <param name="Address">The address, or <see cref="IPAddress.Any"/>.</param>
/// <param name="Number">1 to 65535.</param>
/// <param name="Setting">What to change for another port, such as <c>Cluster__SiloPort</c>.</param>
internal sealed record ListeningPort(IPAddress Address, int Number, string Setting);
