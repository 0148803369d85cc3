// A survey from end to end without people: trained networks → questionnaire → simulated participants → tally and report.

Task("SurveyDemo")
    .Description("Make a survey of a suite's runs, tally 36 simulated participants and put it into a report.")
    .Takes("suite", "data-dir", "runs-dir", "profile", "numerics")
    .IsDependentOn("Build")
    .Does(() =>
{
    var suite = Suite("smoke");
    var plan = HandThrough("data-dir", "runs-dir", "profile", "numerics");
    const string survey = "artifacts/survey/demo.survey", results = "artifacts/survey/results.json";
    GanBench(new[] { "suite", "run", suite }.Concat(plan).ToArray());
    // One that was served is frozen and may hold answers: it is kept.
    if (!FileExists(survey))
        GanBench(new[] { "survey", "create", survey, "--suite", suite }.Concat(plan).ToArray());
    GanBench("survey", "tally", survey, "--suite", suite, "--simulate", "36", "--skill", "0.7", "--output", results);
    GanBench(new[] { "report", "--suite", suite, "--survey", results, "--output", "artifacts/survey/report.pdf" }.Concat(plan).ToArray());
    Information("Try the questionnaire itself: ganbench survey serve {0}", survey);
});
