using System.Text;
using System.Text.Json;

namespace ObsidianVault.Fakes.Telegram;

/// <summary>
/// An answer as the Bot API's server sends it: whole, with its length. Some clients cannot read chunks on some versions of Node.
/// </summary>
internal static class TelegramJson
{
    public static IResult Of(object body, int status = 200) =>
        Results.Text(JsonSerializer.Serialize(body, JsonSerializerOptions.Web), "application/json", Encoding.UTF8, status);
}
