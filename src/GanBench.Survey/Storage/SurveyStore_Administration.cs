using GanBench.Survey.Definition;
using GanBench.Survey.Participation;

namespace GanBench.Survey.Storage;

public sealed partial class SurveyStore
{
    /// <summary>
    /// Says who asks and how to reach them. It is part of what is hashed, and stays once people have been told: of a survey that was
    /// served it is set only where it was missing.
    /// </summary>
    /// <param name="path">The survey file, opened nowhere else.</param>
    /// <param name="contact">1 to <see cref="SurveyOptions.MaximumOrganiserLength"/> characters.</param>
    /// <exception cref="UsageException">It is empty or too long, or the survey was served with another.</exception>
    /// <exception cref="DataException">The file is missing, damaged, of another version, or changed since it was made.</exception>
    /// <exception cref="EnvironmentException">The file is locked or read-only.</exception>
    public static async Task SetContactAsync(string path, string contact)
    {
        if (SurveyOptions.ContactProblem(contact) is { } problem)
            throw new UsageException(problem);
        using var store = Open(path);
        if (store.Definition.Organiser == contact)
            return;
        if (store.Definition.Organiser is { } told && store.ReadStatus().ServedAt is not null)
            throw new UsageException($"{path} was served with the contact '{told}', which people were told: it stays.");
        var json = SurveyHash.Write(store.Definition with { Organiser = contact });
        await store._writes.RunAsync(connection => SurveyDatabase.Execute(
            connection, "UPDATE survey SET definition = $json, hash = $hash",
            ("$json", json), ("$hash", SurveyHash.Compute(json, store.Images))));
    }

    /// <summary>Notes that the survey has been shown to people: from now on its file is not replaced.</summary>
    /// <param name="now">The time.</param>
    /// <exception cref="EnvironmentException">The file is locked or read-only.</exception>
    public Task MarkServedAsync(DateTimeOffset now) => _writes.RunAsync(connection => SurveyDatabase.Execute(
        connection, "UPDATE survey SET served_at = coalesce(served_at, $now)", ("$now", now.ToUnixTimeMilliseconds())));

    /// <summary>Ends the survey: no new participants, no new answers. Withdrawal stays possible.</summary>
    /// <param name="now">The time.</param>
    /// <returns>Whether it was open.</returns>
    /// <exception cref="EnvironmentException">The file is locked or read-only.</exception>
    public async Task<bool> CloseAsync(DateTimeOffset now) => await _writes.RunAsync(connection => SurveyDatabase.Execute(
        connection, "UPDATE survey SET closed_at = $now WHERE closed_at IS NULL", ("$now", now.ToUnixTimeMilliseconds()))) > 0;

    /// <summary>
    /// Cuts the last ties between answers and people: new random ids, no times of day, no languages, no session and withdrawal
    /// hashes. Withdrawal is not possible afterwards.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <exception cref="UsageException">The survey is still open.</exception>
    /// <exception cref="EnvironmentException">The file is locked or read-only.</exception>
    public async Task AnonymiseAsync(DateTimeOffset now)
    {
        await _writes.RunAsync(connection =>
        {
            if (!IsClosed(connection))
                throw new UsageException($"{Path} is still open. Close it first: people who are answering could not finish.");
            SurveyDatabase.Execute(connection, "PRAGMA defer_foreign_keys = ON");
            foreach (var id in SurveyDatabase.Query(connection, "SELECT id FROM participants", r => r.GetString(0)))
            {
                var fresh = SecretToken.NewParticipantId();
                SurveyDatabase.Execute(connection, "UPDATE participants SET id = $new WHERE id = $old", ("$new", fresh), ("$old", id));
                SurveyDatabase.Execute(
                    connection, "UPDATE answers SET participant = $new WHERE participant = $old", ("$new", fresh), ("$old", id));
            }
            SurveyDatabase.Execute(connection,
                """
                UPDATE participants SET session_hash = NULL, withdrawal_hash = NULL, language = NULL, started_at = NULL, last_answer_at = NULL;
                DELETE FROM imported_assignments;
                UPDATE survey SET anonymised_at = $now;
                """,
                ("$now", now.ToUnixTimeMilliseconds()));
            return true;
        });
        // Rewrites the file, so that neither free pages nor the order of rows keeps what was there.
        Read(connection => SurveyDatabase.Execute(connection, "VACUUM"));
        EmptyLog();
    }

    /// <summary>All participants with their answers, by id.</summary>
    /// <exception cref="EnvironmentException">The file is locked.</exception>
    public IReadOnlyList<SurveyParticipant> ReadParticipants() => Read(connection =>
    {
        var answers = SurveyDatabase.Query(connection,
            "SELECT participant, question, slot_a, slot_b, position_a, position_b, seconds FROM answers ORDER BY participant, question",
            r => (Participant: r.GetString(0), Answer: new SurveyAnswer(
                r.GetInt32(1), new SlotPair(r.GetInt32(2), r.GetInt32(3)), new SlotPair(r.GetInt32(4), r.GetInt32(5)), r.IsDBNull(6) ? null
                    : r.GetDouble(6))))
            .ToLookup(a => a.Participant, a => a.Answer);
        return (IReadOnlyList<SurveyParticipant>)SurveyDatabase.Query(
            connection, "SELECT id, kind, finished FROM participants ORDER BY id", r =>
            new SurveyParticipant(
                r.GetString(0),
                r.GetString(1) == "web" ? ParticipantKind.Web : ParticipantKind.MechanicalTurk,
                r.GetBoolean(2),
                [.. answers[r.GetString(0)]]));
    });

    /// <summary>Adds answers of Mechanical Turk workers. An assignment that was imported before is passed over.</summary>
    /// <param name="answers">Per answer: hash of the assignment, id made from the worker's, the answer.</param>
    /// <returns>How many were new, and how many repeated a question their worker had answered before (the first answer stays).</returns>
    internal Task<(int Added, int Repeated)> ImportAsync(
        IReadOnlyList<(byte[] Assignment, string Participant, SurveyAnswer Answer)> answers) =>
        _writes.RunAsync(connection =>
        {
            if (SurveyDatabase.Scalar<long>(connection, "SELECT anonymised_at IS NOT NULL FROM survey") == 1)
                throw new UsageException($"{Path} was anonymised; nothing can be added, since it could not be told from what is there.");
            var (added, repeated) = (0, 0);
            foreach (var (assignment, participant, answer) in answers)
            {
                if (SurveyDatabase.Execute(
                    connection, "INSERT OR IGNORE INTO imported_assignments VALUES ($hash)", ("$hash", assignment)) == 0)
                    continue;
                SurveyDatabase.Execute(connection,
                    "INSERT OR IGNORE INTO participants (id, kind, order_seed) VALUES ($id, 'mturk', 0)", ("$id", participant));
                if (SurveyDatabase.Scalar<long>(connection, "SELECT count(*) FROM answers WHERE participant = $id AND question = $question",
                    ("$id", participant), ("$question", answer.Question)) > 0)
                {
                    repeated++;
                    continue;
                }
                Upsert(connection, participant, answer);
                added++;
            }
            SurveyDatabase.Execute(connection,
                "UPDATE participants SET finished = 1 WHERE kind = 'mturk' AND (SELECT count(*) FROM answers WHERE participant = id) = "
                + "$questions",
                ("$questions", Definition.Questions.Count));
            return (added, repeated);
        });

    internal IReadOnlyList<string> ReadKeys() => Read(connection =>
        SurveyDatabase.Query(connection, "SELECT xml FROM keys ORDER BY name", r => r.GetString(0)));

    internal Task WriteKeyAsync(string name, string xml) => _writes.RunAsync(connection => SurveyDatabase.Execute(
        connection, "INSERT OR REPLACE INTO keys VALUES ($name, $xml)", ("$name", name), ("$xml", xml)));
}
