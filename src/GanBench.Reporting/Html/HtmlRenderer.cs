using System.Text.Encodings.Web;
using System.Text.Unicode;
using GanBench.Reporting.Model;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using ComponentRenderer = Microsoft.AspNetCore.Components.Web.HtmlRenderer;

namespace GanBench.Reporting.Html;

/// <summary>Renders a report as one HTML page that needs nothing else: styles, charts and pictures are in it.</summary>
public static class HtmlRenderer
{
    // Letters of every script stay letters; by default ü would become an entity.
    private static readonly ServiceProvider Services =
        new ServiceCollection().AddSingleton(HtmlEncoder.Create(UnicodeRanges.All)).BuildServiceProvider();

    /// <summary>The page. It reads the same without script, on a phone and in print.</summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What the names of the files beside it start with (<see cref="ReportFile.Beside"/>), or empty.</param>
    public static string Render(ReportModel report, string name = "") => Render(report, name, null);

    /// <summary>
    /// The page as it is printed: with page numbers in its contents, once they are known from a first print, and with files named rather
    /// than shown.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="name">What the names of the files beside it start with, or empty.</param>
    /// <param name="pages">Page by anchor; contents without a page show none.</param>
    internal static string RenderForPrint(ReportModel report, string name, IReadOnlyDictionary<string, int> pages) =>
        Render(report, name, pages);

    /// <summary>A component as HTML.</summary>
    /// <typeparam name="T">The component.</typeparam>
    /// <param name="parameters">Its parameters.</param>
    internal static string Render<T>(Dictionary<string, object?> parameters)
        where T : IComponent
    {
        using var renderer = new ComponentRenderer(Services, NullLoggerFactory.Instance);
        var view = ParameterView.FromDictionary(parameters);
        // A page is computed, not waited for: no component awaits anything, so the task is done when the dispatcher returns it.
        return renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<T>(view)).ToHtmlString())
            .GetAwaiter().GetResult();
    }

    private static string Render(ReportModel report, string name, IReadOnlyDictionary<string, int>? pages) => Render<ReportView>(new()
    {
        [nameof(ReportView.Report)] = report, [nameof(ReportView.Name)] = name, [nameof(ReportView.Pages)] = pages,
    });
}
