namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>A function of x as a tree: the only way for a user's formula to reach generated code.</summary>
internal abstract record Expr
{
    /// <summary>Whether x occurs anywhere below.</summary>
    public abstract bool HasX { get; }
}

internal sealed record Num(double Value) : Expr
{
    public override bool HasX => false;
}

/// <summary>A named constant: e or pi.</summary>
internal sealed record Constant(string Name) : Expr
{
    public override bool HasX => false;
}

internal sealed record X : Expr
{
    public override bool HasX => true;
}

internal sealed record Neg(Expr Inner) : Expr
{
    public override bool HasX => Inner.HasX;
}

/// <summary>Two operands joined by one of + - * / ^.</summary>
internal sealed record Binary(char Op, Expr Left, Expr Right) : Expr
{
    public override bool HasX => Left.HasX || Right.HasX;
}

/// <summary>One of the functions in <see cref="Names"/> applied to an argument.</summary>
internal sealed record Call(string Name, Expr Argument) : Expr
{
    public static readonly IReadOnlyList<string> Names = ["sin", "cos", "tan", "exp", "ln", "sqrt", "abs"];

    public override bool HasX => Argument.HasX;
}
