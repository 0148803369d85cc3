using GanBench.Datasets.Order;
using GanBench.Recipes;

namespace GanBench.Tests.Datasets;

public sealed class BatchOrderTests
{
    public static TheoryData<string> Orders => ["shuffle", "replacement", "buffer", "small buffer"];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Batch_AskedInAnyOrder_IsAFunctionOfSeedAndNumber(string kind)
    {
        var forward = Make(kind, 1);
        var batches = Enumerable.Range(0, 40).Select(i => forward.Batch(i)).ToArray();
        var backward = Make(kind, 1);

        for (var i = 39; i >= 0; i--)
            Assert.Equal(batches[i], backward.Batch(i));
        Assert.NotEqual(batches[0], Make(kind, 2).Batch(0));
        // Epochs differ from one another.
        Assert.NotEqual(batches[0], batches[(int)forward.BatchesPerEpoch]);
    }

    [Theory]
    [InlineData("shuffle")]
    [InlineData("buffer")]
    [InlineData("small buffer")]
    public void Epoch_WithoutReplacement_HasEverySampleOnce(string kind)
    {
        var order = Make(kind, 7);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            var samples = Enumerable.Range(0, (int)order.BatchesPerEpoch).SelectMany(i => order.Batch((epoch * order.BatchesPerEpoch) + i));
            Assert.Equal(Enumerable.Range(0, 103), samples.Order());
        }
    }

    [Fact]
    public void DropLast_LeavesTheSmallerBatchOut()
    {
        var kept = new EpochShuffle(103, 10, 1, dropLast: false);
        var dropped = new EpochShuffle(103, 10, 1, dropLast: true);

        Assert.Equal((11, 10), (kept.BatchesPerEpoch, dropped.BatchesPerEpoch));
        Assert.Equal(3, kept.Batch(10).Length);
        Assert.Equal(10, dropped.Batch(10).Length);
        Assert.Equal(kept.Batch(9), dropped.Batch(9));
    }

    [Fact]
    public void ShuffleBuffer_OfOne_KeepsTheFileOrder()
    {
        var order = new ShuffleBuffer(10, 4, 5, bufferSize: 1);
        Assert.Equal([0, 1, 2, 3], order.Batch(0));
        Assert.Equal([8, 9], order.Batch(2));
    }

    [Fact]
    public void ShuffleBuffer_OfFive_NeverReachesFurtherThanTheWindow()
    {
        var order = new ShuffleBuffer(100, 1, 5, bufferSize: 5);
        // After i samples were drawn the window holds samples up to i + 4.
        for (var i = 0; i < 100; i++)
            Assert.InRange(order.Batch(i)[0], 0, Math.Min(99, i + 4));
        Assert.Contains(Enumerable.Range(0, 100), i => order.Batch(i)[0] == i + 4);
    }

    [Fact]
    public void WithReplacement_DrawsUniformlyAndRepeats()
    {
        var order = new WithReplacement(50, 50, 3);
        var counts = new int[50];
        for (var i = 0; i < 400; i++)
        {
            foreach (var sample in order.Batch(i))
                counts[sample]++;
        }

        // 20,000 draws over 50 samples: mean 400, standard deviation 19.8; five of them are allowed.
        Assert.All(counts, c => Assert.InRange(c, 300, 500));
        Assert.True(order.Batch(0).Distinct().Count() < 50);
    }

    [Theory]
    [InlineData("shuffle")]
    [InlineData("replacement")]
    [InlineData("buffer")]
    public void Create_BatchLargerThanTheData_IsRefused(string kind)
    {
        var error = Assert.Throws<UsageException>(() => BatchOrders.Create(Options(kind), 100, 128, 1));
        Assert.Equal("Batch size 128 is larger than the data, which has 100 samples.", error.Message);
        Assert.Throws<UsageException>(() => BatchOrders.Create(Options(kind), 100, 0, 1));
    }

    [Fact]
    public void Flip_IsAFunctionOfSeedAndBatch_AndHalfOfTheImages()
    {
        Assert.Equal(HorizontalFlip.Decide(1, 5, 64), HorizontalFlip.Decide(1, 5, 64));
        Assert.NotEqual(HorizontalFlip.Decide(1, 5, 64), HorizontalFlip.Decide(1, 6, 64));
        Assert.InRange(HorizontalFlip.Decide(1, 0, 10_000).Count(f => f), 4_800, 5_200);
    }

    [Fact]
    public void Prefetcher_GivesBatchesInOrder_ThenStops()
    {
        using var prefetcher = new Prefetcher<string>(i => $"batch {i}", 3, 6);
        Assert.Equal(["batch 3", "batch 4", "batch 5"], [prefetcher.Next(), prefetcher.Next(), prefetcher.Next()]);
        Assert.Throws<InvalidOperationException>(prefetcher.Next);
    }

    [Fact]
    public void Prefetcher_FailureOfItsThread_IsThrownWhereTheBatchIsTaken()
    {
        using var prefetcher = new Prefetcher<string>(i => i < 1 ? "first" : throw new DataException("broken"), 0, 10);
        Assert.Equal("first", prefetcher.Next());
        Assert.Equal("broken", Assert.Throws<DataException>(prefetcher.Next).Message);
    }

    [Fact]
    public void Prefetcher_DisposedEarly_DisposesWhatNobodyTook()
    {
        var made = new List<Disposable>();
        using (var prefetcher = new Prefetcher<Disposable>(_ => Make(made), 0, 1_000, depth: 3))
            prefetcher.Next();
        Assert.InRange(made.Count, 1, 6);
        Assert.All(made.Skip(1), batch => Assert.True(batch.IsDisposed));

        static Disposable Make(List<Disposable> list)
        {
            list.Add(new Disposable());
            return list[^1];
        }
    }

    private static IBatchOrder Make(string kind, ulong seed) => BatchOrders.Create(Options(kind), 103, 10, seed);

    private static DataOptions Options(string kind) => kind switch
    {
        "replacement" => new DataOptions { Order = DataOrder.Replacement },
        "buffer" => new DataOptions { Order = DataOrder.Buffer, DropLast = false },
        "small buffer" => new DataOptions { Order = DataOrder.Buffer, BufferSize = 7, DropLast = false },
        _ => new DataOptions { DropLast = false },
    };

    private sealed class Disposable : IDisposable
    {
        public bool IsDisposed { get; private set; }

        public void Dispose() => IsDisposed = true;
    }
}
