using System.Text;
using GanBench.Survey.Definition;
using GanBench.Survey.Exchange;
using GanBench.Survey.Measures;
using GanBench.Survey.Storage;
using GanBench.Testing;
using GanBench.Testing.Fuzzing;
using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Tests.Fuzzing;

/// <summary>What the survey reads: tables, results files, survey files and requests.</summary>
public static class SurveyParsers
{
    private const string FileName = "a.survey";

    private const string Results =
        "AssignmentId,WorkerId,AssignmentStatus,WorkTimeInSeconds,Input.survey,Input.question,Input.order,"
        + "Answer.choice_1,Answer.choice_2,Answer.choice_3,Answer.choice_4\n" +
        """
        A1,W1,Approved,12,KEY,1,o2031,1,,1,
        A2,W1,Rejected,1.5,KEY,2,o0123,on,"true",,
        "A3","W2","Submitted",12,KEY,3,o3210,1,1,1,

        """;

    private static readonly Lazy<byte[]> Survey = new(Made);

    private static readonly Lazy<LiveSurvey> Live = new(() => LiveSurvey.StartAsync().GetAwaiter().GetResult());

    /// <summary>One for each kind.</summary>
    public static IReadOnlyList<FuzzedParser> All { get; } =
    [
        new("csv", new(() => ["a,b,c\r\n1,\"two, three\",\"say \"\"no\"\"\"\r\n,,\r\n"u8.ToArray(), Encoding.UTF8.GetBytes(Results)]),
            (bytes, _) =>
            {
                try
                {
                    var records = CsvText.Parse(Encoding.UTF8.GetString(bytes));
                    // What was read is written and read back the same.
                    using var text = new StringWriter();
                    foreach (var record in records)
                        CsvText.WriteLine(text, record.Fields);
                    var again = CsvText.Parse(text.ToString());
                    if (!again.SelectMany(r => r.Fields).SequenceEqual(records.SelectMany(r => r.Fields)))
                        throw new InvalidOperationException("Written and read back it is another table.");
                }
                catch (FormatException e)
                {
                    throw new DataException(e.Message, e);
                }
            }),
        new("mturk-results", new(() => [Encoding.UTF8.GetBytes(Results)]), (bytes, folder) =>
        {
            File.WriteAllBytes(folder[FileName], Survey.Value);
            using var store = SurveyStore.Open(folder[FileName]);
            var key = Encoding.UTF8.GetBytes(MechanicalTurkExport.SurveyKey(store));
            File.WriteAllBytes(folder["results.csv"], Replace(bytes, "KEY"u8, key));
            MechanicalTurkImport.ReadAsync(store, folder["results.csv"]).GetAwaiter().GetResult();
            Tally(store);
        }),
        new("survey-file", new(() => [Survey.Value]), (bytes, folder) => OpenSurvey(bytes, folder)),
        // Questions that fit their hash, as who makes a survey file by hand would leave them.
        new("survey-questions", new(() => [Encoding.UTF8.GetBytes(Questions())]), (bytes, folder) =>
        {
            File.WriteAllBytes(folder[FileName], Survey.Value);
            using (var connection = SurveyDatabase.Open(folder[FileName], SqliteOpenMode.ReadWrite, pooled: false))
            {
                var json = Encoding.UTF8.GetString(bytes).Replace("\0", "", StringComparison.Ordinal);
                var images = SurveyDatabase.Query(
                    connection, "SELECT id, png FROM images", r => (r.GetString(0), r.GetFieldValue<byte[]>(1))).ToDictionary();
                SurveyDatabase.Execute(connection, "UPDATE survey SET definition = $json, hash = $hash",
                    ("$json", json), ("$hash", SurveyHash.Compute(json, images)));
            }
            OpenSurvey(File.ReadAllBytes(folder[FileName]), folder);
        }),
        new("survey-request", new(() => [.. LiveSurvey.Requests.Select(Encoding.UTF8.GetBytes)]), (bytes, _) =>
            RawHttp.Send(Live.Value.Address, Live.Value.Fill(bytes))),
    ];

    private static void OpenSurvey(byte[] bytes, TempFolder folder)
    {
        foreach (var end in new[] { "", "-wal", "-shm" })
            File.Delete(folder[FileName + end]);
        File.WriteAllBytes(folder[FileName], bytes);
        using var store = SurveyStore.Open(folder[FileName]);
        _ = store.ReadStatus();
        _ = store.ReadKeys();
        Tally(store);
    }

    private static void Tally(SurveyStore store)
    {
        var participants = store.ReadParticipants();
        _ = SurveyTally.Compute(store.Definition, participants, new TallyOptions());
        SurveyExport.WriteAnswers(TextWriter.Null, store.Definition, participants, new ExclusionRules());
    }

    private static byte[] Made()
    {
        using var folder = new TempFolder();
        SurveyBuilder.Create(folder[FileName], TestSurvey.ThreeModels, new SurveyOptions { Examples = 1, Organiser = TestSurvey.Contact });
        using (var store = SurveyStore.Open(folder[FileName]))
        {
            File.WriteAllText(folder["r.csv"], Results.Replace("KEY", MechanicalTurkExport.SurveyKey(store), StringComparison.Ordinal));
            MechanicalTurkImport.ReadAsync(store, folder["r.csv"]).GetAwaiter().GetResult();
            var session = store.StartAsync("en", DateTimeOffset.UnixEpoch).GetAwaiter().GetResult()!;
            store.SaveAnswerAsync(session, 1, new(1, 2), DateTimeOffset.UnixEpoch).GetAwaiter().GetResult();
        }
        using (var connection = SurveyDatabase.Open(folder[FileName], SqliteOpenMode.ReadWrite, pooled: false))
            SurveyDatabase.Execute(connection, "PRAGMA journal_mode = DELETE");
        return File.ReadAllBytes(folder[FileName]);
    }

    private static string Questions()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder[FileName], Survey.Value);
        using var store = SurveyStore.Open(folder[FileName]);
        return SurveyHash.Write(store.Definition);
    }

    private static byte[] Replace(byte[] bytes, ReadOnlySpan<byte> word, byte[] by)
    {
        var done = new List<byte>();
        ReadOnlySpan<byte> rest = bytes;
        for (int at; (at = rest.IndexOf(word)) >= 0; rest = rest[(at + word.Length)..])
        {
            done.AddRange(rest[..at]);
            done.AddRange(by);
        }
        done.AddRange(rest);
        return [.. done];
    }
}
