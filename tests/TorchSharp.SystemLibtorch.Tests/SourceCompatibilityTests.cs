using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharp.SystemLibtorch.Tests;

/// <summary>
/// Code as a TorchSharp user writes it: it compiles against TorchSharp 0.107 as it is. Keep it free of anything of this provider's own.
/// </summary>
public class SourceCompatibilityTests
{
    private sealed class Generator : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> project;
        private readonly Module<Tensor, Tensor> blocks;
        private readonly Parameter gain;

        public Generator(int latent, int channels) : base("Generator")
        {
            project = Linear(latent, channels * 16);
            blocks = Sequential(
                ("norm", BatchNorm2d(channels)),
                ("up", Upsample(scale_factor: new double[] { 2, 2 })),
                ("conv", Conv2d(channels, channels / 2, 3, stride: 1, padding: 1)),
                ("norm2", BatchNorm2d(channels / 2, 0.8)),
                ("act", LeakyReLU(0.2, inplace: true)),
                ("deconv", ConvTranspose2d(channels / 2, 1, kernel_size: (4, 4), stride: (2, 2), padding: (1, 1), bias: false)),
                ("tanh", Tanh()));
            gain = Parameter(torch.ones(1));
            RegisterComponents();
        }

        public override Tensor forward(Tensor z)
        {
            using var d = torch.NewDisposeScope();
            var x = project.call(z).view(z.shape[0], -1, 4, 4);
            return (blocks.call(x) * gain).MoveToOuterDisposeScope();
        }
    }

    private static Sequential Critic() => Sequential(
        Conv2d(1, 4, 3, 2, 1),
        LeakyReLU(0.2),
        Dropout2d(0.25),
        ZeroPad2d((0, 1, 0, 1)),
        Conv2d(4, 8, 3, 2, 1),
        Flatten(),
        Linear(8 * 5 * 5, 1));

    private static void InitializeWeights(nn.Module module)
    {
        switch (module)
        {
            case Conv2d convolution:
                init.normal_(convolution.weight, 0.0, 0.02);
                break;
            case BatchNorm2d norm:
                init.normal_(norm.weight, 1.0, 0.02);
                init.constant_(norm.bias, 0.0);
                break;
        }
    }

    [Fact]
    public void WassersteinTraining_WithGradientPenalty_CompilesAndRuns()
    {
        torch.random.manual_seed(1);
        torch.Device device = torch.CPU;
        using var generator = new Generator(8, 4).to(device);
        using var critic = Critic().to(device);
        generator.apply(InitializeWeights);
        var optimizerG = torch.optim.Adam(generator.parameters(), lr: 1e-4, beta1: 0.5, beta2: 0.9);
        var optimizerD = torch.optim.RMSProp(critic.parameters(), 5e-5);
        var before = generator.state_dict()["blocks.conv.weight"].clone();

        for (var step = 0; step < 2; step++)
        {
            using var d = torch.NewDisposeScope();
            var real = torch.rand(4, 1, 16, 16, device: device) * 2 - 1;
            var z = torch.randn(4, 8);
            Tensor fake;
            using (torch.no_grad())
                fake = generator.call(z);

            optimizerD.zero_grad();
            var alpha = torch.rand(4, 1, 1, 1);
            var mixed = (alpha * real + (1 - alpha) * fake).requires_grad_();
            var scores = critic.call(mixed);
            var gradients = torch.autograd.grad(
                new List<Tensor> { scores }, new List<Tensor> { mixed }, new List<Tensor> { torch.ones_like(scores) },
                create_graph: true, retain_graph: true)[0];
            var penalty = (gradients.view(4, -1).norm(1) - 1).pow(2).mean();
            var lossD = critic.call(fake).mean() - critic.call(real).mean() + 10 * penalty;
            lossD.backward();
            optimizerD.step();
            foreach (var parameter in critic.parameters())
                using (torch.no_grad())
                    parameter.clamp_(-0.5, 0.5);

            optimizerG.zero_grad();
            var lossG = -critic.call(generator.call(z)).mean();
            lossG.backward();
            optimizerG.step();
            Assert.True(float.IsFinite(lossG.item<float>()));
            Assert.True(float.IsFinite((float)lossD));
        }

        Assert.False(before.allclose(generator.state_dict()["blocks.conv.weight"]));
        generator.eval();
        using (torch.inference_mode())
        using (var sample = generator.call(torch.zeros(2, 8)))
            Assert.Equal(new long[] { 2, 1, 16, 16 }, sample.shape);
    }

    [Fact]
    public void Classifier_LossesScheduleAndCheckpoint_CompileAndRun()
    {
        using var d = torch.NewDisposeScope();
        var model = Sequential(
            Conv2d(1, 4, 3, padding: 1), ReLU(), MaxPool2d(2), Dropout(0.5), Flatten(), Linear(4 * 4 * 4, 10));
        var criterion = CrossEntropyLoss();
        var optimizer = torch.optim.SGD(model.parameters(), learningRate: 0.1, momentum: 0.9, nesterov: true);
        var scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 1, gamma: 0.5);
        var x = torch.randn(new long[] { 6, 1, 8, 8 });
        var y = torch.tensor(new long[] { 0, 1, 2, 3, 4, 5 });

        model.train();
        optimizer.zero_grad();
        var output = criterion.call(model.call(x), y);
        output.backward();
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0);
        optimizer.step();
        scheduler.step();

        Assert.Equal(0.05, optimizer.ParamGroups.First().LearningRate, 12);
        using var stream = new MemoryStream();
        model.save(stream);
        stream.Position = 0;
        model.load(stream);
        var (missing, unexpected) = model.load_state_dict(model.state_dict(), strict: false);
        Assert.Equal(0, missing.Count + unexpected.Count);
        model.eval();
        var probabilities = functional.softmax(model.call(x), 1);
        Assert.Equal(6.0, probabilities.sum().to(ScalarType.Float64).item<double>(), 5);
        foreach (var (name, parameter) in model.named_parameters())
            Assert.True(parameter.requires_grad, name);
    }
}
