using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using GanBench.Reporting.Charts;
using GanBench.Reporting.Html;
using GanBench.Reporting.Pdf;
using GanBench.Storage;

namespace GanBench.Scaling;

/// <summary>Charts as files: SVG that stands alone, and PNG by printing it.</summary>
internal static partial class ScalingPictures
{
    private const string Font =
        "svg { font-family: \"DejaVu Sans Condensed\", \"DejaVu Sans\", \"Segoe UI\", \"Helvetica Neue\", Arial, sans-serif; }";

    // Two dots of the picture for one of the page.
    private const string DotsPerInch = "192";

    /// <summary>A chart as the content of an SVG file.</summary>
    /// <param name="chart">The chart.</param>
    public static string Svg(Chart chart)
    {
        // The report's rules for what stands in a drawing.
        var rules = PageAssets.Style.Split('\n').Where(line => line.StartsWith("svg .", StringComparison.Ordinal));
        var svg = SvgChart.Render(chart);
        var body = svg.IndexOf("</title>", StringComparison.Ordinal) + "</title>".Length;
        return svg[..body].Replace("<svg ", "<svg xmlns=\"http://www.w3.org/2000/svg\" ", StringComparison.Ordinal)
            + $"<style>{Font} {string.Join(' ', rules)}</style><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>" + svg[body..] + "\n";
    }

    /// <summary>Writes both files of a chart.</summary>
    /// <param name="chart">The chart.</param>
    /// <param name="path">Path without ending.</param>
    /// <returns>What is missing for the PNG file; null when it was written.</returns>
    /// <exception cref="EnvironmentException">A file cannot be written, or a program failed.</exception>
    public static async Task<string?> WriteAsync(Chart chart, string path)
    {
        var svg = Svg(chart);
        AtomicFile.Write(path + ".svg", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(svg)));
        File.Delete(path + ".png");
        var folder = Directory.CreateTempSubdirectory("ganbench-picture-");
        try
        {
            var page = Path.Combine(folder.FullName, "page");
            var size = Size().Match(svg);
            await File.WriteAllTextAsync(page + ".html", string.Create(
                CultureInfo.InvariantCulture,
                $"<!DOCTYPE html><meta charset=\"utf-8\"><style>@page {{ size: {size.Groups[1]}px {size.Groups[2]}px; margin: 0 }} "
                + $"body {{ margin: 0 }} svg {{ display: block }}</style>{svg}"));
            var printed = await PdfPrinter.PrintAsync(page + ".html", page + ".pdf");
            if (!printed.Printed)
                return printed.Message;
            return Draw(page, path + ".png");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Draw(string page, string png)
    {
        try
        {
            using var process = Process.Start(
                "pdftoppm", ["-png", "-r", DotsPerInch, "-singlefile", "-f", "1", "-l", "1", page + ".pdf", page]);
            process.WaitForExit();
            if (process.ExitCode != 0)
                throw new EnvironmentException($"pdftoppm ended with exit code {process.ExitCode}.");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "No PNG was drawn: install pdftoppm (apt-get install poppler-utils).";
        }
        File.Copy(page + ".png", png, overwrite: true);
        return null;
    }

    [GeneratedRegex("width=\"([0-9.]+)\" height=\"([0-9.]+)\"")]
    private static partial Regex Size();
}
