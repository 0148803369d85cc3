using System.Security.Cryptography;
using GanBench.Survey.Participation;
using Microsoft.Data.Sqlite;

namespace GanBench.Survey.Storage;

public sealed partial class SurveyStore
{
    /// <summary>Takes in a participant who gave consent.</summary>
    /// <param name="language">Language of the pages.</param>
    /// <param name="now">The time.</param>
    /// <returns>The session token, which only the participant's browser keeps; null when the survey is closed.</returns>
    internal Task<string?> StartAsync(string language, DateTimeOffset now)
    {
        var session = SecretToken.NewSession();
        var orderSeed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(8));
        return _writes.RunAsync(connection =>
        {
            if (IsClosed(connection))
                return null;
            SurveyDatabase.Execute(connection,
                """
                INSERT INTO participants (id, kind, session_hash, withdrawal_hash, language, order_seed, started_at)
                VALUES ($id, 'web', $session, $withdrawal, $language, $order, $now)
                """,
                ("$id", SecretToken.NewParticipantId()),
                ("$session", SecretToken.Hash(session)),
                ("$withdrawal", SecretToken.Hash(SecretToken.WithdrawalCode(session))),
                ("$language", language),
                ("$order", orderSeed),
                ("$now", now.ToUnixTimeMilliseconds()));
            return session;
        });
    }

    /// <summary>Finds a participant by session token; null when there is none.</summary>
    internal SurveySession? FindSession(string? session) => session is null ? null : Read(connection =>
        FindParticipant(connection, session) is { } found
            ? new SurveySession(found.Language, found.OrderSeed, found.Finished, Answers(connection, found.Id))
            : null);

    /// <summary>Writes or replaces an answer. The time of the first answer to a question stays.</summary>
    /// <param name="session">Session token.</param>
    /// <param name="question">Number of the question.</param>
    /// <param name="slots">The ticked candidates.</param>
    /// <param name="now">The time.</param>
    internal Task<AnswerOutcome> SaveAnswerAsync(string session, int question, SlotPair slots, DateTimeOffset now) =>
        _writes.RunAsync(connection =>
    {
        if (FindParticipant(connection, session) is not { } participant)
            return AnswerOutcome.NoSession;
        if (participant.Finished)
            return AnswerOutcome.AlreadyFinished;
        if (IsClosed(connection))
            return AnswerOutcome.Closed;
        var answered = SurveyDatabase.Scalar<long>(connection,
            "SELECT count(*) FROM answers WHERE participant = $id AND question < $question", ("$id", participant.Id), (
                "$question", question));
        if (question < 1 || question > Definition.Questions.Count || answered < question - 1)
            return AnswerOutcome.OutOfOrder;
        var order = CandidateOrder.Of(participant.OrderSeed, question);
        var positions = SlotPair.Of(Array.IndexOf(order, slots.First), Array.IndexOf(order, slots.Second));
        var time = now.ToUnixTimeMilliseconds();
        Upsert(connection, participant.Id, new SurveyAnswer(question, slots, positions, Math.Max(0, time - participant.LastAt) / 1000.0));
        var finished = question == Definition.Questions.Count;
        SurveyDatabase.Execute(connection, "UPDATE participants SET last_answer_at = $now, finished = $finished WHERE id = $id",
            ("$now", time), ("$finished", finished ? 1 : 0), ("$id", participant.Id));
        return finished ? AnswerOutcome.Completed : AnswerOutcome.Saved;
    });

    /// <summary>Deletes a participant with all answers, by session token.</summary>
    /// <returns>Whether there was one.</returns>
    internal Task<bool> WithdrawSessionAsync(string session) => WithdrawAsync("session_hash", SecretToken.Hash(session));

    /// <summary>Deletes a participant with all answers, by withdrawal code.</summary>
    /// <param name="code">The code in the form it was shown in.</param>
    /// <returns>Whether there was one.</returns>
    internal Task<bool> WithdrawCodeAsync(string code) => WithdrawAsync("withdrawal_hash", SecretToken.Hash(code));

    private async Task<bool> WithdrawAsync(string column, byte[] hash)
    {
        var found = await _writes.RunAsync(connection =>
        {
            var deleted = SurveyDatabase.Execute(connection, $"DELETE FROM participants WHERE {column} = $hash", ("$hash", hash)) > 0;
            if (deleted)
                SurveyDatabase.Execute(connection, "UPDATE survey SET withdrawn = withdrawn + 1");
            return deleted;
        });
        if (found)
            EmptyLog();
        return found;
    }

    // The write-ahead log still holds the pages as they were. Moving it into the database overwrites them; a reader in the way
    // only delays that to the next time.
    private void EmptyLog() => Read(connection => SurveyDatabase.Scalar<long>(connection, "PRAGMA wal_checkpoint(TRUNCATE)"));

    private static void Upsert(SqliteConnection connection, string participant, SurveyAnswer answer) => SurveyDatabase.Execute(connection,
        """
        INSERT INTO answers (participant, question, slot_a, slot_b, position_a, position_b, seconds)
        VALUES ($id, $question, $sa, $sb, $pa, $pb, $seconds)
        ON CONFLICT (participant, question) DO UPDATE
        SET slot_a = excluded.slot_a, slot_b = excluded.slot_b, position_a = excluded.position_a, position_b = excluded.position_b
        """,
        ("$id", participant),
        ("$question", answer.Question),
        ("$sa", answer.Slots.First),
        ("$sb", answer.Slots.Second),
        ("$pa", answer.Positions.First),
        ("$pb", answer.Positions.Second),
        ("$seconds", answer.Seconds));

    private static bool IsClosed(SqliteConnection connection) =>
        SurveyDatabase.Scalar<long>(connection, "SELECT closed_at IS NOT NULL FROM survey") == 1;

    private static Found? FindParticipant(SqliteConnection connection, string session) => SurveyDatabase.Query(connection,
        "SELECT id, language, order_seed, finished, coalesce(last_answer_at, started_at, 0) FROM participants WHERE session_hash = $hash",
        r => new Found(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetBoolean(3), r.GetInt64(4)),
        ("$hash", SecretToken.Hash(session))).SingleOrDefault();

    private static Dictionary<int, SlotPair> Answers(SqliteConnection connection, string participant) => SurveyDatabase.Query(connection,
        "SELECT question, slot_a, slot_b FROM answers WHERE participant = $id",
        r => (Question: r.GetInt32(0), Slots: new SlotPair(r.GetInt32(1), r.GetInt32(2))),
        ("$id", participant)).ToDictionary(a => a.Question, a => a.Slots);

    private sealed record Found(string Id, string Language, long OrderSeed, bool Finished, long LastAt);
}
