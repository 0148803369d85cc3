namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public static Tensor operator +(Tensor left, Tensor right) => left.add(right);

        public static Tensor operator +(Tensor left, Scalar right) => left.add(right);

        public static Tensor operator +(Scalar left, Tensor right) => right.add(left);

        public static Tensor operator +(Tensor left, int right) => Op.Call("aten::add.Tensor", left, right);

        public static Tensor operator +(Tensor left, long right) => Op.Call("aten::add.Tensor", left, right);

        public static Tensor operator +(Tensor left, float right) => Op.Call("aten::add.Tensor", left, right);

        public static Tensor operator +(Tensor left, double right) => Op.Call("aten::add.Tensor", left, right);

        public static Tensor operator +(int left, Tensor right) => Op.Call("aten::add.Tensor", right, left);

        public static Tensor operator +(long left, Tensor right) => Op.Call("aten::add.Tensor", right, left);

        public static Tensor operator +(float left, Tensor right) => Op.Call("aten::add.Tensor", right, left);

        public static Tensor operator +(double left, Tensor right) => Op.Call("aten::add.Tensor", right, left);

        public static Tensor operator -(Tensor left, Tensor right) => left.sub(right);

        public static Tensor operator -(Tensor left, Scalar right) => left.sub(right);

        public static Tensor operator -(Scalar left, Tensor right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(Tensor left, int right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(Tensor left, long right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(Tensor left, float right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(Tensor left, double right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(int left, Tensor right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(long left, Tensor right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(float left, Tensor right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator -(double left, Tensor right) => Op.Call("aten::sub.Tensor", left, right);

        public static Tensor operator *(Tensor left, Tensor right) => left.mul(right);

        public static Tensor operator *(Tensor left, Scalar right) => left.mul(right);

        public static Tensor operator *(Scalar left, Tensor right) => right.mul(left);

        public static Tensor operator *(Tensor left, int right) => Op.Call("aten::mul.Tensor", left, right);

        public static Tensor operator *(Tensor left, long right) => Op.Call("aten::mul.Tensor", left, right);

        public static Tensor operator *(Tensor left, float right) => Op.Call("aten::mul.Tensor", left, right);

        public static Tensor operator *(Tensor left, double right) => Op.Call("aten::mul.Tensor", left, right);

        public static Tensor operator *(int left, Tensor right) => Op.Call("aten::mul.Tensor", right, left);

        public static Tensor operator *(long left, Tensor right) => Op.Call("aten::mul.Tensor", right, left);

        public static Tensor operator *(float left, Tensor right) => Op.Call("aten::mul.Tensor", right, left);

        public static Tensor operator *(double left, Tensor right) => Op.Call("aten::mul.Tensor", right, left);

        public static Tensor operator /(Tensor left, Tensor right) => left.div(right);

        public static Tensor operator /(Tensor left, Scalar right) => left.div(right);

        public static Tensor operator /(Scalar left, Tensor right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(Tensor left, int right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(Tensor left, long right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(Tensor left, float right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(Tensor left, double right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(int left, Tensor right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(long left, Tensor right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(float left, Tensor right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator /(double left, Tensor right) => Op.Call("aten::div.Tensor", left, right);

        public static Tensor operator ==(Tensor left, Tensor right) => left.eq(right);

        public static Tensor operator ==(Tensor left, Scalar right) => left.eq(right);

        public static Tensor operator ==(Scalar left, Tensor right) => right.eq(left);

        public static Tensor operator !=(Tensor left, Tensor right) => left.ne(right);

        public static Tensor operator !=(Tensor left, Scalar right) => left.ne(right);

        public static Tensor operator !=(Scalar left, Tensor right) => right.ne(left);

        public static Tensor operator <(Tensor left, Tensor right) => left.lt(right);

        public static Tensor operator <(Tensor left, Scalar right) => left.lt(right);

        public static Tensor operator <(Scalar left, Tensor right) => right.gt(left);

        public static Tensor operator >(Tensor left, Tensor right) => left.gt(right);

        public static Tensor operator >(Tensor left, Scalar right) => left.gt(right);

        public static Tensor operator >(Scalar left, Tensor right) => right.lt(left);

        public static Tensor operator <=(Tensor left, Tensor right) => left.le(right);

        public static Tensor operator <=(Tensor left, Scalar right) => left.le(right);

        public static Tensor operator <=(Scalar left, Tensor right) => right.ge(left);

        public static Tensor operator >=(Tensor left, Tensor right) => left.ge(right);

        public static Tensor operator >=(Tensor left, Scalar right) => left.ge(right);

        public static Tensor operator >=(Scalar left, Tensor right) => right.le(left);

        public static Tensor operator &(Tensor left, Tensor right) => Op.Call("aten::bitwise_and.Tensor", left, right);

        public static Tensor operator |(Tensor left, Tensor right) => Op.Call("aten::bitwise_or.Tensor", left, right);

        public static Tensor operator ^(Tensor left, Tensor right) => Op.Call("aten::bitwise_xor.Tensor", left, right);

        public static Tensor operator ~(Tensor tensor) => Op.Call("aten::bitwise_not", tensor);

        public static Tensor operator %(Tensor left, Tensor right) => left.remainder(right);

        public static Tensor operator %(Tensor left, Scalar right) => left.remainder(right);

        public static implicit operator Tensor(byte value) => tensor(value);

        public static implicit operator Tensor(sbyte value) => tensor(value);

        public static implicit operator Tensor(short value) => tensor(value);

        public static implicit operator Tensor(int value) => tensor(value);

        public static implicit operator Tensor(long value) => tensor(value);

        public static implicit operator Tensor(float value) => tensor(value);

        public static implicit operator Tensor(double value) => tensor(value);

        public static implicit operator Tensor(bool value) => tensor(value);

        public static implicit operator Tensor((float, float) value) => tensor(value);

        public static implicit operator Tensor(System.Numerics.Complex value) => tensor(value);

        public static implicit operator Tensor(byte[] value) => tensor(value);

        public static implicit operator Tensor(sbyte[] value) => tensor(value);

        public static implicit operator Tensor(short[] value) => tensor(value);

        public static implicit operator Tensor(int[] value) => tensor(value);

        public static implicit operator Tensor(long[] value) => tensor(value);

        public static implicit operator Tensor(float[] value) => tensor(value);

        public static implicit operator Tensor(double[] value) => tensor(value);

        public static implicit operator Tensor(bool[] value) => tensor(value);

        public static implicit operator Tensor((float, float)[] value) => tensor(value);

        public static implicit operator Tensor(System.Numerics.Complex[] value) => tensor(value);

        public static implicit operator Tensor(Scalar scalar) => scalar_tensor(scalar);

        public static explicit operator float(Tensor value) => Op.Item(value).ToSingle();

        public static explicit operator double(Tensor value) => Op.Item(value).ToDouble();

        public static explicit operator sbyte(Tensor value) => Op.Item(value).ToSByte();

        public static explicit operator byte(Tensor value) => Op.Item(value).ToByte();

        public static explicit operator short(Tensor value) => Op.Item(value).ToInt16();

        public static explicit operator int(Tensor value) => Op.Item(value).ToInt32();

        public static explicit operator long(Tensor value) => Op.Item(value).ToInt64();

        public static explicit operator bool(Tensor value) => Op.Item(value).ToBoolean();
    }
}
