namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor acos() => Op.Call("aten::acos", this);

        public Tensor acos_() => InPlace("aten::acos_");

        public Tensor asin() => Op.Call("aten::asin", this);

        public Tensor asin_() => InPlace("aten::asin_");

        public Tensor atan() => Op.Call("aten::atan", this);

        public Tensor atan_() => InPlace("aten::atan_");

        public Tensor ceil() => Op.Call("aten::ceil", this);

        public Tensor ceil_() => InPlace("aten::ceil_");

        public Tensor cos() => Op.Call("aten::cos", this);

        public Tensor cos_() => InPlace("aten::cos_");

        public Tensor cosh() => Op.Call("aten::cosh", this);

        public Tensor cosh_() => InPlace("aten::cosh_");

        public Tensor erf() => Op.Call("aten::erf", this);

        public Tensor erf_() => InPlace("aten::erf_");

        public Tensor exp() => Op.Call("aten::exp", this);

        public Tensor exp_() => InPlace("aten::exp_");

        /// <summary>exp(x) − 1, exact for small x.</summary>
        public Tensor expm1() => Op.Call("aten::expm1", this);

        public Tensor expm1_() => InPlace("aten::expm1_");

        public Tensor floor() => Op.Call("aten::floor", this);

        public Tensor floor_() => InPlace("aten::floor_");

        public Tensor frac() => Op.Call("aten::frac", this);

        public Tensor frac_() => InPlace("aten::frac_");

        public Tensor log() => Op.Call("aten::log", this);

        public Tensor log_() => InPlace("aten::log_");

        public Tensor log10() => Op.Call("aten::log10", this);

        public Tensor log10_() => InPlace("aten::log10_");

        /// <summary>log(1 + x), exact for small x.</summary>
        public Tensor log1p() => Op.Call("aten::log1p", this);

        public Tensor log1p_() => InPlace("aten::log1p_");

        public Tensor log2() => Op.Call("aten::log2", this);

        public Tensor log2_() => InPlace("aten::log2_");

        public Tensor reciprocal() => Op.Call("aten::reciprocal", this);

        public Tensor reciprocal_() => InPlace("aten::reciprocal_");

        /// <summary>1 / √x.</summary>
        public Tensor rsqrt() => Op.Call("aten::rsqrt", this);

        public Tensor rsqrt_() => InPlace("aten::rsqrt_");

        public Tensor sigmoid() => Op.Call("aten::sigmoid", this);

        public Tensor sigmoid_() => InPlace("aten::sigmoid_");

        public Tensor sign() => Op.Call("aten::sign", this);

        public Tensor sign_() => InPlace("aten::sign_");

        public Tensor sin() => Op.Call("aten::sin", this);

        public Tensor sin_() => InPlace("aten::sin_");

        public Tensor sinh() => Op.Call("aten::sinh", this);

        public Tensor sinh_() => InPlace("aten::sinh_");

        public Tensor sqrt() => Op.Call("aten::sqrt", this);

        public Tensor sqrt_() => InPlace("aten::sqrt_");

        public Tensor square() => Op.Call("aten::square", this);

        public Tensor square_() => InPlace("aten::square_");

        public Tensor tan() => Op.Call("aten::tan", this);

        public Tensor tan_() => InPlace("aten::tan_");

        public Tensor tanh() => Op.Call("aten::tanh", this);

        public Tensor tanh_() => InPlace("aten::tanh_");

        public Tensor trunc() => Op.Call("aten::trunc", this);

        public Tensor trunc_() => InPlace("aten::trunc_");

        public Tensor relu() => Op.Call("aten::relu", this);

        public Tensor relu_() => InPlace("aten::relu_");

        /// <summary>Rounds to nearest, ties to even, at a number of decimals.</summary>
        public Tensor round(long decimals = 0) =>
            decimals == 0 ? Op.Call("aten::round", this) : Op.Call("aten::round.decimals", this, decimals);

        public Tensor leaky_relu(Scalar negative_slope) => Op.Call("aten::leaky_relu", this, negative_slope);

        public Tensor leaky_relu_(Scalar negative_slope) => InPlace("aten::leaky_relu_", negative_slope);

        public Tensor softplus(double beta = 1, double threshold = 20) => Op.Call("aten::softplus", this, beta, threshold);

        public Tensor softmax(long dim, ScalarType? dtype = null) => Op.Call("aten::softmax.int", this, dim, dtype);

        public Tensor log_softmax(long dim, ScalarType? dtype = null) => Op.Call("aten::log_softmax.int", this, dim, dtype);

        public Tensor log_sigmoid() => Op.Call("aten::log_sigmoid", this);

        public Tensor clamp(Scalar? min = null, Scalar? max = null) => Op.Call("aten::clamp", this, min, max);

        public Tensor clamp(Tensor? min = null, Tensor? max = null) => Op.Call("aten::clamp.Tensor", this, min, max);

        public Tensor clamp_(Scalar? min = null, Scalar? max = null) => InPlace("aten::clamp_", min, max);

        public Tensor clamp_(Tensor? min = null, Tensor? max = null) => InPlace("aten::clamp_.Tensor", min, max);

        public Tensor clamp_max(Scalar max) => Op.Call("aten::clamp_max", this, max);

        public Tensor clamp_min(Scalar min) => Op.Call("aten::clamp_min", this, min);

        public Tensor nan_to_num(double? nan = null, double? posinf = null, double? neginf = null) =>
            Op.Call("aten::nan_to_num", this, nan, posinf, neginf);

        public Tensor logaddexp(Tensor other) => Op.Call("aten::logaddexp", this, other);
    }
}
