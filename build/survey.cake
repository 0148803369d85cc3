// A survey from end to end without people: trained networks → questionnaire → simulated participants → tally and report.

Task("SurveyDemo")
    .Description(
        "Train three networks for about 8 minutes on two cores (stopped, it goes on where it was), make a survey of them, tally 36 "
        + "simulated participants and put it into a report. --suite=NAME asks about another suite's runs.")
    .Takes("suite", "data-dir", "runs-dir", "profile", "numerics")
    .IsDependentOn("Build")
    .Does(() =>
{
    var suite = Suite("survey-demo");
    var plan = HandThrough("data-dir", "runs-dir", "profile", "numerics");
    var survey = $"artifacts/survey/{SuiteName(suite)}.survey";
    const string results = "artifacts/survey/results.json";
    GanBench(new[] { "suite", "run", suite }.Concat(plan).ToArray());
    // One that was served is frozen and may hold answers: it is kept.
    if (!FileExists(survey))
        GanBench(new[] { "survey", "create", survey, "--suite", suite, "--questions", "3" }.Concat(plan).ToArray());
    GanBench("survey", "tally", survey, "--suite", suite, "--simulate", "36", "--skill", "0.7", "--output", results);
    GanBench(new[] { "report", "--suite", suite, "--survey", results, "--output", "artifacts/survey/report.pdf" }.Concat(plan).ToArray());
    Information("Try the questionnaire itself: ./ganbench survey serve {0} --contact \"NAME, ADDRESS\"", survey);
});
