namespace ObsidianVault.Grains.Interfaces.Text;

/// <summary>The kinds of the table of signs, signs.tsv, which names them in lower case with hyphens.</summary>
public enum SignKind
{
    DoubleQuote,
    Guillemet,
    CornerQuote,
    SingleQuote,
    AngleQuote,
    Prime,
    Hyphen,
    Dash,
    Minus,
    Plus,
    Times,
    /// <summary>Shows nothing, but multiplies in a formula.</summary>
    InvisibleTimes,
    Divide,
    Superscript,
    Subscript,
    Fraction,
    Root,
    Constant,
    Relation,
    Arrow,
    Ellipsis,
    Space,
    LineEnd,
    /// <summary>Shows nothing, and nothing that is shown needs it.</summary>
    Invisible,
    /// <summary>Shows nothing by itself; emoji and several scripts need it.</summary>
    Joiner,
    /// <summary>Turns the direction of writing.</summary>
    Direction,
    FullWidth,
    Punctuation,
    /// <summary>What editors make of several signs: (c), (r).</summary>
    Abbreviation,
    DecimalPoint,
    ThousandsSeparator,
    /// <summary>A decimal digit of any script.</summary>
    Digit,
    Circled,
    /// <summary>A letter of a mathematical alphabet.</summary>
    Letter,
    /// <summary>A Cyrillic, Greek or Turkish letter that looks like a Latin one.</summary>
    Lookalike,
}
