using System.ComponentModel.DataAnnotations;

namespace ObsidianVault.Api.Page;

/// <summary>The page at <c>/</c>. Section <c>Page</c>.</summary>
public sealed class PageOptions
{
    public const string Section = "Page";

    /// <summary>
    /// The folder of the built page (<c>Web/dist</c>), from the program's own folder where it is not a whole path. Default "page".
    /// Where no page is in it, the service runs without one and says so.
    /// </summary>
    [Required]
    public string Folder { get; set; } = "page";
}
