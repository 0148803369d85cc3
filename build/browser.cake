Task("TestBrowser")
    .Description("Drive the survey in a real browser (Playwright with the machine's Chromium).")
    .Does(() => Run("dotnet", "test", "tests/GanBench.Survey.Browser.Tests", "--configuration", "Release", "--nologo"));
