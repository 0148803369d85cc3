using GanBench.Survey.Definition;
using GanBench.Survey.Participation;
using GanBench.Survey.Storage;
using GanBench.Survey.Web;
using GanBench.Testing;
using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Tests;

public sealed class StoreTests : IDisposable
{
    private readonly TempFolder _folder = new();

    private string Path => _folder["a.survey"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Open_AfterCreate_HasDefinitionImagesAndHash()
    {
        var definition = Create();

        using var store = SurveyStore.Open(Path);

        Assert.Equal(SurveyHash.Write(definition), SurveyHash.Write(store.Definition));
        Assert.Equal(definition.ImageIds().Order(), store.Images.Keys.Order());
        Assert.Equal(64, store.Hash.Length);
        Assert.Equal([Path], Directory.GetFiles(_folder.Path).Where(f => !f.EndsWith("-wal") && !f.EndsWith("-shm")));
    }

    [Fact]
    public void Connections_AreDurableAndPrivate()
    {
        Create();
        using var connection = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWrite, pooled: false);

        Assert.Equal("wal", SurveyDatabase.Scalar<string>(connection, "PRAGMA journal_mode"));
        // 2 is FULL: each commit reaches the disk before it is acknowledged.
        Assert.Equal(2, SurveyDatabase.Scalar<long>(connection, "PRAGMA synchronous"));
        Assert.Equal(1, SurveyDatabase.Scalar<long>(connection, "PRAGMA secure_delete"));
        Assert.Equal(1, SurveyDatabase.Scalar<long>(connection, "PRAGMA foreign_keys"));
    }

    [Theory]
    [InlineData("UPDATE survey SET definition = replace(definition, 'Real or generated?', 'Other title')")]
    [InlineData("UPDATE images SET png = x'00' WHERE id = (SELECT min(id) FROM images)")]
    [InlineData("DELETE FROM images WHERE id = (SELECT min(id) FROM images)")]
    public void Open_ChangedSinceMade_IsRefused(string change)
    {
        Create();
        Run(change);

        Assert.Contains("were changed after it was made", Assert.Throws<DataException>(() => SurveyStore.Open(Path)).Message);
    }

    [Fact]
    public void Open_OtherVersion_NamesBoth()
    {
        Create();
        Run("PRAGMA user_version = 2");

        Assert.EndsWith(
            "is a survey of version 2; this program reads version 1.", Assert.Throws<DataException>(() => SurveyStore.Open(Path)).Message);
    }

    [Fact]
    public void Open_OtherDatabase_IsRefused()
    {
        using (var connection = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWriteCreate, pooled: false))
            SurveyDatabase.Execute(connection, "CREATE TABLE t (x)");

        Assert.EndsWith("is not a survey file.", Assert.Throws<DataException>(() => SurveyStore.Open(Path)).Message);
    }

    [Fact]
    public void Open_NoDatabase_IsRefused()
    {
        File.WriteAllText(Path, new string('x', 5000));

        Assert.EndsWith("is damaged or not a survey file.", Assert.Throws<DataException>(() => SurveyStore.Open(Path)).Message);
    }

    [Fact]
    public void Open_Missing_SaysHowToMakeOne() =>
        Assert.Contains("'ganbench survey create' makes one", Assert.Throws<DataException>(() => SurveyStore.Open(Path)).Message);

    [Fact]
    public void Open_Truncated_IsRefused()
    {
        Create();
        using (var file = File.OpenWrite(Path))
            file.SetLength(file.Length / 2);

        Assert.ThrowsAny<DataException>(() => SurveyStore.Open(Path));
    }

    [Fact]
    public async Task Create_OverExisting_NeedsForceAndAnUnservedSurvey()
    {
        Create();

        Assert.Contains("--force", Assert.Throws<UsageException>(() => Create()).Message);
        Create(overwrite: true);
        using (var store = SurveyStore.Open(Path))
            await store.MarkServedAsync(new DateTimeOffset(2031, 5, 6, 0, 0, 0, TimeSpan.Zero));
        Assert.Contains("was served on 2031-05-06", Assert.Throws<UsageException>(() => Create(overwrite: true)).Message);
    }

    [Fact]
    public void Create_WhereNothingCanBeWritten_SaysSo() => Assert.Throws<EnvironmentException>(() =>
        SurveyBuilder.Create("/proc/self/a.survey", TestSurvey.ThreeModels));

    [Fact]
    public async Task Write_Locked_SaysSoAndWritesNothing()
    {
        Create();
        using var store = SurveyStore.Open(Path);
        using var other = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWrite, pooled: false);
        SurveyDatabase.Execute(other, "BEGIN EXCLUSIVE");

        var error = await Assert.ThrowsAsync<EnvironmentException>(() => store.StartAsync("en", DateTimeOffset.UtcNow));

        Assert.Contains("is locked by another program", error.Message);
        SurveyDatabase.Execute(other, "ROLLBACK");
        Assert.NotNull(await store.StartAsync("en", DateTimeOffset.UtcNow));
        Assert.Equal(1, store.ReadStatus().Started);
    }

    [Fact]
    public async Task Write_ReadOnly_SaysSo()
    {
        Create();
        using var store = SurveyStore.Open(Path);
        // What SQLite answers on a read-only disk; a file mode would not stop root.
        var error = SurveyDatabase.Translate(new SqliteException("attempt to write a readonly database", 8), Path);
        Assert.Equal((ExitCodes.Environment, true), (error.ExitCode, error.Message.Contains("read-only")));

        // One failing write neither stops the writer nor takes others with it.
        var good = store.StartAsync("en", DateTimeOffset.UtcNow);
        await Assert.ThrowsAsync<UsageException>(() => store.AnonymiseAsync(DateTimeOffset.UtcNow));
        Assert.NotNull(await good);
        Assert.Equal(1, store.ReadStatus().Started);
    }

    [Fact]
    public async Task Serve_PortInUse_SaysSo()
    {
        await using var survey = await TestSurvey.StartAsync();
        Create();

        var error = await Assert.ThrowsAsync<EnvironmentException>(() => SurveyServer.StartAsync(
            new SurveyServerOptions { Survey = Path, Port = survey.Server.Address.Port }));

        Assert.Contains("the port is in use by another program. Choose another with --port.", error.Message);
    }

    [Fact]
    public async Task Serve_BadOptions_ListsAllProblems()
    {
        var error = await Assert.ThrowsAsync<UsageException>(() => SurveyServer.StartAsync(
            new SurveyServerOptions { Survey = Path, Port = 70_000, StartsPerMinute = 0, Certificate = "/nowhere.pem" }));

        Assert.Contains("3 problems", error.Message);
    }

    [Fact]
    public async Task Seconds_AreFromAnswerToAnswerAndStayWhenChanged()
    {
        var definition = Create();
        using var store = SurveyStore.Open(Path);
        var start = DateTimeOffset.FromUnixTimeMilliseconds(1_900_000_000_000);
        var session = (await store.StartAsync("en", start))!;

        await store.SaveAnswerAsync(session, 1, new SlotPair(0, 1), start.AddSeconds(7));
        await store.SaveAnswerAsync(session, 2, new SlotPair(0, 1), start.AddSeconds(11.5));
        await store.SaveAnswerAsync(session, 1, new SlotPair(2, 3), start.AddSeconds(20));
        await store.SaveAnswerAsync(session, 3, new SlotPair(2, 3), start.AddSeconds(26));

        var person = store.ReadParticipants().Single();
        Assert.Equal([7, 4.5, 6], person.Answers.Select(a => a.Seconds));
        Assert.Equal(new SlotPair(2, 3), person.Answers[0].Slots);
        Assert.Equal((true, definition.Questions.Count), (person.Finished, person.Answers.Count));
    }

    [Fact]
    public async Task Positions_AreWhereTheParticipantSawThem()
    {
        Create();
        using var store = SurveyStore.Open(Path);
        var session = (await store.StartAsync("en", DateTimeOffset.UtcNow))!;
        var order = CandidateOrder.Of(store.FindSession(session)!.OrderSeed, 1);

        await store.SaveAnswerAsync(session, 1, SlotPair.Of(order[0], order[1]), DateTimeOffset.UtcNow);

        Assert.Equal(new SlotPair(0, 1), store.ReadParticipants().Single().Answers[0].Positions);
    }

    [Fact]
    public async Task Anonymise_KeepsAnswersAndNothingElse()
    {
        Create();
        using var store = SurveyStore.Open(Path);
        var session = (await store.StartAsync("de", DateTimeOffset.UtcNow))!;
        for (var n = 1; n <= 3; n++)
            await store.SaveAnswerAsync(session, n, new SlotPair(1, 2), DateTimeOffset.UtcNow);
        var before = store.ReadParticipants().Single();
        Assert.Contains(
            "Close it first", (await Assert.ThrowsAsync<UsageException>(() => store.AnonymiseAsync(DateTimeOffset.UtcNow))).Message);
        await store.CloseAsync(DateTimeOffset.UtcNow);

        await store.AnonymiseAsync(DateTimeOffset.UtcNow);

        var after = store.ReadParticipants().Single();
        Assert.Equal(before.Answers, after.Answers);
        Assert.NotEqual(before.Id, after.Id);
        Assert.Null(store.FindSession(session));
        Assert.False(await store.WithdrawCodeAsync(SecretToken.WithdrawalCode(session)));
        using var connection = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWrite, pooled: false);
        Assert.Equal(1, SurveyDatabase.Scalar<long>(connection,
            "SELECT count(*) FROM participants WHERE session_hash IS NULL AND withdrawal_hash IS NULL AND language IS NULL AND started_at "
            + "IS NULL AND last_answer_at IS NULL"));
        Assert.NotNull(store.ReadStatus().AnonymisedAt);
    }

    [Fact]
    public void SlotPair_OfEqualOrFar_IsRefused()
    {
        Assert.Equal(new SlotPair(1, 3), SlotPair.Of(3, 1));
        Assert.Throws<ArgumentException>(() => SlotPair.Of(2, 2));
        Assert.Throws<ArgumentException>(() => SlotPair.Of(0, 4));
    }

    [Theory]
    [InlineData("7kq2m9tx04hbvw3e", "7KQ2-M9TX-04HB-VW3E")]
    [InlineData(" 7KQ2 - M9TX-O4HB-VW3E ", "7KQ2-M9TX-04HB-VW3E")]
    [InlineData("7KQ2-M9TX-04HB-VW3", null)]
    [InlineData("7KQ2-M9TX-04HB-VW3E5", null)]
    [InlineData("7KQ2-M9TX-04HB-VW3U", null)]
    [InlineData(null, null)]
    public void NormaliseCode_ReadsWhatPeopleType(string? typed, string? code) => Assert.Equal(code, SecretToken.NormaliseCode(typed));

    [Fact]
    public void WithdrawalCode_IsAFunctionOfTheSession()
    {
        var (one, two) = (SecretToken.NewSession(), SecretToken.NewSession());

        Assert.Equal(SecretToken.WithdrawalCode(one), SecretToken.WithdrawalCode(one));
        Assert.NotEqual(SecretToken.WithdrawalCode(one), SecretToken.WithdrawalCode(two));
        Assert.Equal(SecretToken.WithdrawalCode(one), SecretToken.NormaliseCode(SecretToken.WithdrawalCode(one)));
    }

    private SurveyDefinition Create(bool overwrite = false) =>
        SurveyBuilder.Create(Path, TestSurvey.ThreeModels, new SurveyOptions { Examples = 2, Organiser = TestSurvey.Contact }, overwrite);

    private void Run(string sql)
    {
        using var connection = SurveyDatabase.Open(Path, SqliteOpenMode.ReadWrite, pooled: false);
        SurveyDatabase.Execute(connection, sql);
    }
}
