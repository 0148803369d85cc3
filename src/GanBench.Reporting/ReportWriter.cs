using GanBench.Reporting.Html;
using GanBench.Reporting.Model;
using GanBench.Reporting.Pdf;
using GanBench.Reporting.Tables;
using GanBench.Storage;

namespace GanBench.Reporting;

/// <summary>Writes a report and everything beside it.</summary>
public static class ReportWriter
{
    /// <summary>
    /// Writes <c>NAME.pdf</c> and next to it <c>NAME.html</c>, <c>NAME.tables.md</c>, <c>NAME.numbers.csv</c>, <c>NAME.metrics.csv</c>,
    /// <c>NAME.numbers.json</c> and the report's files. Without a browser there is no PDF, everything else is made, and the result says
    /// what is missing.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="pdfPath">The PDF's path; its folder is made when absent.</param>
    /// <param name="cancellationToken">Ends the printing.</param>
    /// <exception cref="EnvironmentException">The folder cannot be written, or the browser failed.</exception>
    public static async Task<ReportFiles> WriteAsync(ReportModel report, string pdfPath, CancellationToken cancellationToken = default)
    {
        pdfPath = Path.GetFullPath(pdfPath);
        var folder = Path.GetDirectoryName(pdfPath)!;
        MakeFolder(folder);
        var html = Path.ChangeExtension(pdfPath, ".html");
        AtomicFile.WriteAllText(Beside(pdfPath, "tables.md"), MarkdownTables.Render(report));
        AtomicFile.WriteAllText(Beside(pdfPath, "numbers.csv"), NumberExport.Csv(report));
        AtomicFile.WriteAllText(Beside(pdfPath, "metrics.csv"), NumberExport.MetricsCsv(report));
        AtomicFile.WriteAllText(Beside(pdfPath, "numbers.json"), NumberExport.Json(report));
        foreach (var file in report.Files)
            AtomicFile.WriteAllBytes(Beside(pdfPath, file.Name), file.Content);
        AtomicFile.WriteAllText(html, HtmlRenderer.Render(report, Path.GetFileNameWithoutExtension(pdfPath)));
        var printed = await PrintAsync(report, pdfPath, cancellationToken).ConfigureAwait(false);
        return new ReportFiles(html, printed.Printed ? pdfPath : null, printed.Message);
    }

    /// <summary>Path of a file beside a report, under the report's name.</summary>
    /// <param name="pdfPath">The report's path.</param>
    /// <param name="file">The file's name, e.g. "tables.md".</param>
    public static string Beside(string pdfPath, string file) => Path.Combine(
        Path.GetDirectoryName(Path.GetFullPath(pdfPath))!, ReportFile.Beside(Path.GetFileNameWithoutExtension(pdfPath), file));

    // Printed twice: only after the first print are the page numbers of the contents known. They change no line, so nothing moves.
    private static async Task<PdfResult> PrintAsync(ReportModel report, string pdfPath, CancellationToken cancellationToken)
    {
        var name = Path.GetFileNameWithoutExtension(pdfPath);
        var folder = Directory.CreateTempSubdirectory("ganbench-print-");
        try
        {
            var page = Path.Combine(folder.FullName, "report.html");
            var draft = Path.Combine(folder.FullName, "draft.pdf");
            AtomicFile.WriteAllText(page, HtmlRenderer.RenderForPrint(report, name, new Dictionary<string, int>()));
            var printed = await PdfPrinter.PrintAsync(page, draft, report.Cover.Date, cancellationToken).ConfigureAwait(false);
            if (!printed.Printed)
                return printed;
            var pages = PdfFile.Destinations(await File.ReadAllBytesAsync(draft, cancellationToken).ConfigureAwait(false));
            AtomicFile.WriteAllText(page, HtmlRenderer.RenderForPrint(report, name, pages));
            return await PdfPrinter.PrintAsync(page, pdfPath, report.Cover.Date, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void MakeFolder(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EnvironmentException($"Cannot make the report's folder {folder}: {e.Message}", e);
        }
    }
}

/// <summary>What was written.</summary>
/// <param name="Html">Path of the HTML page.</param>
/// <param name="Pdf">Path of the PDF, or null when there is none.</param>
/// <param name="Message">Why there is no PDF and how to get it, or empty.</param>
public sealed record ReportFiles(string Html, string? Pdf, string Message);
