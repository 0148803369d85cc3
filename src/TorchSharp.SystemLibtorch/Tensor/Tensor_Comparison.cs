namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Op.Call("aten::eq.Tensor", this, target);

        public Tensor eq(Scalar target) => Op.Call("aten::eq.Scalar", this, target);

        public Tensor ne(Tensor target) => Op.Call("aten::ne.Tensor", this, target);

        public Tensor ne(Scalar target) => Op.Call("aten::ne.Scalar", this, target);

        public Tensor lt(Tensor target) => Op.Call("aten::lt.Tensor", this, target);

        public Tensor lt(Scalar target) => Op.Call("aten::lt.Scalar", this, target);

        public Tensor le(Tensor target) => Op.Call("aten::le.Tensor", this, target);

        public Tensor le(Scalar target) => Op.Call("aten::le.Scalar", this, target);

        public Tensor gt(Tensor target) => Op.Call("aten::gt.Tensor", this, target);

        public Tensor gt(Scalar target) => Op.Call("aten::gt.Scalar", this, target);

        public Tensor ge(Tensor target) => Op.Call("aten::ge.Tensor", this, target);

        public Tensor ge(Scalar target) => Op.Call("aten::ge.Scalar", this, target);

        public Tensor logical_and(Tensor other) => Op.Call("aten::logical_and", this, other);

        public Tensor logical_or(Tensor other) => Op.Call("aten::logical_or", this, other);

        public Tensor logical_xor(Tensor other) => Op.Call("aten::logical_xor", this, other);

        public Tensor bitwise_and(Tensor other) => Op.Call("aten::bitwise_and.Tensor", this, other);

        public Tensor bitwise_or(Tensor other) => Op.Call("aten::bitwise_or.Tensor", this, other);

        public Tensor bitwise_xor(Tensor other) => Op.Call("aten::bitwise_xor.Tensor", this, other);

        public Tensor logical_not() => Op.Call("aten::logical_not", this);

        public Tensor bitwise_not() => Op.Call("aten::bitwise_not", this);

        public Tensor isinf() => Op.Call("aten::isinf", this);

        public Tensor isfinite() => Op.Call("aten::isfinite", this);

        public Tensor isnan() => Op.Call("aten::isnan", this);

        /// <summary>Elementwise equality, like eq.</summary>
        public Tensor equal(Tensor target) => eq(target);

        /// <summary>True if shape and every element are the same.</summary>
        public bool Equals(Tensor target) => Op.CallBool("aten::equal", this, target);

        public override bool Equals(object? obj) => obj is Tensor other && (ReferenceEquals(this, other) || Equals(other));

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

        /// <summary>True if everywhere |this − target| ≤ atol + rtol · |target|.</summary>
        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Op.CallBool("aten::allclose", this, target, rtol, atol, equal_nan);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Op.Call("aten::isclose", this, other, rtol, atol, nanEqual);

        public Tensor maximum(Tensor other) => Op.Call("aten::maximum", this, other);

        public Tensor minimum(Tensor other) => Op.Call("aten::minimum", this, other);

        /// <summary>This tensor's elements where the condition holds, the other's elsewhere.</summary>
        public Tensor where(Tensor condition, Tensor y) => Op.Call("aten::where.self", condition, this, y);

        public Tensor masked_fill(Tensor mask, Scalar value) => Op.Call("aten::masked_fill.Scalar", this, mask, value);

        public Tensor masked_fill_(Tensor mask, Scalar value) => InPlace("aten::masked_fill_.Scalar", mask, value);

        public Tensor masked_select(Tensor mask) => Op.Call("aten::masked_select", this, mask);
    }
}
