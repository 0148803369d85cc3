namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public static partial class functional
        {
            /// <summary>x for x &gt; 0, else alpha (eˣ - 1).</summary>
            public static Tensor elu(Tensor x, double alpha, bool inplace = false) =>
                Op.Call(inplace ? "aten::elu_" : "aten::elu", x, alpha);

            /// <summary>x for x &gt; 0, else negative_slope x.</summary>
            public static Tensor leaky_relu(Tensor input, double negative_slope = 0.01, bool inplace = false) =>
                Op.Call(inplace ? "aten::leaky_relu_" : "aten::leaky_relu", input, negative_slope);

            public static Tensor log_softmax(Tensor x, long dim) => Op.Call("aten::log_softmax.int", x, dim);

            public static Tensor relu(Tensor x, bool inplace = false) => Op.Call(inplace ? "aten::relu_" : "aten::relu", x);

            public static Tensor selu(Tensor x, bool inplace = false) => Op.Call(inplace ? "aten::selu_" : "aten::selu", x);

            public static Tensor sigmoid(Tensor x, bool inplace) => Op.Call(inplace ? "aten::sigmoid_" : "aten::sigmoid", x);

            public static Tensor sigmoid(Tensor x) => sigmoid(x, false);

            public static Tensor softmax(Tensor input, long dim, ScalarType? dtype = null) => Op.Call("aten::softmax.int", input, dim, dtype);

            /// <summary>log(1 + e^(beta x)) / beta; x itself where beta x exceeds the threshold.</summary>
            public static Tensor softplus(Tensor x, double beta = 1, double threshold = 20) => Op.Call("aten::softplus", x, beta, threshold);

            public static Tensor tanh(Tensor x, bool inplace = false) => Op.Call(inplace ? "aten::tanh_" : "aten::tanh", x);
        }
    }
}
