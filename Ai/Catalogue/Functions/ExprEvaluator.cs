namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>The numeric value of an expression; NaN or infinity outside its domain, never an exception.</summary>
internal static class ExprEvaluator
{
    public static double At(this Expr expr, double x) => expr switch
    {
        Num n => n.Value,
        Constant c => c.Name == "pi" ? Math.PI : Math.E,
        X => x,
        Neg n => -n.Inner.At(x),
        Binary b => Apply(b.Op, b.Left.At(x), b.Right.At(x)),
        Call c => Apply(c.Name, c.Argument.At(x)),
        _ => double.NaN,
    };

    private static double Apply(char op, double a, double b) => op switch
    {
        '+' => a + b,
        '-' => a - b,
        '*' => a * b,
        '/' => a / b,
        '^' => Math.Pow(a, b),
        _ => double.NaN,
    };

    private static double Apply(string name, double a) => name switch
    {
        "sin" => Math.Sin(a),
        "cos" => Math.Cos(a),
        "tan" => Math.Tan(a),
        "exp" => Math.Exp(a),
        "ln" => Math.Log(a),
        "sqrt" => Math.Sqrt(a),
        "abs" => Math.Abs(a),
        _ => double.NaN,
    };
}
