using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>Training with a dispose scope per step leaves no tensor behind.</summary>
[Collection(nameof(AloneInTheProcess))]
public class ModuleLeakTests
{
    private const int Steps = 2000;

    [Fact]
    public void TwoThousandGanSteps_LeaveTheTensorCountFlat()
    {
        using var generator = Sequential(Linear(2, 4), BatchNorm1d(4), LeakyReLU(0.2), Dropout(0.1), Linear(4, 3), Tanh());
        using var discriminator = Sequential(Linear(3, 4), LeakyReLU(0.2), Linear(4, 1));
        using var loss = BCEWithLogitsLoss();
        using var generatorOptimizer = optim.Adam(generator.parameters(), amsgrad: true);
        using var discriminatorOptimizer = optim.RMSProp(discriminator.parameters(), momentum: 0.5, centered: true);
        Step();
        var before = CountAfterCollection();

        for (var i = 0; i < Steps; i++)
            Step();

        Assert.Equal(before, Tensor.TotalCount);

        void Step()
        {
            using var scope = NewDisposeScope();
            var fake = generator.call(randn(4, 2));
            discriminatorOptimizer.zero_grad();
            (loss.call(discriminator.call(randn(4, 3)), ones(4, 1)) + loss.call(discriminator.call(fake.detach()), zeros(4, 1))).backward();
            discriminatorOptimizer.step();
            generator.zero_grad();
            loss.call(discriminator.call(fake), ones(4, 1)).backward();
            generatorOptimizer.step();
        }
    }

    [Fact]
    public void MakingAndDisposing_ModulesAndOptimizers_LeavesNothing()
    {
        Round();
        var before = CountAfterCollection();

        for (var i = 0; i < 50; i++)
            Round();

        Assert.Equal(before, Tensor.TotalCount);

        static void Round()
        {
            using var module = Sequential(
                Conv2d(1, 2, 3), BatchNorm2d(2), ConvTranspose2d(2, 1, 3), InstanceNorm2d(1, affine: true), LayerNorm(4), Embedding(2, 2, 1));
            using var optimizer = optim.Adam(module.parameters());
            using var stream = new MemoryStream();
            module.save(stream);
            stream.Position = 0;
            module.load(stream).to(float64);
            module.load_state_dict(module.state_dict());
        }
    }

    /// <summary>What other tests left to the collector must not be freed while we count.</summary>
    private static long CountAfterCollection()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        return Tensor.TotalCount;
    }
}

/// <summary>For tests that use or count what belongs to the whole process: nothing else runs beside them.</summary>
[CollectionDefinition(nameof(AloneInTheProcess), DisableParallelization = true)]
public class AloneInTheProcess;
