namespace ObsidianVault.Grains.Interfaces.Outgoing;

/// <summary>
/// The one way to an address that a person chose. It resolves the name, refuses every address that is not on the public internet, and
/// connects to the address that it checked; it follows no redirect, uses no proxy, and bounds size and time.
/// </summary>
public interface IOutgoingRequests
{
    /// <summary>Posts the body.</summary>
    /// <param name="address">As <see cref="PublicAddresses.FaultOf"/> takes it.</param>
    /// <param name="headers">Beside <c>Content-Type: application/json</c>.</param>
    /// <returns>What came of it; it never throws but where it is cancelled.</returns>
    Task<OutgoingResult> PostAsync(
        Uri address, IReadOnlyDictionary<string, string> headers, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}

/// <summary>What came of a request.</summary>
/// <param name="Status">The HTTP status; null where there was no answer.</param>
/// <param name="Fault">Why it did not succeed, as a sentence; null where it did.</param>
public sealed record OutgoingResult(int? Status, string? Fault)
{
    public bool IsSuccess => Status is >= 200 and < 300;
}
