using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Parser.Parts;
using UglyToad.PdfPig.Tokenization.Scanner;
using UglyToad.PdfPig.Tokens;

namespace GanBench.Reporting.Pdf;

/// <summary>The little that must be read from and changed in a PDF that Chromium printed.</summary>
internal static class PdfFile
{
    /// <summary>Sets both of its dates, in place, so that the same page printed twice gives the same bytes.</summary>
    /// <param name="pdf">The file's bytes, changed in place.</param>
    /// <param name="date">The date to put there.</param>
    public static void SetDates(byte[] pdf, DateTimeOffset date)
    {
        var stamp = Encoding.ASCII.GetBytes(date.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture));
        foreach (var key in (string[])["/CreationDate (D:", "/ModDate (D:"])
        {
            var at = pdf.AsSpan().IndexOf(Encoding.ASCII.GetBytes(key));
            if (at >= 0)
                stamp.CopyTo(pdf, at + key.Length);
        }
    }

    /// <summary>Pages, counted from 1, that the file's named destinations point to; empty when it names none, or is no PDF.</summary>
    /// <param name="pdf">The file's bytes.</param>
    public static IReadOnlyDictionary<string, int> Destinations(byte[] pdf)
    {
        try
        {
            using var document = PdfDocument.Open(pdf);
            var scanner = document.Structure.TokenScanner;
            var catalog = document.Structure.Catalog.CatalogDictionary;
            if (!catalog.TryGet(NameToken.Pages, out IndirectReferenceToken root)
                || !catalog.TryGet(NameToken.Dests, scanner, out DictionaryToken? named))
                return new Dictionary<string, int>();
            var pages = Leaves(root.Data, scanner).Select((page, i) => (page, Number: i + 1)).ToDictionary(p => p.page, p => p.Number);
            var destinations = new Dictionary<string, int>();
            foreach (var (name, place) in named.Data)
            {
                if (place is ArrayToken { Data: [IndirectReferenceToken page, ..] } && pages.TryGetValue(page.Data, out var number))
                    destinations[name] = number;
            }
            return destinations;
        }
        catch (PdfDocumentFormatException)
        {
            return new Dictionary<string, int>();
        }
    }

    // Pages are the leaves of a tree, in its order.
    private static IEnumerable<IndirectReference> Leaves(IndirectReference node, IPdfTokenScanner scanner) =>
        DirectObjectFinder.Get<DictionaryToken>(node, scanner)!.TryGet(NameToken.Kids, scanner, out ArrayToken? kids)
            ? kids.Data.OfType<IndirectReferenceToken>().SelectMany(kid => Leaves(kid.Data, scanner))
            : [node];
}
