using System.ComponentModel.DataAnnotations;
using System.Net;

namespace ObsidianVault.Grains.Interfaces.Callbacks;

/// <summary>Section <c>Callbacks</c>: telling programs that a job has ended, at the addresses that they named.</summary>
public sealed class CallbackOptions : IValidatableObject
{
    public const string Section = "Callbacks";

    /// <summary>How often a callback is tried before it is a dead letter. Default 8, 1 to 20.</summary>
    [Range(1, 20)]
    public int Attempts { get; set; } = 8;

    /// <summary>
    /// How long to wait after the first failure; six times as long after each further one, up to 12 hours, less up to a quarter at random.
    /// Default 5 seconds, 0.1 seconds to 1 hour.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "01:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long one try may take. Default 10 seconds, 1 to 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:00:15")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long a callback is remembered after its end, and a dead letter can be sent again. Default 7 days, 1 minute to 90 days.
    /// </summary>
    [Range(typeof(TimeSpan), "00:01:00", "90.00:00:00")]
    public TimeSpan Kept { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Addresses, or ranges such as 10.0.0.0/8, of this network that people may name although they are not public; to them plain http is
    /// taken too. Default: none.
    /// </summary>
    public List<string> AllowedNetworks { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AllowedNetworks
        .Where(text => Parse(text) is null)
        .Select(text => new ValidationResult(
            $"Callbacks:AllowedNetworks: \"{text}\" is neither an address nor a range such as 10.0.0.0/8."));

    /// <summary><see cref="AllowedNetworks"/>, without what is none.</summary>
    public IReadOnlyCollection<IPNetwork> Networks() =>
        [.. AllowedNetworks.Select(text => Parse(text)).Where(network => network is not null).Select(network => network!.Value)];

    /// <summary>The range, or the one address, or null where the text is neither.</summary>
    public static IPNetwork? Parse(string text) => IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, 8 * address.GetAddressBytes().Length) : null;
}
