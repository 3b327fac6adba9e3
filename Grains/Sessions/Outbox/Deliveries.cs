using ObsidianVault.Grains.Interfaces.Sessions;

namespace ObsidianVault.Grains.Sessions.Outbox;

/// <summary>How the status of a sent message moves: never backwards, whatever order the receipts come in.</summary>
internal static class Deliveries
{
    /// <summary>
    /// The higher of the two. Failed ends only what was at most sent; a message that reached a device stays delivered, because
    /// one of several devices may fail.
    /// </summary>
    public static DeliveryStatus Next(DeliveryStatus now, DeliveryStatus news) => (now, news) switch
    {
        (DeliveryStatus.Delivered or DeliveryStatus.Read, DeliveryStatus.Failed) => now,
        (DeliveryStatus.Failed, DeliveryStatus.Delivered or DeliveryStatus.Read) => news,
        (DeliveryStatus.Failed, _) => now,
        _ => news > now ? news : now,
    };
}
