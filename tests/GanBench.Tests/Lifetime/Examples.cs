using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace GanBench.Tests.Lifetime.Examples;

/// <summary>What the guard must find, and, in <see cref="Careful"/>, what it must leave alone.</summary>
internal static class Careless
{
    public static Tensor Operator(Tensor x) => x * 2.0;

    public static Tensor SumOfTensors(Tensor x, Tensor y) => x + y;

    public static Tensor Argument(Tensor x) => x.clamp(0, 1);

    public static Tensor Local(Tensor x)
    {
        Scalar two = 2;
        return x.mul(two);
    }

    public static Tensor FromMethod(Tensor x) => x.mul(Careful.Made());

    public static Tensor[] ClosureOverLocal(Tensor[] all)
    {
        Scalar two = 2;
        return [.. all.Select(x => x.mul(two))];
    }

    public static double Read(Tensor x) => (double)x;

    public static Tensor FromNumber() => 1.0;

    public static Tensor[] Closure(Tensor[] all, double factor) => [.. all.Select(x => x.mul(factor))];

    public static IEnumerable<Tensor> Iterator(Tensor x)
    {
        yield return x.square();
    }

    public static Module<Tensor, Tensor> Layer() => LeakyReLU(0.2);

    public static optim.Optimizer Optimizer(Module network) => optim.Adam(network.parameters());

    public static object Script(jit.CompilationUnit unit, Tensor x) => unit.invoke("f", x, 2.0);
}

internal sealed class Careful(double factor)
{
    private static readonly Scalar One = 1;
    private readonly Scalar _factor = factor;

    public Tensor Scale(Tensor x) => x.mul(_factor);

    public static Tensor SumOfTensors(Tensor x, Tensor y) => x.add(y, One);

    public static Scalar Made() => 2;

    public static Tensor Declared(Tensor x)
    {
        using var two = Made();
        return x.mul(two);
    }

    public static Tensor[] DeclaredForClosure(Tensor[] all)
    {
        using Scalar two = 2, three = 3;
        return [.. all.Select(x => x.mul(two).add(three, One))];
    }

    public static Tensor Product(Tensor x, Tensor y) => x * y;

    public static float Read(Tensor x) => x.item<float>();

    public static Module<Tensor, Tensor> Layer() => Sequential(Linear(2, 2), ReLU(), Tanh());

    public static object Script(jit.CompilationUnit unit, Tensor x) => unit.invoke("f", x, One, 2, true);
}
