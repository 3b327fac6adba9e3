using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using ObsidianVault.Grains.Interfaces;
using ObsidianVault.Grains.Interfaces.Accounts;

namespace ObsidianVault.Api.Gateway.SignIn;

/// <summary>
/// Keeps the keys that sign cookies in the cluster, so that every front end reads what another one wrote. Asked once a day, and by a
/// framework that cannot wait without a thread.
/// </summary>
internal sealed class GrainKeyRing(IClusterClient grains) : IXmlRepository
{
    private IKeyRingGrain Ring => grains.GetGrain<IKeyRingGrain>(GrainKeys.KeyRing());

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Task.Run(() => Ring.GetAsync()).GetAwaiter().GetResult().Select(element => XElement.Parse(element))];

    public void StoreElement(XElement element, string friendlyName) =>
        Task.Run(() => Ring.AddAsync(element.ToString(SaveOptions.DisableFormatting))).GetAwaiter().GetResult();
}
