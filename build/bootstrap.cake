Task("TestBuildScript")
    .Description("Test build.sh and .ci/run with programs that only pretend: nothing is installed.")
    .Does(() => Run("tests/build/bootstrap-tests.sh"));
