using ObsidianVault.Grains.Sessions.People;
using ObsidianVault.Grains.Sessions.Wording;

namespace ObsidianVault.Unit.Sessions;

public sealed class ConsentWordsTests
{
    [Theory]
    [InlineData("STOP🛑")]
    [InlineData("stop.")]
    [InlineData("Stop\u200E")]
    [InlineData("«stop»")]
    [InlineData("“Stop!”")]
    [InlineData("ＳＴＯＰ")]
    [InlineData("ЅТОР")]
    [InlineData("\u200Bst\u00ADop\u00A0")]
    [InlineData("stop\u00A0all")]
    [InlineData("/ｓtop now")]
    [InlineData("Arrêter")]
    [InlineData("Arre\u0302ter")]
    [InlineData("unsubscrıbe")]
    [InlineData("تـوقـف")]
    [InlineData("\u202Bتوقف\u202C")]
    public void Stop_is_understood_as_phones_write_it(string text) => ConsentWords.MeansStop(text).ShouldBeTrue();

    [Theory]
    [InlineData("S T O P")]
    [InlineData("how do I stop the video?")]
    [InlineData("stopwatch")]
    [InlineData("/stopwatch")]
    [InlineData("🛑")]
    public void Other_words_are_not_stop(string text) => ConsentWords.MeansStop(text).ShouldBeFalse();

    [Theory]
    [InlineData("fr", "fr")]
    [InlineData("de", null)]
    [InlineData("es-MX", "es")]
    [InlineData("Français", "fr")]
    [InlineData("العربية", "ar")]
    [InlineData("", null)]
    public void A_language_is_named_by_its_code_or_its_name(string text, string? code) => Languages.Named(text).ShouldBe(code);
}
