using GanBench.Survey.Definition;
using GanBench.Survey.Participation;
using GanBench.Survey.Storage;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace GanBench.Survey.Web;

/// <summary>
/// The participant's way: information → questions → thanks, and withdrawal from anywhere. Every form is answered by a redirect, so
/// reloading sends nothing twice.
/// </summary>
internal static class ParticipantEndpoints
{
    /// <summary>Maps them.</summary>
    public static void Map(WebApplication app)
    {
        app.MapGet("/", (HttpContext http, SurveyStore store, SurveyPages pages) =>
            store.FindSession(SessionCookie.Read(http)) is { } session ? See(Current(session, store))
            : store.ReadStatus().ClosedAt is null ? pages.Consent(http)
            : pages.Closed(http));
        app.MapPost("/start", StartAsync).RequireRateLimiting(RateLimits.Start);
        app.MapGet("/declined",
            (HttpContext http, SurveyPages pages) => pages.Message(http, "Declined.Title", "Declined.Text", link: "Declined.Back"));
        app.MapGet("/question/{number:int}", ShowQuestion);
        app.MapPost("/question/{number:int}", AnswerAsync).RequireRateLimiting(RateLimits.Answer);
        app.MapGet("/done", (HttpContext http, SurveyStore store, SurveyPages pages) =>
            store.FindSession(SessionCookie.Read(http)) is not { } session ? See("/")
            : session.Finished ? pages.Done(http, session, SecretToken.WithdrawalCode(SessionCookie.Read(http)!))
            : See(Current(session, store)));
        app.MapPost("/leave", LeaveAsync);
        app.MapGet("/withdraw", (HttpContext http, SurveyStore store, SurveyPages pages) =>
            store.ReadStatus().AnonymisedAt is not null ? pages.Anonymised(http)
            : pages.Withdraw(http, store.FindSession(SessionCookie.Read(http))));
        app.MapPost("/withdraw", WithdrawAsync).RequireRateLimiting(RateLimits.Secret);
        app.MapGet("/withdrawn", (HttpContext http, SurveyPages pages) => pages.Message(http, "Withdrawn.Title", "Withdrawn.Text"));
        app.MapGet("/image/{id}", (string id, HttpContext http, SurveyStore store) =>
        {
            if (!store.Images.TryGetValue(id, out var png))
                return Results.NotFound();
            http.Response.Headers.CacheControl = "private, max-age=86400, immutable";
            return Results.Bytes(png, "image/png");
        });
        app.MapGet("/assets/{name}", (string name, HttpContext http, SurveyAssets assets) =>
        {
            if (assets.Find(name) is not { } asset)
                return Results.NotFound();
            http.Response.Headers.CacheControl = "public, max-age=86400, immutable";
            return Results.Bytes(asset.Content, asset.Type);
        });
    }

    /// <summary>The form of a request whose anti-forgery token is right.</summary>
    /// <exception cref="AntiforgeryValidationException">It is not.</exception>
    internal static async Task<IFormCollection> ReadFormAsync(HttpContext http, IAntiforgery antiforgery)
    {
        if (!http.Request.HasFormContentType)
            throw new BadHttpRequestException("A form is expected.");
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        await antiforgery.ValidateRequestAsync(http);
        http.Items[SurveyPages.LanguageItem] = form["lang"].ToString();
        return form;
    }

    /// <summary>Answers a form: look there.</summary>
    internal static IResult See(string path) => new SeeOther(path);

    private static async Task<IResult> StartAsync(
        HttpContext http, SurveyStore store, SurveyPages pages, IAntiforgery antiforgery, TimeProvider clock)
    {
        var form = await ReadFormAsync(http, antiforgery);
        var language = SurveyPages.Text(http).Language;
        if (form["consent"] != "yes")
            return See("/declined?lang=" + language);
        // A second click on "yes" goes on with the first one's questionnaire.
        if (store.FindSession(SessionCookie.Read(http)) is { } running)
            return See(Current(running, store));
        if (await store.StartAsync(language, clock.GetUtcNow()) is not { } session)
            return pages.Closed(http);
        SessionCookie.Write(http, session);
        return See("/question/1");
    }

    private static IResult ShowQuestion(int number, HttpContext http, SurveyStore store, SurveyPages pages)
    {
        if (store.FindSession(SessionCookie.Read(http)) is not { } session)
            return See("/");
        if (session.Finished)
            return See("/done");
        if (store.ReadStatus().ClosedAt is not null)
            return pages.Closed(http);
        if (number < 1 || number > session.NextQuestion || number > store.Definition.Questions.Count)
            return See(Current(session, store));
        var question = store.Definition.Questions[number - 1];
        HashSet<string> ticked = session.Answers.TryGetValue(number, out var slots)
            ? [question.Candidates[slots.First], question.Candidates[slots.Second]]
            : [];
        return pages.Question(http, session, question, ticked);
    }

    private static async Task<IResult> AnswerAsync(
        int number, HttpContext http, SurveyStore store, SurveyPages pages, IAntiforgery antiforgery, TimeProvider clock)
    {
        var form = await ReadFormAsync(http, antiforgery);
        if (SessionCookie.Read(http) is not { } token || store.FindSession(token) is not { } session)
            return pages.Message(http, "Expired.Title", "Expired.Text", StatusCodes.Status403Forbidden);
        if (number < 1 || number > store.Definition.Questions.Count)
            return Results.NotFound();
        var question = store.Definition.Questions[number - 1];
        var slots = form["choice"].OfType<string>().Distinct().Select(id => IndexOf(question, id)).ToList();
        if (slots.Contains(-1))
            return pages.Message(http, "Expired.Title", "Expired.Text", StatusCodes.Status400BadRequest);
        if (slots.Count != SurveyQuestion.GeneratedCandidates)
            return pages.Question(http, session, question, slots.Select(s => question.Candidates[s]).ToHashSet(), slots.Count);
        return await store.SaveAnswerAsync(token, number, SlotPair.Of(slots[0], slots[1]), clock.GetUtcNow()) switch
        {
            AnswerOutcome.Saved => See(FormattableString.Invariant($"/question/{number + 1}")),
            AnswerOutcome.Completed or AnswerOutcome.AlreadyFinished => See("/done"),
            AnswerOutcome.Closed => pages.Closed(http),
            AnswerOutcome.OutOfOrder => See(Current(session, store)),
            _ => pages.Message(http, "Expired.Title", "Expired.Text", StatusCodes.Status403Forbidden),
        };
    }

    private static async Task<IResult> LeaveAsync(HttpContext http, SurveyStore store, IAntiforgery antiforgery)
    {
        await ReadFormAsync(http, antiforgery);
        var language = store.FindSession(SessionCookie.Read(http))?.Language;
        SessionCookie.Delete(http);
        return See(language is null ? "/" : "/?lang=" + language);
    }

    private static async Task<IResult> WithdrawAsync(HttpContext http, SurveyStore store, SurveyPages pages, IAntiforgery antiforgery)
    {
        var form = await ReadFormAsync(http, antiforgery);
        if (store.ReadStatus().AnonymisedAt is not null)
            return pages.Anonymised(http);
        var session = store.FindSession(SessionCookie.Read(http));
        var language = SurveyPages.Text(http, session).Language;
        var typed = form["code"].ToString();
        var withdrawn = form.ContainsKey("code")
            ? SecretToken.NormaliseCode(typed) is { } code && await store.WithdrawCodeAsync(code)
            : session is not null && await store.WithdrawSessionAsync(SessionCookie.Read(http)!);
        if (!withdrawn)
            return form.ContainsKey("code") ? pages.Withdraw(http, session, typed) : See("/withdraw");
        if (store.FindSession(SessionCookie.Read(http)) is null)
            SessionCookie.Delete(http);
        return See("/withdrawn?lang=" + language);
    }

    private static string Current(SurveySession session, SurveyStore store) => session.Finished
        ? "/done"
        : FormattableString.Invariant($"/question/{Math.Min(session.NextQuestion, store.Definition.Questions.Count)}");

    private static int IndexOf(SurveyQuestion question, string id)
    {
        for (var slot = 0; slot < question.Candidates.Count; slot++)
        {
            if (question.Candidates[slot] == id)
                return slot;
        }
        return -1;
    }

    // 303: the browser fetches the next page with GET, whatever it sent.
    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
