using System.Globalization;
using System.Text;
using GanBench.Survey.Exchange;
using GanBench.Survey.Measures;
using GanBench.Survey.Storage;
using GanBench.Survey.Text;
using GanBench.Survey.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GanBench.Survey.Web;

/// <summary>The administration page: how many took part, the rates so far, the answers as CSV, closing the survey.</summary>
internal static class AdminEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/admin", (HttpContext http, AdminAccess access, SurveyStore store, SurveyPages pages, SurveyServerOptions options) =>
            access.Has(http) ? Overview(http, store, pages, options) : Login(http, pages, wrong: false));
        app.MapPost("/admin/login", async (HttpContext http, AdminAccess access, SurveyPages pages, IAntiforgery antiforgery) =>
        {
            var form = await ParticipantEndpoints.ReadFormAsync(http, antiforgery);
            if (!access.IsToken(form["key"].ToString()))
                return Login(http, pages, wrong: true);
            access.Grant(http);
            return ParticipantEndpoints.See("/admin");
        }).RequireRateLimiting(RateLimits.Secret);
        app.MapPost("/admin/close",
            async (HttpContext http, AdminAccess access, SurveyStore store, SurveyPages pages, IAntiforgery antiforgery,
                TimeProvider clock) =>
        {
            await ParticipantEndpoints.ReadFormAsync(http, antiforgery);
            if (!access.Has(http))
                return Login(http, pages, wrong: false);
            await store.CloseAsync(clock.GetUtcNow());
            return ParticipantEndpoints.See("/admin");
        });
        app.MapGet("/admin/answers.csv",
            (HttpContext http, AdminAccess access, SurveyStore store, SurveyPages pages, SurveyServerOptions options) =>
        {
            if (!access.Has(http))
                return Login(http, pages, wrong: false);
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            SurveyExport.WriteAnswers(text, store.Definition, store.ReadParticipants(), options.Tally.Rules);
            return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", "answers.csv");
        });
    }

    private static IResult Overview(HttpContext http, SurveyStore store, SurveyPages pages, SurveyServerOptions options) =>
        pages.Page<AdminPage>(http, SurveyText.All[0], new()
        {
            ["Status"] = store.ReadStatus(),
            ["Hash"] = store.Hash,
            ["Tally"] = SurveyTally.Compute(store.Definition, store.ReadParticipants(), options.Tally),
        });

    private static IResult Login(HttpContext http, SurveyPages pages, bool wrong) => pages.Page<AdminLoginPage>(
        http, SurveyText.All[0], new() { ["Wrong"] = wrong }, wrong ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
}
