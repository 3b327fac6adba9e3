using System.Net;
using System.Text;
using Markdig.Extensions.Mathematics;
using Markdig.Syntax.Inlines;

namespace ObsidianVault.Knowledge.Reading.Obsidian;

/// <summary>The text of one block as a reader sees it, and what was found in it.</summary>
internal sealed class LeafText
{
    private readonly StringBuilder _plain = new();

    public string Plain => _text ??= _plain.ToString().Trim();

    private string? _text;

    /// <summary>Links with their place in the text.</summary>
    public List<FoundLink> Links { get; } = [];

    public List<string> Tags { get; } = [];

    public string? Block { get; private set; }

    public bool? IsDone { get; private set; }

    public static LeafText Of(ContainerInline? inlines)
    {
        var leaf = new LeafText();
        if (inlines is not null) leaf.Add(inlines);
        return leaf;
    }

    /// <summary>Adds another leaf after a separator, as the next cell of a row.</summary>
    public void Append(LeafText other, string separator)
    {
        if (_plain.Length > 0) _plain.Append(separator);
        var offset = _plain.Length;
        _plain.Append(other.Plain);
        Links.AddRange(other.Links.Select(link => link with { Offset = link.Offset + offset }));
        Tags.AddRange(other.Tags);
        Block ??= other.Block;
        _text = null;
    }

    private void Add(ContainerInline container)
    {
        foreach (var inline in container)
        {
            switch (inline)
            {
                case LiteralInline literal:
                    _plain.Append(_plain.Length == 0 ? literal.Content.AsSpan().TrimStart() : literal.Content.AsSpan());
                    break;
                case LineBreakInline:
                    if (_plain.Length > 0) _plain.Append('\n');
                    break;
                case CodeInline code:
                    _plain.Append(code.Content);
                    break;
                case HtmlEntityInline entity:
                    _plain.Append(entity.Transcoded.AsSpan());
                    break;
                case AutolinkInline auto:
                    _plain.Append(auto.Url);
                    break;
                case MathInline maths:
                    _plain.Append('$', maths.DelimiterCount).Append(maths.Content.AsSpan()).Append('$', maths.DelimiterCount);
                    break;
                case WikiLinkInline wiki:
                    Links.Add(new(wiki.Target, wiki.Shown, wiki.IsEmbed, wiki.Line + 1, _plain.Length));
                    _plain.Append(wiki.Shown ?? (wiki.IsEmbed ? wiki.Target.Embedded() : wiki.Target.Shown()));
                    break;
                case LinkInline link:
                    AddLink(link);
                    break;
                case TagInline tag:
                    Tags.Add(tag.Name);
                    _plain.Append('#').Append(tag.Name);
                    break;
                case TaskBoxInline box:
                    IsDone = box.IsDone;
                    break;
                case BlockIdInline block:
                    Block = block.Id;
                    break;
                case HtmlInline { Tag: var tag }:
                    if (tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase)) _plain.Append(' ');
                    break;
                case FootnoteMarkInline:
                    break;
                case DelimiterInline delimiter:
                    _plain.Append(delimiter.ToLiteral());
                    Add(delimiter);
                    break;
                case ContainerInline inside:
                    Add(inside);
                    break;
            }
        }
    }

    private void AddLink(LinkInline link)
    {
        var start = _plain.Length;
        var place = Links.Count;
        Add(link);
        var url = link.Url ?? "";
        if (!IsLocal(url)) return;
        var shown = _plain.ToString(start, _plain.Length - start).Trim();
        if (link.IsImage) shown = BracketParser.WithoutSize(shown) ?? "";
        var target = LinkTarget.Read(WebUtility.UrlDecode(url.Replace("+", "%2B", StringComparison.Ordinal)));
        if (target is { Name.Length: 0, Heading: null, Block: null }) return;
        Links.Insert(place, new(target, shown.Length > 0 ? shown : null, link.IsImage, link.Line + 1, start));
        if (shown.Length == 0) _plain.Append(target.Shown());
    }

    /// <summary>Whether it is a path; "mailto:a@b.c" and "//host" lead elsewhere.</summary>
    private static bool IsLocal(string url)
    {
        if (url.Length == 0 || url.StartsWith("//", StringComparison.Ordinal)) return false;
        var colon = url.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0) return true;
        // "Note: part two.md" is a path: a scheme has no spaces, and something after it.
        var scheme = url.AsSpan(0, colon);
        return !char.IsAsciiLetter(scheme[0]) || scheme.ContainsAnyExcept(s_schemeCharacters)
            || (colon + 1 < url.Length && url[colon + 1] is ' ' or '%');
    }

    private static readonly System.Buffers.SearchValues<char> s_schemeCharacters =
        System.Buffers.SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-.");
}

/// <param name="Offset">In the text of its block.</param>
internal sealed record FoundLink(LinkTarget Target, string? Shown, bool IsEmbed, int Line, int Offset);
