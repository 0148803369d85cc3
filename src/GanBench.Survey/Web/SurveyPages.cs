using GanBench.Survey.Definition;
using GanBench.Survey.Measures;
using GanBench.Survey.Participation;
using GanBench.Survey.Storage;
using GanBench.Survey.Text;
using GanBench.Survey.Web.Pages;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace GanBench.Survey.Web;

/// <summary>Makes the pages: picks the language, adds the anti-forgery token, fills the components.</summary>
internal sealed class SurveyPages(SurveyStore store, SurveyServerOptions options, SurveyAssets assets, IAntiforgery antiforgery)
{
    /// <summary>Form field of the anti-forgery token.</summary>
    public const string TokenField = "token";

    /// <summary>Request item that holds the language field of a form.</summary>
    public const string LanguageItem = "language";

    /// <summary>The language of a request: what its participant chose, else what it asks for, else what the browser prefers.</summary>
    public static SurveyText Text(HttpContext http, SurveySession? session = null)
    {
        var asked = session?.Language ?? http.Items[LanguageItem] as string ?? http.Request.Query["lang"].ToString();
        var accepted = http.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1)
            .Select(l => l.Value.Value ?? "");
        return SurveyText.Pick(asked, accepted);
    }

    /// <summary>Information and consent.</summary>
    public IResult Consent(HttpContext http) => Page<ConsentPage>(http, Text(http), new()
    {
        ["Organiser"] = store.Definition.Organiser,
        ["Questions"] = store.Definition.Questions.Count,
        ["TellsScore"] = options.ShowScore,
    });

    /// <summary>A question.</summary>
    /// <param name="http">The request.</param>
    /// <param name="session">Who is asked.</param>
    /// <param name="question">The question.</param>
    /// <param name="ticked">Ids of the candidates to show as ticked.</param>
    /// <param name="wrongNumber">How many were ticked when that was not two; null at first sight.</param>
    public IResult Question(
        HttpContext http, SurveySession session, SurveyQuestion question, IReadOnlySet<string> ticked, int? wrongNumber = null) =>
        Page<QuestionPage>(http, Text(http, session), new()
        {
            ["Number"] = question.Number,
            ["Total"] = store.Definition.Questions.Count,
            ["RealExamples"] = question.RealExamples,
            ["GeneratedExamples"] = question.GeneratedExamples,
            ["Choices"] = CandidateOrder.Of(session.OrderSeed, question.Number).Select(slot => question.Candidates[slot]).ToArray(),
            ["Ticked"] = ticked,
            ["WrongNumber"] = wrongNumber,
            ["ImageWidth"] = question.Width,
            ["ImageHeight"] = question.Height,
        }, wrongNumber is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>Thanks, the participant's own score and the withdrawal code.</summary>
    public IResult Done(HttpContext http, SurveySession session, string code) => Page<DonePage>(http, Text(http, session), new()
    {
        ["Code"] = code,
        ["Score"] = options.ShowScore ? TallyRow.Of([.. session.Answers.Select(a => new SurveyAnswer(a.Key, a.Value, default, null))])
            : null,
    });

    /// <summary>Withdrawal, of the own session or by code.</summary>
    /// <param name="http">The request.</param>
    /// <param name="session">Who withdraws, or null.</param>
    /// <param name="unknown">A code that belongs to no one, to be shown again; null at first sight.</param>
    public IResult Withdraw(HttpContext http, SurveySession? session, string? unknown = null) => Page<WithdrawPage>(
        http, Text(http, session), new() { ["HasSession"] = session is not null, ["Unknown"] = unknown },
        unknown is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    /// <summary>That nothing more is taken; who took part still finds the way to withdraw.</summary>
    public IResult Closed(HttpContext http)
    {
        var text = Text(http, FindSession(http));
        return Page<MessagePage>(http, text, new()
        {
            ["TitleKey"] = "Closed.Title",
            ["TextKey"] = "Closed.Text",
            ["LinkKey"] = "",
            ["Withdrawal"] = store.ReadStatus().AnonymisedAt is null,
        }, StatusCodes.Status410Gone);
    }

    /// <summary>That nobody can tell any more which answers are whose, so none can be withdrawn.</summary>
    public IResult Anonymised(HttpContext http) =>
        Message(http, "Anonymised.Title", "Anonymised.Text", StatusCodes.Status410Gone, link: "");

    /// <summary>A page that only says something.</summary>
    public IResult Message(HttpContext http, string title, string text, int status = StatusCodes.Status200OK, string link = "Continue") =>
        Page<MessagePage>(
            http, Text(http, FindSession(http)), new() { ["TitleKey"] = title, ["TextKey"] = text, ["LinkKey"] = link }, status);

    // The message may be that the store cannot be read: then it is told in the language that the browser prefers.
    private SurveySession? FindSession(HttpContext http)
    {
        try
        {
            return store.FindSession(SessionCookie.Read(http));
        }
        catch (EnvironmentException)
        {
            return null;
        }
    }

    /// <summary>Renders a component.</summary>
    public IResult Page<T>(HttpContext http, SurveyText text, Dictionary<string, object?> parameters, int status = StatusCodes.Status200OK)
        where T : IComponent
    {
        var token = http.Response.HasStarted ? "" : antiforgery.GetAndStoreTokens(http).RequestToken!;
        // A title of one's own is in one language; that of the program is in all.
        var title = store.Definition.Title == SurveyOptions.DefaultTitle ? text["Title"] : store.Definition.Title;
        parameters["Frame"] = new PageFrame(title, text, token, assets);
        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}

/// <summary>What every page needs.</summary>
/// <param name="SurveyTitle">Title of the survey.</param>
/// <param name="Text">The words.</param>
/// <param name="Token">Anti-forgery token of its forms.</param>
/// <param name="Assets">Style sheet, script and icon.</param>
public sealed record PageFrame(string SurveyTitle, SurveyText Text, string Token, SurveyAssets Assets);
