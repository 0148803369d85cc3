using System.Text.Json;

namespace GanBench.Microbenchmarks.Measuring;

/// <summary>Measures workloads: in each round ours and then each peer, in turn.</summary>
/// <param name="rounds">How many rounds.</param>
/// <param name="starts">Told before each process: the round from 1, or 0 for warming up, and who runs.</param>
internal sealed class WorkloadRunner(int rounds, Action<Workload, int, Side>? starts = null)
{
    /// <summary>Measures one.</summary>
    /// <param name="workload">The workload.</param>
    /// <returns>
    /// Its numbers. A peer that fails is left out with its reason; ours that fails, or unequal work, is the result's problem.
    /// </returns>
    public WorkloadResult Run(Workload workload)
    {
        var ours = new Tally(workload.Ours);
        var peers = workload.Peers.Select(p => new Tally(p)).ToList();
        string? problem = null;
        if (ours.WhyNot is null)
        {
            try
            {
                for (var round = workload.WarmsUp ? 0 : 1; round <= rounds; round++)
                    Round(workload, round, ours, peers);
            }
            catch (Exception e) when (Failed(e) || e is UnequalWorkException)
            {
                problem = Line(e.Message);
                ours.Clear();
            }
        }
        return new WorkloadResult
        {
            Name = workload.Name,
            Group = workload.Group,
            Title = workload.Title,
            Unit = workload.Unit,
            Arithmetic = workload.Arithmetic,
            Work = problem is null ? ours.Last?.Work : null,
            Problem = problem,
            Ours = ours.Result(null),
            Peers = [.. peers.Select(p => p.Result(problem is null ? values => Spread.OfPairs(workload.Unit, ours.Values, values) : null))],
        };
    }

    private void Round(Workload workload, int round, Tally ours, List<Tally> peers)
    {
        starts?.Invoke(workload, round, ours.Side);
        ours.Measure(round);
        foreach (var peer in peers.Where(p => p.WhyNot is null))
        {
            starts?.Invoke(workload, round, peer.Side);
            try
            {
                peer.Measure(round);
            }
            catch (Exception e) when (Failed(e))
            {
                peer.WhyNot = Line(e.Message);
                continue;
            }
            // The numbers say nothing unless both did the same.
            if (peer.Last!.Work != ours.Last!.Work)
                throw new UnequalWorkException(
                    $"The work is not the same. {ours.Side.Name}: {ours.Last.Work}. {peer.Side.Name}: {peer.Last.Work}.");
        }
    }

    private static bool Failed(Exception e) => e is ProcessEndedException or JsonException or IOException;

    // A process's last words may be a page.
    private static string Line(string message) =>
        string.Join(' ', message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(2));

    private sealed class Tally(Side side)
    {
        private readonly List<Measurement> _measured = [];

        public Side Side => side;

        public string? WhyNot { get; set; } = side.WhyNot();

        public Measurement? Last { get; private set; }

        public IReadOnlyList<double> Values => _measured.ConvertAll(m => m.Value);

        public void Measure(int round)
        {
            Last = side.Measure();
            if (round > 0)
                _measured.Add(Last);
        }

        public void Clear() => _measured.Clear();

        public SideResult Result(Func<IReadOnlyList<double>, Spread>? ratio)
        {
            var values = WhyNot is null ? Values : [];
            return new SideResult
            {
                Name = side.Name,
                Values = values,
                Spread = values.Count > 0 ? Spread.Of([.. values]) : null,
                TimeRatio = values.Count > 0 ? ratio?.Invoke(values) : null,
                WhyNot = WhyNot,
                Deaths = _measured.Sum(m => m.Deaths),
                Finite = _measured.TrueForAll(m => m.Finite),
                Detail = Last?.Detail,
            };
        }
    }
}

/// <summary>Two sides did not do the same, so their times cannot be compared.</summary>
/// <param name="message">What each did.</param>
internal sealed class UnequalWorkException(string message) : Exception(message);
