using System.Text.RegularExpressions;
using AngleSharp.Dom;

namespace GanBench.Build;

/// <summary>An address in a page of the site.</summary>
/// <param name="Element">The element that has it.</param>
/// <param name="Attribute">The attribute that it stands in.</param>
/// <param name="Address">The address as it stands.</param>
internal sealed partial record SiteLink(IElement Element, string Attribute, string Address)
{
    // Of these only the first leads elsewhere on a click; the others are loaded with the page.
    private static readonly string[] Attributes = ["href", "src", "srcset", "data", "poster"];

    /// <summary>Whether it has a scheme or a host of its own.</summary>
    public bool IsElsewhere => HasHost(Address);

    /// <summary>Whether a browser asks another host for it without being told to.</summary>
    public bool IsLoadedFromElsewhere =>
        IsElsewhere && !Address.StartsWith("data:", StringComparison.Ordinal) && Element.LocalName is not ("a" or "area");

    /// <summary>The part before the anchor and the query, unescaped.</summary>
    public string Path => Uri.UnescapeDataString(Address.Split('#')[0].Split('?')[0]);

    /// <summary>The anchor, unescaped; empty without one.</summary>
    public string Anchor => Address.Split('#') is [_, var anchor, ..] ? Uri.UnescapeDataString(anchor) : "";

    /// <summary>The addresses of a page, in its order.</summary>
    public static IEnumerable<SiteLink> In(IParentNode page) =>
        from element in page.QuerySelectorAll(string.Join(", ", Attributes.Select(name => $"[{name}]")))
        from attribute in Attributes
        let value = element.GetAttribute(attribute)
        where !string.IsNullOrEmpty(value)
        from address in attribute == "srcset" ? value.Split(',').Select(part => part.Trim().Split(' ')[0]) : [value]
        select new SiteLink(element, attribute, address);

    /// <summary>Whether an address has a scheme or a host of its own.</summary>
    public static bool HasHost(string address) => SchemeOrHost().IsMatch(address);

    [GeneratedRegex("^(//|[A-Za-z][A-Za-z0-9+.-]*:)")]
    private static partial Regex SchemeOrHost();
}
