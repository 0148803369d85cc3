namespace TorchSharp;

public static partial class torch
{
    /// <summary>How a quotient is rounded.</summary>
    public enum RoundingMode
    {
        /// <summary>Not: true division.</summary>
        None,

        /// <summary>Towards zero.</summary>
        trunc,

        /// <summary>Towards minus infinity.</summary>
        floor,
    }

    public partial class Tensor
    {
        // Numbers go to the tensor overloads, as in Python: the native side wraps them as numbers of no dimension, which promote like
        // numbers. The Scalar overloads do the same with two more dispatches.
        public static Tensor operator -(Tensor tensor) => tensor.neg();

        public Tensor abs() => Op.Call("aten::abs", this);

        public Tensor abs_() => InPlace("aten::abs_");

        public Tensor add(Tensor target) => Op.Call("aten::add.Tensor", this, target);

        public Tensor add(Tensor target, Scalar alpha) => Op.Call("aten::add.Tensor", this, target, alpha);

        public Tensor add(Scalar scalar) => Op.Call("aten::add.Tensor", this, scalar);

        public Tensor add(Scalar scalar, Scalar alpha) => Op.Call("aten::add.Tensor", this, scalar, alpha);

        public Tensor add_(Tensor target) => InPlace("aten::add_.Tensor", target);

        /// <summary>Adds alpha · target.</summary>
        public Tensor add_(Tensor target, Scalar alpha) => InPlace("aten::add_.Tensor", target, alpha);

        public Tensor add_(Scalar scalar) => InPlace("aten::add_.Tensor", scalar);

        public Tensor add_(Scalar scalar, Scalar alpha) => InPlace("aten::add_.Tensor", scalar, alpha);

        /// <summary>this + value · tensor1 / tensor2.</summary>
        public Tensor addcdiv(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Call("aten::addcdiv", this, tensor1, tensor2, value);

        public Tensor addcdiv(Tensor tensor1, Tensor tensor2) => Op.Call("aten::addcdiv", this, tensor1, tensor2);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace("aten::addcdiv_", tensor1, tensor2, value);

        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2) => InPlace("aten::addcdiv_", tensor1, tensor2);

        /// <summary>this + value · tensor1 · tensor2.</summary>
        public Tensor addcmul(Tensor tensor1, Tensor tensor2, Scalar value) => Op.Call("aten::addcmul", this, tensor1, tensor2, value);

        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => InPlace("aten::addcmul_", tensor1, tensor2, value);

        public Tensor div(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Op.Call("aten::div.Tensor", this, target)
                : Op.Call("aten::div.Tensor_mode", this, target, rounding_mode.ToString());

        public Tensor div(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? Op.Call("aten::div.Tensor", this, target)
                : Op.Call("aten::div.Tensor_mode", this, target, rounding_mode.ToString());

        public Tensor div_(Tensor target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? InPlace("aten::div_.Tensor", target)
                : InPlace("aten::div_.Tensor_mode", target, rounding_mode.ToString());

        public Tensor div_(Scalar target, RoundingMode rounding_mode = RoundingMode.None) =>
            rounding_mode == RoundingMode.None
                ? InPlace("aten::div_.Tensor", target)
                : InPlace("aten::div_.Tensor_mode", target, rounding_mode.ToString());

        public Tensor fmod(Tensor target) => Op.Call("aten::fmod.Tensor", this, target);

        public Tensor fmod(Scalar target) => Op.Call("aten::fmod.Scalar", this, target);

        public Tensor remainder(Tensor target) => Op.Call("aten::remainder.Tensor", this, target);

        public Tensor remainder(Scalar target) => Op.Call("aten::remainder.Scalar", this, target);

        public Tensor lerp(Tensor end, Tensor weight) => Op.Call("aten::lerp.Tensor", this, end, weight);

        public Tensor lerp(Tensor end, Scalar weight) => Op.Call("aten::lerp.Scalar", this, end, weight);

        public Tensor lerp_(Tensor end, Tensor weight) => InPlace("aten::lerp_.Tensor", end, weight);

        public Tensor lerp_(Tensor end, Scalar weight) => InPlace("aten::lerp_.Scalar", end, weight);

        public Tensor mul(Tensor target) => Op.Call("aten::mul.Tensor", this, target);

        public Tensor mul(Scalar target) => Op.Call("aten::mul.Tensor", this, target);

        public Tensor mul_(Tensor target) => InPlace("aten::mul_.Tensor", target);

        public Tensor mul_(Scalar target) => InPlace("aten::mul_.Tensor", target);

        public Tensor neg() => Op.Call("aten::neg", this);

        public Tensor neg_() => InPlace("aten::neg_");

        public Tensor pow(Tensor exponent) => Op.Call("aten::pow.Tensor_Tensor", this, exponent);

        public Tensor pow_(Tensor exponent) => InPlace("aten::pow_.Tensor", exponent);

        public Tensor pow(Scalar exponent) => Op.Call("aten::pow.Tensor_Scalar", this, exponent);

        public Tensor pow_(Scalar exponent) => InPlace("aten::pow_.Scalar", exponent);

        public Tensor sub(Tensor target) => Op.Call("aten::sub.Tensor", this, target);

        public Tensor sub(Scalar target) => Op.Call("aten::sub.Tensor", this, target);

        public Tensor sub_(Tensor target) => InPlace("aten::sub_.Tensor", target);

        public Tensor sub_(Scalar target) => InPlace("aten::sub_.Tensor", target);

        public Tensor fill_(Scalar value) => InPlace("aten::fill_.Scalar", value);

        public Tensor zero_() => InPlace("aten::zero_");

        /// <summary>Calls an operator that changes this tensor.</summary>
        private Tensor InPlace(string op)
        {
            Op.CallVoid(op, this);
            return this;
        }

        private Tensor InPlace(string op, Arg first)
        {
            Op.CallVoid(op, this, first);
            return this;
        }

        private Tensor InPlace(string op, Arg first, Arg second)
        {
            Op.CallVoid(op, this, first, second);
            return this;
        }

        private Tensor InPlace(string op, Arg first, Arg second, Arg third)
        {
            Op.CallVoid(op, this, first, second, third);
            return this;
        }
    }
}
