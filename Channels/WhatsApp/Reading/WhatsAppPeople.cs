using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ObsidianVault.Channels.Reading;
using ObsidianVault.Grains.Interfaces.Delivery;

namespace ObsidianVault.Channels.WhatsApp.Reading;

/// <summary>The person an event is about.</summary>
/// <param name="Name">The name in the person's profile, or null.</param>
internal sealed record WhatsAppPerson(ChannelAddress Address, ImmutableArray<ChannelAddress> AlsoKnownAs, string? Name);

/// <summary>
/// Identifies a person from the ids in an event and the contacts that came with it. The phone number has precedence, then
/// the business-scoped user id, then the parent's: the number of a person with a username is hidden from us.
/// </summary>
internal sealed class WhatsAppPeople
{
    private readonly string _account;
    private readonly Dictionary<string, Contact> _contacts = new(StringComparer.Ordinal);
    private readonly Contact? _only;

    public WhatsAppPeople(JsonElement value, string account)
    {
        _account = account;
        var count = 0;
        foreach (var item in value.Items("contacts"))
        {
            var profile = WhatsAppBounds.OneLine(item.Get("profile").Text("name"), WhatsAppBounds.Name);
            var contact = new Contact(Key(item, "wa_id"), Key(item, "user_id"), Key(item, "parent_user_id"), profile);
            foreach (var id in contact.Ids) _contacts.TryAdd(id, contact);
            _only = count++ == 0 ? contact : null;
        }
    }

    /// <summary>The id, given as a string or a number; null if it is absent, empty or too long for a key.</summary>
    public static string? Key(JsonElement element, string name) =>
        element.Text(name).AsKeyPart()
        ?? (element.Get(name).ValueKind == JsonValueKind.Number
            ? element.WholeNumber(name)?.ToString(CultureInfo.InvariantCulture)
            : null);

    public ChannelAddress Address(string id) => new(ChannelNames.WhatsApp, _account, id);

    public ChannelAddress Group(string id) => Address((ChannelAddress.WhatsAppGroup + id).AsKeyPart() ?? id);

    /// <summary>
    /// The person with these ids. Contacts contribute further ids if they share one, never because of their position. If the
    /// event has no id, a single contact is taken. Null if nobody is named.
    /// </summary>
    public WhatsAppPerson? Find(string? phone, string? userId, string? parentUserId)
    {
        var contact = (phone, userId, parentUserId) is (null, null, null)
            ? _only
            : ContactOf(phone) ?? ContactOf(userId) ?? ContactOf(parentUserId);
        string?[] ids = [phone ?? contact?.Phone, userId ?? contact?.UserId, parentUserId ?? contact?.ParentUserId];
        var known = ids.OfType<string>().Distinct(StringComparer.Ordinal).Select(Address).ToImmutableArray();
        return known.IsEmpty ? null : new WhatsAppPerson(known[0], known.Length == 1 ? [] : known.RemoveAt(0), contact?.Name);
    }

    private Contact? ContactOf(string? id) => id is null ? null : _contacts.GetValueOrDefault(id);

    private sealed record Contact(string? Phone, string? UserId, string? ParentUserId, string? Name)
    {
        public IEnumerable<string> Ids => new[] { Phone, UserId, ParentUserId }.OfType<string>();
    }
}
