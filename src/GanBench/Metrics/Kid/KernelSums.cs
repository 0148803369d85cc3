using GanBench.Engine;
using static TorchSharp.torch;

namespace GanBench.Metrics.Kid;

/// <summary>Sums of a kernel over many pairs of subsets.</summary>
internal static class KernelSums
{
    private const int BlockRows = 1024;

    /// <summary>Σᵢⱼ k(xᵢ, yⱼ) over the rows and columns of every pair of subsets.</summary>
    /// <param name="kernel">k.</param>
    /// <param name="x">N×d.</param>
    /// <param name="rows">Indices into <paramref name="x"/>, subset by subset.</param>
    /// <param name="y">M×d.</param>
    /// <param name="columns">Indices into <paramref name="y"/>.</param>
    /// <param name="skipDiagonal">Whether pairs of a vector with itself are left out; x and y are then the same set.</param>
    public static double[] Compute(KidKernel kernel, Tensor x, int[][] rows, Tensor y, int[][] columns, bool skipDiagonal)
    {
        // With few vectors and many subsets the same kernel values return in most subsets: then each is computed once.
        var pairs = (double)x.shape[0] * y.shape[0];
        var pairsOfSubsets = rows.Zip(columns).Sum(p => (double)p.First.Length * p.Second.Length);
        return pairs < pairsOfSubsets
            ? Shared(kernel, x, rows, y, columns, skipDiagonal) : OneByOne(kernel, x, rows, y, columns, skipDiagonal);
    }

    /// <summary>With S the 0/1 matrix of membership (vectors × subsets), the sums are the diagonal of SᵀKS, block of K by block.</summary>
    internal static double[] Shared(KidKernel kernel, Tensor x, int[][] rows, Tensor y, int[][] columns, bool skipDiagonal)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var (rowMembers, columnMembers) = (Membership((int)x.shape[0], rows), Membership((int)y.shape[0], columns));
        var all = y.to(CPU).to(float64).t();
        var sums = zeros([rows.Length], dtype: float64);
        for (var first = 0L; first < x.shape[0]; first += BlockRows)
        {
            using var block = NewDisposeScope();
            var count = Math.Min(BlockRows, x.shape[0] - first);
            var values = kernel.Of(x.narrow(0, first, count).to(CPU).to(float64), all);
            var members = rowMembers.narrow(0, first, count);
            sums.Add((values.mm(columnMembers) * members).sum(dim: 0));
            if (skipDiagonal)
                sums.sub_((values.diagonal(first).unsqueeze(1) * members).sum(dim: 0));
        }
        return sums.data<double>().ToArray();
    }

    /// <summary>Every subset on its own.</summary>
    internal static double[] OneByOne(KidKernel kernel, Tensor x, int[][] rows, Tensor y, int[][] columns, bool skipDiagonal)
    {
        var sums = new double[rows.Length];
        for (var s = 0; s < sums.Length; s++)
        {
            using var scope = NewDisposeScope();
            using var noGrad = no_grad();
            var values = kernel.Of(Select(x, rows[s]), Select(y, columns[s]).t());
            var sum = values.sum();
            sums[s] = (skipDiagonal ? sum - values.diagonal().sum() : sum).item<double>();
        }
        return sums;
    }

    /// <summary>Σᵢⱼ k(xᵢ, yⱼ) over each pair of groups.</summary>
    /// <param name="kernel">k.</param>
    /// <param name="x">N×d.</param>
    /// <param name="rows">Groups of x, as ranges.</param>
    /// <param name="y">M×d.</param>
    /// <param name="columns">Groups of y.</param>
    /// <param name="skipDiagonal">Whether pairs of a vector with itself are left out; x and y are then the same set.</param>
    public static double[,] ByGroup(
        KidKernel kernel, Tensor x, IReadOnlyList<(int First, int Count)> rows, Tensor y, IReadOnlyList<(int First, int Count)> columns,
        bool skipDiagonal)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        var all = y.to(CPU).to(float64).t();
        var sums = new double[rows.Count, columns.Count];
        for (var r = 0; r < rows.Count; r++)
        {
            for (var first = rows[r].First; first < rows[r].First + rows[r].Count; first += BlockRows)
            {
                using var block = NewDisposeScope();
                var count = Math.Min(BlockRows, rows[r].First + rows[r].Count - first);
                var values = kernel.Of(x.narrow(0, first, count).to(CPU).to(float64), all);
                if (skipDiagonal)
                    values.diagonal(first).zero_();
                var ofColumns = values.sum(dim: 0);
                for (var c = 0; c < columns.Count; c++)
                    sums[r, c] += ofColumns.narrow(0, columns[c].First, columns[c].Count).sum().ToNumber();
            }
        }
        return sums;
    }

    private static Tensor Select(Tensor x, int[] indices) =>
        x.index_select(0, tensor(indices.Select(i => (long)i).ToArray()).to(x.device)).to(CPU).to(float64);

    private static Tensor Membership(int count, int[][] subsets)
    {
        var members = new double[count * subsets.Length];
        for (var s = 0; s < subsets.Length; s++)
        {
            foreach (var i in subsets[s])
                members[(i * subsets.Length) + s] = 1;
        }
        return tensor(members, [count, subsets.Length]);
    }
}
