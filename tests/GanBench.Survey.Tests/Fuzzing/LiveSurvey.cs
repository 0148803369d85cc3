using System.Globalization;
using System.Text;

namespace GanBench.Survey.Tests.Fuzzing;

/// <summary>A survey that is served while requests are damaged, with what whole requests need: sessions, tokens and images.</summary>
public sealed class LiveSurvey
{
    // Answers are limited by session: with so many, hundreds a second get through.
    private const int Sessions = 50;

    private readonly TestSurvey _survey;
    private readonly List<(string Session, string Form, string Token)> _people;
    private readonly string _admin;
    private int _next;

    private LiveSurvey(TestSurvey survey, List<(string, string, string)> people, string admin) =>
        (_survey, _people, _admin) = (survey, people, admin);

    /// <summary>Whole requests. Words in braces stand for what only a running survey knows.</summary>
    public static IReadOnlyList<string> Requests { get; } =
    [
        Get("/"), Get("/?lang=de"), Get("/question/1"), Get("/done"), Get("/withdraw"), Get("/withdrawn"), Get("/declined?lang=en"),
        Get("/image/{generated}"), Get("/assets/survey.css"), Get("/admin", "; ganbench-admin={admin}"),
        Get("/admin/answers.csv", "; ganbench-admin={admin}"),
        Post("/start", "consent=yes&lang=en"), Post("/question/1", "choice={generated}&choice={real}"),
        Post("/question/2", "choice={another}&choice={other}"), Post("/withdraw", "code=ABCD-EFGH-JKMN-PQRS"), Post("/leave", "lang=de"),
        Post("/admin/login", "key={key}"),
    ];

    /// <summary>Where it is.</summary>
    public Uri Address => _survey.Server.Address;

    /// <summary>Starts it.</summary>
    public static async Task<LiveSurvey> StartAsync()
    {
        var survey = await TestSurvey.StartAsync(options => options with { StartsPerMinute = 1_000_000 });
        var people = new List<(string, string, string)>();
        for (var i = 0; i < Sessions; i++)
        {
            using var browser = survey.NewBrowser();
            await browser.StartAsync();
            people.Add((browser.Session!, browser.Cookies.GetCookies(survey.Server.Address)["ganbench-form"]!.Value, browser.Token));
        }
        using var administrator = survey.NewBrowser();
        await administrator.GetAsync("/admin");
        await administrator.PostAsync("/admin/login", ("key", survey.Server.AdminToken));
        var admin = administrator.Cookies.GetCookies(new Uri(survey.Server.Address, "/admin"))["ganbench-admin"]!.Value;
        return new LiveSurvey(survey, people, admin);
    }

    /// <summary>A request with what its words in braces stand for.</summary>
    /// <param name="request">The request, damaged or not.</param>
    public byte[] Fill(byte[] request)
    {
        var (session, form, token) = _people[_next++ % _people.Count];
        // Latin-1 keeps every byte.
        var text = Encoding.Latin1.GetString(request)
            .Replace("{session}", session, StringComparison.Ordinal).Replace("{form}", form, StringComparison.Ordinal)
            .Replace("{token}", Uri.EscapeDataString(token), StringComparison.Ordinal)
            .Replace("{generated}", _survey.Candidates(1)[2], StringComparison.Ordinal)
            .Replace("{real}", _survey.Candidates(1)[0], StringComparison.Ordinal)
            .Replace("{admin}", _admin, StringComparison.Ordinal).Replace("{key}", _survey.Server.AdminToken, StringComparison.Ordinal)
            .Replace("{another}", _survey.Candidates(2)[2], StringComparison.Ordinal)
            .Replace("{other}", _survey.Candidates(2)[3], StringComparison.Ordinal);
        var body = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return Encoding.Latin1.GetBytes(
            text.Replace("{length}", (text.Length - body - 4).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }

    private static string Get(string path, string cookie = "") =>
        $"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: de;q=0.5, en\r\n"
        + $"Cookie: ganbench-survey={{session}}; ganbench-form={{form}}{cookie}\r\nConnection: close\r\n\r\n";

    private static string Post(string path, string fields) =>
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nCookie: ganbench-survey={{session}}; ganbench-form={{form}}\r\nConnection: close\r\n"
        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n" + $"token={{token}}&{fields}";
}
