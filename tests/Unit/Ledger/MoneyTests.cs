using ObsidianVault.Grains.Interfaces.Ledger;

namespace ObsidianVault.Unit.Ledger;

public sealed class MoneyTests
{
    [Theory]
    [InlineData("0", "$0")]
    [InlineData("0.004", "$0.004")]
    [InlineData("0.00001234567", "$0.00001235")]
    [InlineData("0.000000000001", "$0.000000000001")]
    [InlineData("0.1", "$0.1")]
    [InlineData("0.12346", "$0.1235")]
    [InlineData("0.0999999", "$0.1")]
    [InlineData("10", "$10")]
    [InlineData("12.50", "$12.5")]
    [InlineData("1234567.891", "$1234567.891")]
    [InlineData("-0.004", "-$0.004")]
    public void An_amount_is_written_with_the_digits_that_it_needs(string amount, string text) =>
        Money.Dollars(decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(text);
}
