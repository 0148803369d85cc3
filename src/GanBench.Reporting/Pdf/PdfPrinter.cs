using System.Diagnostics;

namespace GanBench.Reporting.Pdf;

/// <summary>Prints HTML to PDF with a headless Chromium, Chrome or Edge found on the machine.</summary>
public static class PdfPrinter
{
    private const string NoSandbox = "--no-sandbox";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMinutes(3);

    // Nothing but the page is fetched, and nothing is kept: the profile folder is new for each print.
    private static readonly string[] Flags =
    [
        "--headless", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--disable-extensions", "--hide-scrollbars",
        "--no-pdf-header-footer", "--generate-pdf-document-outline",
    ];

    /// <summary>Prints a page.</summary>
    /// <param name="htmlPath">The HTML file.</param>
    /// <param name="pdfPath">The PDF file; an older one is replaced.</param>
    /// <param name="date">Date that the PDF carries, so that the same page gives the same bytes; null for the first day of 2000.</param>
    /// <param name="cancellationToken">Ends the browser.</param>
    /// <returns>Whether it was printed, and if not the line that says what is missing.</returns>
    /// <exception cref="EnvironmentException">The browser failed or did not end in time, or the PDF cannot be written.</exception>
    public static async Task<PdfResult> PrintAsync(
        string htmlPath, string pdfPath, DateTimeOffset? date = null, CancellationToken cancellationToken = default)
    {
        var (browser, missing) = BrowserFinder.Find(
            Environment.GetEnvironmentVariable(BrowserFinder.Variable), Environment.GetEnvironmentVariable("PATH"));
        if (browser is null)
            return new PdfResult(false, missing);
        var profile = Directory.CreateTempSubdirectory("ganbench-browser-");
        try
        {
            var printed = Path.Combine(profile.FullName, "printed.pdf");
            // Chromium does not start as root with its sandbox, nor where a container forbids what the sandbox needs.
            string[] flags = Environment.IsPrivilegedProcess ? [NoSandbox] : [];
            var failure = await RunAsync(browser, flags, profile.FullName, htmlPath, printed, cancellationToken).ConfigureAwait(false);
            if (failure is { OfSandbox: true } && flags.Length == 0)
            {
                failure = await RunAsync(browser, [NoSandbox], profile.FullName, htmlPath, printed, cancellationToken)
                    .ConfigureAwait(false);
            }
            if (failure is not null)
                throw new EnvironmentException($"Cannot print the report: {browser} {failure.Message}");
            var pdf = await File.ReadAllBytesAsync(printed, cancellationToken).ConfigureAwait(false);
            PdfFile.SetDates(pdf, date ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
            Storage.AtomicFile.Write(pdfPath, stream => stream.Write(pdf));
            return new PdfResult(true, "");
        }
        finally
        {
            Delete(profile);
        }
    }

    private static async Task<Failure?> RunAsync(
        string browser, string[] flags, string profile, string htmlPath, string pdfPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(browser)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var flag in Flags.Concat(flags))
            start.ArgumentList.Add(flag);
        start.ArgumentList.Add("--user-data-dir=" + profile);
        start.ArgumentList.Add("--print-to-pdf=" + pdfPath);
        start.ArgumentList.Add(new Uri(Path.GetFullPath(htmlPath)).AbsoluteUri);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeLimit);
        using var process = Process.Start(start) ?? throw new EnvironmentException($"Cannot print the report: {browser} did not start.");
        process.StandardInput.Close();
        try
        {
            // Both pipes are read, or a talkative browser would block on a full one.
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            var said = await error.ConfigureAwait(false);
            return process.ExitCode == 0 && File.Exists(pdfPath) ? null : new Failure(
                $"ended with code {process.ExitCode}. {LastLine(said)}".TrimEnd(), said.Contains("sandbox", StringComparison.Ordinal));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            if (cancellationToken.IsCancellationRequested)
                throw;
            throw new EnvironmentException(
                $"Cannot print the report: {browser} did not end within {TimeLimit.TotalMinutes:0} minutes. The HTML is complete.");
        }
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .LastOrDefault() ?? "";

    private static void Delete(DirectoryInfo folder)
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A helper process of the browser may still hold a file for a moment; the system's temporary folder is cleaned anyway.
        }
    }

    private sealed record Failure(string Message, bool OfSandbox);
}

/// <summary>Whether a PDF was printed.</summary>
/// <param name="Printed">Whether it is there.</param>
/// <param name="Message">If not, the one line to print: what is missing and how to get it.</param>
public sealed record PdfResult(bool Printed, string Message);
