using ObsidianVault.Api.Gateway.Authentication;
using ObsidianVault.Grains.Interfaces;

namespace ObsidianVault.Unit.Gateway;

public sealed class ApiKeyTests
{
    [Fact]
    public void A_key_is_read_as_it_was_written_and_any_changed_letter_is_noticed()
    {
        var key = ApiKey.New(GrainKeys.NewId());
        var text = key.ToString();
        text.ShouldMatch("^ovk_live_[a-z2-7]{34}_[0-9A-Za-z]{36}$");
        ApiKey.Parse(text).ShouldBe(key);
        for (var at = 0; at < text.Length; at++)
        {
            var changed = text[..at] + (text[at] == 'q' ? 'r' : 'q') + text[(at + 1)..];
            ApiKey.Parse(changed).ShouldBeNull(changed);
        }

        ApiKey.Parse(text + "a").ShouldBeNull();
        ApiKey.Parse(text[..^1]).ShouldBeNull();
        ApiKey.Parse("ovk_live_").ShouldBeNull();
    }

    [Fact]
    public void No_two_keys_are_the_same() =>
        Enumerable.Range(0, 1_000).Select(_ => ApiKey.New("a").Secret).Distinct().Count().ShouldBe(1_000);
}
