using System.Globalization;

namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>Prints an expression as numpy code, as plain text for titles and as LaTeX.</summary>
internal static class ExprText
{
    private const int SumLevel = 1, ProductLevel = 2, SignLevel = 3, PowerLevel = 4, AtomLevel = 5;

    /// <summary>Python text over the name x and np; contains only what the tree contains.</summary>
    public static string ToPython(this Expr expr) => expr switch
    {
        Num n => Number(n.Value),
        Constant c => c.Name == "pi" ? "np.pi" : "np.e",
        X => "x",
        Neg n => $"(-{n.Inner.ToPython()})",
        Binary b => $"({b.Left.ToPython()} {(b.Op == '^' ? "**" : b.Op.ToString())} {b.Right.ToPython()})",
        Call c => $"np.{(c.Name == "ln" ? "log" : c.Name)}({c.Argument.ToPython()})",
        _ => "x",
    };

    /// <summary>For example 3x^2 - sin(x).</summary>
    public static string ToPlain(this Expr expr) => expr switch
    {
        Num n => Number(n.Value),
        Constant c => c.Name,
        X => "x",
        Neg n => "-" + Plain(n.Inner, SignLevel),
        Binary { Op: '^' } b => $"{Plain(b.Left, AtomLevel)}^{Plain(b.Right, PowerLevel)}",
        Binary { Op: '*' } b => Plain(b.Left, ProductLevel) + (Juxtaposed(b) ? "" : " · ") + Plain(b.Right, SignLevel),
        Binary { Op: '/' } b => $"{Plain(b.Left, ProductLevel)}/{Plain(b.Right, PowerLevel)}",
        Binary b => $"{Plain(b.Left, SumLevel)} {b.Op} {Plain(b.Right, ProductLevel)}",
        Call c => $"{c.Name}({c.Argument.ToPlain()})",
        _ => "x",
    };

    public static string ToTex(this Expr expr) => expr switch
    {
        Num n => Number(n.Value),
        Constant c => c.Name == "pi" ? @"\pi " : "e",
        X => "x",
        Neg n => "-" + Tex(n.Inner, SignLevel),
        Binary { Op: '^', Left: Call { Name: "sin" or "cos" or "tan" or "ln" } c } b when !b.Right.HasX =>
            $@"\{c.Name}^{{{b.Right.ToTex()}}}\left({c.Argument.ToTex()}\right)",
        Binary { Op: '^' } b => $"{{{Tex(b.Left, AtomLevel)}}}^{{{b.Right.ToTex()}}}",
        Binary { Op: '*' } b => Tex(b.Left, ProductLevel) + (Juxtaposed(b) ? @"\," : @" \cdot ") + Tex(b.Right, SignLevel),
        Binary { Op: '/' } b => $@"\frac{{{b.Left.ToTex()}}}{{{b.Right.ToTex()}}}",
        Binary b => $"{Tex(b.Left, SumLevel)} {b.Op} {Tex(b.Right, ProductLevel)}",
        Call { Name: "exp" } c => $"e^{{{c.Argument.ToTex()}}}",
        Call { Name: "sqrt" } c => $@"\sqrt{{{c.Argument.ToTex()}}}",
        Call { Name: "abs" } c => $@"\left|{c.Argument.ToTex()}\right|",
        Call c => $@"\{c.Name}\left({c.Argument.ToTex()}\right)",
        _ => "x",
    };

    public static string Number(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Plain(Expr expr, int atLeast) =>
        Level(expr) >= atLeast ? expr.ToPlain() : $"({expr.ToPlain()})";

    private static string Tex(Expr expr, int atLeast) =>
        Level(expr) >= atLeast ? expr.ToTex() : $@"\left({expr.ToTex()}\right)";

    /// <summary>2x needs no sign between its factors; 2 · 3 does.</summary>
    private static bool Juxtaposed(Binary product) => First(product.Right) is not Num;

    private static Expr First(Expr expr) => expr switch
    {
        Binary { Op: '^' or '*' or '/' } b => First(b.Left),
        _ => expr,
    };

    private static int Level(Expr expr) => expr switch
    {
        Binary { Op: '+' or '-' } => SumLevel,
        Binary { Op: '*' or '/' } => ProductLevel,
        Neg => SumLevel,
        Binary => PowerLevel,
        _ => AtomLevel,
    };
}
