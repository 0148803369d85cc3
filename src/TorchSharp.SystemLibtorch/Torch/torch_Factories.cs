namespace TorchSharp;

public static partial class torch
{
    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make("aten::empty_like", requires_grad, input, dtype, Arg.None, device);

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make("aten::zeros_like", requires_grad, input, dtype, Arg.None, device);

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make("aten::ones_like", requires_grad, input, dtype, Arg.None, device);

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make("aten::full_like", requires_grad, input, value, dtype, Arg.None, device);

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::rand_like", requires_grad, input, dtype, Arg.None, device);

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::randn_like", requires_grad, input, dtype, Arg.None, device);

    /// <summary>start, start + step, … up to but without stop.</summary>
    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::arange.start_step", requires_grad, start, stop, step, dtype, Arg.None, Place(device));

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::arange.start", requires_grad, start, stop, dtype, Arg.None, Place(device));

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::arange", requires_grad, stop, dtype, Arg.None, Place(device));

    /// <summary>The identity matrix; columns default to rows.</summary>
    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Make("aten::eye.m", requires_grad, rows, columns < 0 ? rows : columns, dtype, Arg.None, Place(device));

    /// <summary>Evenly spaced values, both ends included.</summary>
    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::linspace", requires_grad, start, end, steps, dtype, Arg.None, Place(device));

    public static Tensor logspace(double start, double end, long steps, double @base = 10, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::logspace", requires_grad, start, end, steps, @base, dtype, Arg.None, Place(device));

    /// <summary>A tensor without dimensions.</summary>
    public static Tensor scalar_tensor(Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Make("aten::scalar_tensor", requires_grad, value, dtype ?? ValueType(value), Arg.None, Place(device));

    /// <summary>Integers from low up to but without high; Int64 unless a type is given.</summary>
    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Make("aten::randint.low_generator", requires_grad, low, high, size.Shape, generator, dtype ?? ScalarType.Int64, Arg.None, Place(device));

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(int low, int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, new Size(size), dtype, device, requires_grad, generator);

    public static Tensor randint(int high, int[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, new Size(size), dtype, device, requires_grad, generator);

    /// <summary>A random permutation of 0 … n − 1.</summary>
    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Make("aten::randperm.generator", requires_grad, n, generator, dtype ?? ScalarType.Int64, Arg.None, Place(device));

    public static Tensor randperm(long n, Tensor @out, Generator? generator = null)
    {
        using var permutation = randperm(n, @out.dtype, @out.device, generator: generator);
        @out.resize_(n).copy_(permutation);
        return @out;
    }

    public static Tensor normal(
        double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Make("aten::normal.float_float", requires_grad, mean, std, size, generator, dtype, Arg.None, Place(device));

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Op.Call("aten::normal.Tensor_Tensor", mean, std, generator);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.bernoulli(generator);

    public static Tensor multinomial(Tensor input, long num_samples, bool replacement = false, Generator? generator = null) =>
        input.multinomial(num_samples, replacement, generator);
}
