using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace TorchSharpPeer;

/// <summary>A convolution of inputs, outputs and kernel that keeps the side.</summary>
internal delegate Module<Tensor, Tensor> Convolution(int inputs, int outputs, int kernel);

/// <summary>Batch norm, ReLU, twice the side, convolution, batch norm, ReLU, convolution; beside it a 1×1 convolution.</summary>
internal sealed class UpBlock : Module<Tensor, Tensor>
{
    private readonly Sequential _body, _shortcut;

    public UpBlock(int width)
        : base(nameof(UpBlock))
    {
        _body = Sequential(
            BatchNorm2d(width), ReLU(), Upsample(scale_factor: [2, 2]), Conv2d(width, width, 3, padding: 1),
            BatchNorm2d(width), ReLU(), Conv2d(width, width, 3, padding: 1));
        _shortcut = Sequential(Upsample(scale_factor: [2, 2]), Conv2d(width, width, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _body.call(input) + _shortcut.call(input);
}

/// <summary>A discriminator's first block: the image has no activation before it.</summary>
internal sealed class FirstDownBlock : Module<Tensor, Tensor>
{
    private readonly Sequential _body, _shortcut;

    public FirstDownBlock(int inputs, int width, Convolution convolution)
        : base(nameof(FirstDownBlock))
    {
        _body = Sequential(convolution(inputs, width, 3), ReLU(), convolution(width, width, 3), AvgPool2d(2));
        _shortcut = Sequential(AvgPool2d(2), convolution(inputs, width, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _body.call(input) + _shortcut.call(input);
}

/// <summary>ReLU, convolution, ReLU, convolution, half the side; beside it a 1×1 convolution.</summary>
internal sealed class DownBlock : Module<Tensor, Tensor>
{
    private readonly Sequential _body, _shortcut;

    public DownBlock(int width, Convolution convolution)
        : base(nameof(DownBlock))
    {
        _body = Sequential(ReLU(), convolution(width, width, 3), ReLU(), convolution(width, width, 3), AvgPool2d(2));
        _shortcut = Sequential(convolution(width, width, 1), AvgPool2d(2));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _body.call(input) + _shortcut.call(input);
}

/// <summary>ReLU, convolution, ReLU, convolution, and the input added.</summary>
internal sealed class PlainBlock : Module<Tensor, Tensor>
{
    private readonly Sequential _body;

    public PlainBlock(int width, Convolution convolution)
        : base(nameof(PlainBlock))
    {
        _body = Sequential(ReLU(), convolution(width, width, 3), ReLU(), convolution(width, width, 3));
        RegisterComponents();
    }

    public override Tensor forward(Tensor input) => _body.call(input) + input;
}
