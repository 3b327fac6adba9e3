namespace ObsidianVault.Ai.Catalogue.Functions;

/// <summary>
/// Recursive descent over + - * / ^, implicit products (3x, 2sin(x)), and functions with or without
/// parentheses (sin 2x, sin^2 x). Bounded: at most <see cref="MaxTokens"/> tokens, <see cref="MaxDepth"/> levels,
/// numbers up to <see cref="MaxNumber"/> and constant exponents up to <see cref="MaxExponent"/> in size.
/// </summary>
internal sealed class ExprParser
{
    public const int MaxDepth = 50;
    public const int MaxTokens = 80;
    public const double MaxNumber = 1_000_000;
    public const double MaxExponent = 20;

    private readonly IReadOnlyList<ExprToken> _tokens;
    private int _at;
    private int _depth;

    private ExprParser(IReadOnlyList<ExprToken> tokens) => _tokens = tokens;

    /// <summary>Parses the whole text as one expression; null if any part of it is not one.</summary>
    public static Expr? TryParse(string text)
    {
        var runs = ExprLexer.Runs(text).Take(2).ToList();
        if (runs.Count != 1 || runs[0][^1].End < text.TrimEnd().Length || runs[0][0].Start > text.Length - text.TrimStart().Length)
            return null;
        return TryParse(runs[0]);
    }

    public static Expr? TryParse(IReadOnlyList<ExprToken> tokens)
    {
        if (tokens.Count is 0 or > MaxTokens)
            return null;
        var parser = new ExprParser(tokens);
        var expr = parser.Sum();
        return expr is not null && parser._at == tokens.Count && Sane(expr) ? expr : null;
    }

    private Expr? Sum()
    {
        if (++_depth > MaxDepth)
            return null;
        var left = Product(insideCall: false);
        while (left is not null && (Peek('+') || Peek('-')))
        {
            var op = _tokens[_at++].Text[0];
            left = Product(insideCall: false) is { } right ? new Binary(op, left, right) : null;
        }

        _depth--;
        return left;
    }

    /// <summary>An argument without parentheses (sin 2x) takes implicit products only and stops at the next function.</summary>
    private Expr? Product(bool insideCall)
    {
        var left = Unary();
        while (left is not null && _at < _tokens.Count)
        {
            if (!insideCall && (Peek('*') || Peek('/')))
            {
                var op = _tokens[_at++].Text[0];
                left = Unary() is { } right ? new Binary(op, left, right) : null;
            }
            else if (StartsFactor(_tokens[_at]) && !(insideCall && (Peek('(') || IsFunction(_tokens[_at]))))
            {
                left = Power() is { } right ? new Binary('*', left, right) : null;
            }
            else
            {
                break;
            }
        }

        return left;
    }

    private Expr? Unary()
    {
        var negative = false;
        while (Peek('-') || Peek('+'))
            negative ^= _tokens[_at++].Is('-');
        return Power() is { } inner ? (negative ? new Neg(inner) : inner) : null;
    }

    private Expr? Power()
    {
        if (++_depth > MaxDepth)
            return null;
        var left = Primary();
        if (left is not null && Peek('^'))
        {
            _at++;
            left = Unary() is { } right ? new Binary('^', left, right) : null;
        }

        _depth--;
        return left;
    }

    private Expr? Primary()
    {
        if (_at >= _tokens.Count)
            return null;
        var token = _tokens[_at++];
        if (token.Kind == ExprTokenKind.Number)
            return new Num(token.Value);
        if (token.Is('('))
            return Sum() is { } inner && Take(')') ? inner : null;
        return token.Kind != ExprTokenKind.Name ? null : token.Text switch
        {
            "x" => new X(),
            "e" or "pi" => new Constant(token.Text),
            var name => Function(name == "log" ? "ln" : name),
        };
    }

    private Expr? Function(string name)
    {
        Expr? power = null;
        if (Peek('^'))
        {
            _at++;
            if (_at >= _tokens.Count || _tokens[_at].Kind != ExprTokenKind.Number)
                return null;
            power = new Num(_tokens[_at++].Value);
        }

        Expr? argument;
        if (Peek('('))
        {
            _at++;
            argument = Sum() is { } inner && Take(')') ? inner : null;
        }
        else
        {
            argument = Product(insideCall: true);
        }

        if (argument is null)
            return null;
        Expr call = new Call(name, argument);
        return power is null ? call : new Binary('^', call, power);
    }

    private bool Peek(char symbol) => _at < _tokens.Count && _tokens[_at].Is(symbol);

    private bool Take(char symbol)
    {
        if (!Peek(symbol))
            return false;
        _at++;
        return true;
    }

    private static bool StartsFactor(ExprToken token) => token.Kind != ExprTokenKind.Symbol || token.Is('(');

    private static bool IsFunction(ExprToken token) => token.Kind == ExprTokenKind.Name && token.Text.Length > 2;

    /// <summary>Python would evaluate a constant such as 9^9^9 exactly and never return, so no such tree leaves the parser.</summary>
    private static bool Sane(Expr expr) => expr switch
    {
        Num n => n.Value <= MaxNumber,
        Neg n => Sane(n.Inner),
        Call c => Sane(c.Argument) && Finite(c),
        Binary b => Sane(b.Left) && Sane(b.Right) && Finite(b) && (b.Op != '^' || b.Right.HasX || Math.Abs(b.Right.At(0)) <= MaxExponent),
        _ => true,
    };

    private static bool Finite(Expr expr) => expr.HasX || Math.Abs(expr.At(0)) <= 1e12;
}
