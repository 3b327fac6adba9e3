namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>Simplifies enough for a derivative to read as a person would write it.</summary>
internal static class ExprSimplifier
{
    public static Expr Simplify(this Expr expr) => expr switch
    {
        Neg n => Negate(n.Inner.Simplify()),
        Call c => c with { Argument = c.Argument.Simplify() },
        Binary b => Join(b.Op, b.Left.Simplify(), b.Right.Simplify()),
        _ => expr,
    };

    private static Expr Join(char op, Expr a, Expr b) => (op, a, b) switch
    {
        ('+' or '-' or '*', Num l, Num r) => Number(new Binary(op, l, r).At(0)),
        ('/', Num l, Num r) when r.Value != 0 && l.Value % r.Value == 0 => Number(l.Value / r.Value),
        ('^', Num l, Num r) when r.Value is >= 0 and <= 6 => Number(Math.Pow(l.Value, r.Value)),
        ('+', Num { Value: 0 }, _) => b,
        ('+' or '-', _, Num { Value: 0 }) => a,
        ('-', Num { Value: 0 }, _) => Negate(b),
        ('+', _, Neg n) => new Binary('-', a, n.Inner),
        ('-', _, Neg n) => new Binary('+', a, n.Inner),
        ('*', Num { Value: 0 }, _) or ('*', _, Num { Value: 0 }) => new Num(0),
        ('/', Num { Value: 0 }, _) => new Num(0),
        ('*', Num { Value: 1 }, _) => b,
        ('*' or '/' or '^', _, Num { Value: 1 }) => a,
        ('^', _, Num { Value: 0 }) => new Num(1),
        ('*', Neg l, Neg r) => Join('*', l.Inner, r.Inner),
        ('*' or '/', Neg l, _) => Negate(Join(op, l.Inner, b)),
        ('*', _, Neg r) => Negate(Join('*', a, r.Inner)),
        ('*', Num l, Binary { Op: '*', Left: Num m } r) => Join('*', Number(l.Value * m.Value), r.Right),
        ('*', Num l, Binary { Op: '/', Left: Num m } r) => Join('/', Number(l.Value * m.Value), r.Right),
        ('*', Num { Value: > 0 } l, Binary { Op: '/' } r) => Join('/', Join('*', l, r.Left), r.Right),
        ('*', Binary { Op: '*', Left: Num l } p, Num r) => Join('*', Number(l.Value * r.Value), p.Right),
        ('*', Binary { Op: '*', Left: Num l } p, _) => Join('*', l, Join('*', p.Right, b)),
        ('*', _, Num r) => Join('*', r, a),
        ('*', _, Binary { Op: '*', Left: Num m } r) => Join('*', m, Join('*', a, r.Right)),
        ('*', _, Binary { Op: '/', Left: Num { Value: 1 } } r) => Join('/', a, r.Right),
        ('*', Binary { Op: '/', Left: Num { Value: 1 } } l, _) => Join('/', b, l.Right),
        ('*' or '/', X, X) => op == '*' ? new Binary('^', a, new Num(2)) : new Num(1),
        ('^', Binary { Op: '^', Right: Num m } p, Num n) when Whole(m.Value) && Whole(n.Value) =>
            Join('^', p.Left, Number(m.Value * n.Value)),
        _ => new Binary(op, a, b),
    };

    private static bool Whole(double value) => value > 0 && value % 1 == 0;

    private static Expr Negate(Expr expr) => expr switch
    {
        Neg n => n.Inner,
        Num { Value: 0 } n => n,
        _ => new Neg(expr),
    };

    /// <summary>Ensures that a <see cref="Num"/> is never negative, so that printers need no second case for signs.</summary>
    private static Expr Number(double value) => value < 0 ? new Neg(new Num(-value)) : new Num(value);
}
