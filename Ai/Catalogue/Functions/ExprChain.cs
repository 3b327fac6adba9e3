namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>A function as the composition of an outer and an inner function, both written in x.</summary>
internal sealed record ExprChain(Expr Outer, Expr Inner)
{
    /// <summary>Null if the function has no inner part worth naming, as in x^2 or sin(x).</summary>
    public static ExprChain? Of(Expr f) => f switch
    {
        Call { Argument: { HasX: true } and not X } c => new(c with { Argument = new X() }, c.Argument),
        Binary { Op: '^', Left: { HasX: true } and not X, Right.HasX: false } b => new(b with { Left = new X() }, b.Left),
        Binary { Op: '^', Left.HasX: false, Right: { HasX: true } and not X } b => new(b with { Right = new X() }, b.Right),
        _ => null,
    };
}
