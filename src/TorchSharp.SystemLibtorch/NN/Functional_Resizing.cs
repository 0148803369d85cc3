namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <param name="input">Any tensor.</param>
            /// <param name="pad">Elements before and after, last dimension first: left, right, top, bottom, …</param>
            /// <param name="mode">Zeros is Constant with value 0.</param>
            /// <param name="value">What Constant pads with.</param>
            public static Tensor pad(Tensor input, long[] pad, PaddingModes mode = PaddingModes.Constant, double value = 0) => mode switch
            {
                PaddingModes.Constant => Op.Call("aten::constant_pad_nd", input, pad, value),
                PaddingModes.Zeros => Op.Call("aten::constant_pad_nd", input, pad, 0.0),
                PaddingModes.Reflect => Op.Call("aten::pad", input, pad, "reflect"),
                PaddingModes.Replicate => Op.Call("aten::pad", input, pad, "replicate"),
                PaddingModes.Circular => Op.Call("aten::pad", input, pad, "circular"),
                _ => throw new ArgumentException($"pad: there is no padding mode {mode}."),
            };

            public static Tensor pad(Tensor input, ReadOnlySpan<long> pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, pad.ToArray(), mode, value);

            public static Tensor pad(Tensor input, (long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2], mode, value);

            public static Tensor pad(Tensor input, (long, long, long, long) pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad.Item1, pad.Item2, pad.Item3, pad.Item4], mode, value);

            public static Tensor pad(Tensor input, long pad, PaddingModes mode = PaddingModes.Constant, double value = 0) =>
                functional.pad(input, [pad, pad], mode, value);

            public static Tensor upsample_nearest2d(Tensor input, long[]? outputSizes = null, double[]? scaleFactors = null) =>
                Op.Call("aten::upsample_nearest2d.vec", input, outputSizes, scaleFactors);

            /// <summary>Resamples the spatial dimensions of (N, C, …) to a size or by a factor; exactly one of them is given.</summary>
            /// <param name="x">(N, C, W), (N, C, H, W) or (N, C, D, H, W).</param>
            /// <param name="size">Sizes wanted, one or one per spatial dimension.</param>
            /// <param name="scale_factor">Factors, one or one per spatial dimension.</param>
            /// <param name="mode">Linear, Bilinear, Bicubic and Trilinear are for 1, 2, 2 and 3 spatial dimensions.</param>
            /// <param name="align_corners">Whether the corner pixels' centres stay in place. Not for Nearest and Area.</param>
            /// <param name="recompute_scale_factor">Whether the factor is recomputed from the rounded size.</param>
            /// <param name="antialias">Low-pass filter first when shrinking; Bilinear and Bicubic only.</param>
            /// <exception cref="ArgumentException">A combination PyTorch does not have.</exception>
            public static Tensor interpolate(
                Tensor x, long[]? size = null, double[]? scale_factor = null, InterpolationMode mode = InterpolationMode.Nearest,
                bool? align_corners = null, bool recompute_scale_factor = false, bool antialias = false)
            {
                var shape = x.shape;
                var dimensions = shape.Length - 2;
                if (size is null == scale_factor is null)
                    throw new ArgumentException("interpolate: give either size or scale_factor.");
                if (align_corners is not null && mode is InterpolationMode.Nearest or InterpolationMode.Area or InterpolationMode.NearestExact)
                    throw new ArgumentException($"interpolate: align_corners is not for the mode {mode}.");
                if (antialias && mode is not (InterpolationMode.Bilinear or InterpolationMode.Bicubic))
                    throw new ArgumentException($"interpolate: antialias is for Bilinear and Bicubic, not for {mode}.");

                size = Spread(size, dimensions);
                scale_factor = Spread(scale_factor, dimensions);
                if (scale_factor is not null && (recompute_scale_factor || mode == InterpolationMode.Area))
                {
                    size = [.. scale_factor.Select((factor, d) => (long)Math.Floor(shape[d + 2] * factor))];
                    scale_factor = null;
                }

                var align = align_corners ?? false;
                return (mode, dimensions) switch
                {
                    (InterpolationMode.Nearest, 1) => Op.Call("aten::upsample_nearest1d.vec", x, size, scale_factor),
                    (InterpolationMode.Nearest, 2) => Op.Call("aten::upsample_nearest2d.vec", x, size, scale_factor),
                    (InterpolationMode.Nearest, 3) => Op.Call("aten::upsample_nearest3d.vec", x, size, scale_factor),
                    (InterpolationMode.NearestExact, 1) => Op.Call("aten::_upsample_nearest_exact1d.vec", x, size, scale_factor),
                    (InterpolationMode.NearestExact, 2) => Op.Call("aten::_upsample_nearest_exact2d.vec", x, size, scale_factor),
                    (InterpolationMode.NearestExact, 3) => Op.Call("aten::_upsample_nearest_exact3d.vec", x, size, scale_factor),
                    (InterpolationMode.Area, 1) => Op.Call("aten::adaptive_avg_pool1d", x, size),
                    (InterpolationMode.Area, 2) => Op.Call("aten::adaptive_avg_pool2d", x, size),
                    (InterpolationMode.Area, 3) => Op.Call("aten::adaptive_avg_pool3d", x, size),
                    (InterpolationMode.Linear, 1) => Op.Call("aten::upsample_linear1d.vec", x, size, align, scale_factor),
                    (InterpolationMode.Bilinear, 2) when antialias =>
                        Op.Call("aten::_upsample_bilinear2d_aa.vec", x, size, align, scale_factor),
                    (InterpolationMode.Bilinear, 2) => Op.Call("aten::upsample_bilinear2d.vec", x, size, align, scale_factor),
                    (InterpolationMode.Bicubic, 2) when antialias => Op.Call("aten::_upsample_bicubic2d_aa.vec", x, size, align, scale_factor),
                    (InterpolationMode.Bicubic, 2) => Op.Call("aten::upsample_bicubic2d.vec", x, size, align, scale_factor),
                    (InterpolationMode.Trilinear, 3) => Op.Call("aten::upsample_trilinear3d.vec", x, size, align, scale_factor),
                    _ => throw new ArgumentException($"interpolate: the mode {mode} does not fit an input with {shape.Length} dimensions."),
                };
            }

            private static T[]? Spread<T>(T[]? values, int dimensions)
            {
                if (values is null || values.Length == dimensions)
                    return values;
                if (values.Length == 1)
                    return [.. Enumerable.Repeat(values[0], dimensions)];
                throw new ArgumentException($"interpolate: {values.Length} sizes or factors for {dimensions} spatial dimensions.");
            }
        }
    }
}
