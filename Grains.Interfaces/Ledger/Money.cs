using System.Globalization;

namespace ObsidianVault.Grains.Interfaces.Ledger;

/// <summary>Writes amounts of US dollars for people.</summary>
public static class Money
{
    private const int Digits = 4;

    /// <summary>
    /// The amount without a currency sign, with up to four decimals, or as many as its first four digits need: 10, 12.5,
    /// 0.004, 0.00001234. An amount that is not zero is never written as zero.
    /// </summary>
    public static string Text(decimal amount)
    {
        var decimals = Digits;
        for (var least = 0.1m; decimals < 28 && amount != 0 && Math.Abs(amount) < least; least /= 10) decimals++;
        return decimal.Round(amount, decimals, MidpointRounding.AwayFromZero).ToString("0.############################",
            CultureInfo.InvariantCulture);
    }

    /// <summary>The amount as in English: <c>$0.004</c>, <c>-$2</c>.</summary>
    public static string Dollars(decimal amount) => amount < 0 ? $"-${Text(-amount)}" : $"${Text(amount)}";
}
