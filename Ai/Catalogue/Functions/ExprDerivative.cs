namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>Symbolic derivative with respect to x.</summary>
internal static class ExprDerivative
{
    public static Expr Derivative(this Expr expr) => D(expr.Simplify()).Simplify();

    private static Expr D(Expr expr) => expr switch
    {
        _ when !expr.HasX => new Num(0),
        X => new Num(1),
        Neg n => new Neg(D(n.Inner)),
        Binary { Op: '+' or '-' } b => new Binary(b.Op, D(b.Left), D(b.Right)),
        Binary { Op: '*' } b => Add(Times(D(b.Left), b.Right), Times(b.Left, D(b.Right))),
        Binary { Op: '/' } b when !b.Right.HasX => Over(D(b.Left), b.Right),
        Binary { Op: '/' } b => Over(Minus(Times(D(b.Left), b.Right), Times(b.Left, D(b.Right))), Pow(b.Right, new Num(2))),
        Binary { Op: '^' } b => DPower(b),
        Call c => Times(DCall(c.Name, c.Argument), D(c.Argument)),
        _ => new Num(0),
    };

    private static Binary DPower(Binary b) => b switch
    {
        { Right.HasX: false } => Times(Times(b.Right, Pow(b.Left, Minus(b.Right, new Num(1)))), D(b.Left)),
        { Left: Constant { Name: "e" } } => Times(b, D(b.Right)),
        { Left.HasX: false } => Times(Times(b, new Call("ln", b.Left)), D(b.Right)),
        _ => Times(b, Add(Times(D(b.Right), new Call("ln", b.Left)), Over(Times(b.Right, D(b.Left)), b.Left))),
    };

    private static Expr DCall(string name, Expr u) => name switch
    {
        "sin" => new Call("cos", u),
        "cos" => new Neg(new Call("sin", u)),
        "tan" => Over(new Num(1), Pow(new Call("cos", u), new Num(2))),
        "exp" => new Call("exp", u),
        "ln" => Over(new Num(1), u),
        "sqrt" => Over(new Num(1), Times(new Num(2), new Call("sqrt", u))),
        _ => Over(u, new Call("abs", u)),
    };

    private static Binary Add(Expr a, Expr b) => new('+', a, b);

    private static Binary Minus(Expr a, Expr b) => new('-', a, b);

    private static Binary Times(Expr a, Expr b) => new('*', a, b);

    private static Binary Over(Expr a, Expr b) => new('/', a, b);

    private static Binary Pow(Expr a, Expr b) => new('^', a, b);
}
