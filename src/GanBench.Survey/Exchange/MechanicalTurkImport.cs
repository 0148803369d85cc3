using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GanBench.Storage;
using GanBench.Survey.Definition;
using GanBench.Survey.Participation;
using GanBench.Survey.Storage;

namespace GanBench.Survey.Exchange;

/// <summary>What an import did.</summary>
/// <param name="Added">Answers added.</param>
/// <param name="Known">Rows that were imported before.</param>
/// <param name="Repeated">Rows of a worker who had answered that question before; the first answer stays.</param>
/// <param name="Rejected">Rows that the requester had rejected.</param>
/// <param name="Unusable">Rows without exactly two ticks, e.g. "line 7: 3 images ticked".</param>
public sealed record ImportResult(int Added, int Known, int Repeated, int Rejected, IReadOnlyList<string> Unusable);

/// <summary>Reads the results file ("Download CSV") of a Mechanical Turk batch.</summary>
public static class MechanicalTurkImport
{
    private static readonly string[] Needed = ["AssignmentId", "WorkerId", "Input.survey", "Input.question", "Input.order"];

    /// <summary>
    /// Adds the answers of a results file. Nothing is added when the file is damaged. Of worker and assignment numbers only keyed
    /// hashes are stored.
    /// </summary>
    /// <param name="store">The survey.</param>
    /// <param name="path">The CSV file.</param>
    /// <exception cref="DataException">The file is missing, damaged, or of another survey.</exception>
    /// <exception cref="UsageException">The survey was anonymised.</exception>
    public static async Task<ImportResult> ReadAsync(SurveyStore store, string path)
    {
        var rows = Parse(store, path);
        var usable = rows.Where(r => r is { Problem: null, Rejected: false }).ToList();
        var (added, repeated) = await store.ImportAsync([.. usable.Select(r => (r.Assignment, r.Worker, r.Answer!))]);
        return new ImportResult(
            added, usable.Count - added - repeated, repeated, rows.Count(r => r.Rejected), [
                .. rows.Select(r => r.Problem).OfType<string>()]);
    }

    private static List<Row> Parse(SurveyStore store, string path)
    {
        string Bad(string what) => $"Cannot import {path}: {what}";
        try
        {
            var records = CsvText.Parse(InputFile.ReadAllText(path, new UTF8Encoding(false, throwOnInvalidBytes: true)));
            if (records.Count == 0)
                throw new DataException(Bad("it is empty."));
            var header = records[0].Fields;
            var missing = Needed.Where(n => !header.Contains(n)).ToList();
            if (missing.Count > 0)
                throw new DataException(
                    Bad($"it lacks the column{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)}. It should be the results file "
                    + "of a batch made with input.csv."));
            var rows = new List<Row>();
            foreach (var (line, record) in records.Skip(1))
            {
                if (record.Count != header.Count)
                    throw new DataException(Bad($"line {line} has {record.Count} fields, the header {header.Count}."));
                var fields = header.Zip(record).GroupBy(f => f.First).ToDictionary(g => g.Key, g => g.First().Second);
                rows.Add(ReadRow(store, fields, line, Bad));
            }
            return rows;
        }
        catch (FormatException e)
        {
            throw new DataException(Bad(e.Message + "."), e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            throw new DataException(Bad(e is DecoderFallbackException ? "it is not UTF-8 text." : e.Message), e);
        }
    }

    private static Row ReadRow(SurveyStore store, Dictionary<string, string> fields, int line, Func<string, string> bad)
    {
        if (fields["Input.survey"] != MechanicalTurkExport.SurveyKey(store))
            throw new DataException(
                bad($"line {line} belongs to survey '{fields["Input.survey"]}', this one is '{MechanicalTurkExport.SurveyKey(store)}'."));
        if (!int.TryParse(fields["Input.question"], NumberStyles.None, CultureInfo.InvariantCulture, out var question)
            || question < 1 || question > store.Definition.Questions.Count)
            throw new DataException(
                bad($"line {line} has question '{fields["Input.question"]}'; there are 1 to {store.Definition.Questions.Count}."));
        if (fields["AssignmentId"].Length == 0 || fields["WorkerId"].Length == 0)
            throw new DataException(bad($"line {line} has no assignment or worker."));
        var text = fields["Input.order"];
        var order = text.Skip(1).Select(c => c - '0').ToArray();
        if (!text.StartsWith('o') || !order.Order().SequenceEqual(Enumerable.Range(0, SurveyQuestion.CandidateCount)))
            throw new DataException(bad($"line {line} has order '{text}'; it should be like 'o2031'."));
        var ticked = Enumerable.Range(1, SurveyQuestion.CandidateCount).Where(i => fields.Any(f => IsTick(f.Key, f.Value, i))).ToList();
        double? seconds = double.TryParse(
            fields.GetValueOrDefault("WorkTimeInSeconds"), NumberStyles.Float, CultureInfo.InvariantCulture, out var time) && time >= 0
                ? time : null;
        return new Row(
            Hash(store, "assignment", fields["AssignmentId"]),
            Convert.ToHexStringLower(Hash(store, "worker", fields["WorkerId"]))[..16],
            ticked.Count != 2 ? null : new SurveyAnswer(
                question, SlotPair.Of(order[ticked[0] - 1], order[ticked[1] - 1]), SlotPair.Of(ticked[0] - 1, ticked[1] - 1), seconds),
            fields.GetValueOrDefault("AssignmentStatus") == "Rejected",
            ticked.Count == 2 ? null : $"line {line}: {ticked.Count} images ticked");
    }

    // A plain form gives Answer.choice_1; crowd-form splits it up into Answer.choice_1.1 and the like, with true or false.
    private static bool IsTick(string column, string value, int choice)
    {
        var name = $"Answer.choice_{choice}";
        return (column == name || column.StartsWith(name + ".", StringComparison.Ordinal))
            && value.Trim().ToLowerInvariant() is not ("" or "0" or "false" or "off");
    }

    private static byte[] Hash(SurveyStore store, string purpose, string value) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes($"{store.Hash}/{purpose}"), Encoding.UTF8.GetBytes(value));

    private sealed record Row(byte[] Assignment, string Worker, SurveyAnswer? Answer, bool Rejected, string? Problem);
}
