// Kernels beyond TorchSharp's API. Every element is a function of its own inputs alone, in operations that IEEE 754 rounds correctly
// (+, -, *, /, sqrt, fma), so the bits do not depend on threads or on the instruction level chosen below.
#include <ATen/Parallel.h>

#include <cmath>
#include <vector>

#include "shim.h"

// One compiled copy per instruction level; the loader picks the best that the processor has. fmaf without FMA is exact but slow.
// Levels, not models: a clone for "arch=haswell" is picked on Intel's processors only, and others would get the slow default.
#if defined(__x86_64__) && (defined(__clang__) || __GNUC__ >= 12)
#define GB_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#elif defined(__x86_64__)
#define GB_CLONES __attribute__((target_clones("avx512f", "fma", "default")))
#else
#define GB_CLONES
#endif

namespace {

constexpr int64_t grain = 1 << 14;  // elements per thread at least

struct Adam {
    float beta1, beta2, one_minus_beta1, one_minus_beta2, root_correction2, epsilon, negative_rate, weight_decay;
};

GB_CLONES void adam_range(float* __restrict p, const float* __restrict g, float* __restrict m, float* __restrict v, int64_t count, Adam c) {
    for (int64_t k = 0; k < count; k++) {
        float gradient = __builtin_fmaf(p[k], c.weight_decay, g[k]);
        float first = __builtin_fmaf(gradient, c.one_minus_beta1, m[k] * c.beta1);
        float second = __builtin_fmaf(c.one_minus_beta2 * gradient, gradient, v[k] * c.beta2);
        float denominator = std::sqrt(second) / c.root_correction2 + c.epsilon;
        m[k] = first;
        v[k] = second;
        p[k] = p[k] + c.negative_rate * first / denominator;
    }
}

struct RmsProp {
    float alpha, one_minus_alpha, epsilon, negative_rate, weight_decay, momentum;
};

GB_CLONES void rmsprop_range(float* __restrict p, const float* __restrict g, float* __restrict s, int64_t count, RmsProp c) {
    for (int64_t k = 0; k < count; k++) {
        float gradient = __builtin_fmaf(p[k], c.weight_decay, g[k]);
        float square = __builtin_fmaf(c.one_minus_alpha * gradient, gradient, s[k] * c.alpha);
        s[k] = square;
        p[k] = p[k] + c.negative_rate * gradient / (std::sqrt(square) + c.epsilon);
    }
}

GB_CLONES void rmsprop_momentum_range(
    float* __restrict p, const float* __restrict g, float* __restrict s, float* __restrict b, int64_t count, RmsProp c) {
    for (int64_t k = 0; k < count; k++) {
        float gradient = __builtin_fmaf(p[k], c.weight_decay, g[k]);
        float square = __builtin_fmaf(c.one_minus_alpha * gradient, gradient, s[k] * c.alpha);
        float buffer = b[k] * c.momentum + gradient / (std::sqrt(square) + c.epsilon);
        s[k] = square;
        b[k] = buffer;
        p[k] = __builtin_fmaf(buffer, c.negative_rate, p[k]);
    }
}

struct Sgd {
    float negative_rate, momentum, one_minus_dampening, weight_decay;
    bool nesterov, first;
};

GB_CLONES void sgd_range(float* __restrict p, const float* __restrict g, int64_t count, Sgd c) {
    for (int64_t k = 0; k < count; k++) {
        p[k] = __builtin_fmaf(__builtin_fmaf(p[k], c.weight_decay, g[k]), c.negative_rate, p[k]);
    }
}

GB_CLONES void sgd_momentum_range(float* __restrict p, const float* __restrict g, float* __restrict b, int64_t count, Sgd c) {
    for (int64_t k = 0; k < count; k++) {
        float gradient = __builtin_fmaf(p[k], c.weight_decay, g[k]);
        float buffer = c.first ? gradient : __builtin_fmaf(gradient, c.one_minus_dampening, b[k] * c.momentum);
        b[k] = buffer;
        float direction = c.nesterov ? __builtin_fmaf(buffer, c.momentum, gradient) : buffer;
        p[k] = __builtin_fmaf(direction, c.negative_rate, p[k]);
    }
}

// Philox4x32-10 (Salmon et al., 2011): key (key0's halves), counter (block's halves, key1's halves). Element 4·block + w of the
// sequence is word w. Sixteen blocks at a time, one array per word, so that compilers see vectors.
constexpr int lanes = 16;

GB_CLONES void dropout_range(float* __restrict out, int64_t first_block, int64_t blocks, uint64_t key0, uint64_t key1, uint32_t threshold, float kept) {
    for (int64_t start = 0; start < blocks; start += lanes) {
        uint32_t x0[lanes], x1[lanes], x2[lanes], x3[lanes];
        for (int k = 0; k < lanes; k++) {
            auto block = static_cast<uint64_t>(first_block + start + k);
            x0[k] = static_cast<uint32_t>(block);
            x1[k] = static_cast<uint32_t>(block >> 32);
            x2[k] = static_cast<uint32_t>(key1);
            x3[k] = static_cast<uint32_t>(key1 >> 32);
        }
        auto k0 = static_cast<uint32_t>(key0);
        auto k1 = static_cast<uint32_t>(key0 >> 32);
        for (int round = 0; round < 10; round++) {
            for (int k = 0; k < lanes; k++) {
                uint64_t product0 = uint64_t{0xD2511F53} * x0[k];
                uint64_t product1 = uint64_t{0xCD9E8D57} * x2[k];
                uint32_t y0 = static_cast<uint32_t>(product1 >> 32) ^ x1[k] ^ k0;
                uint32_t y2 = static_cast<uint32_t>(product0 >> 32) ^ x3[k] ^ k1;
                x1[k] = static_cast<uint32_t>(product1);
                x3[k] = static_cast<uint32_t>(product0);
                x0[k] = y0;
                x2[k] = y2;
            }
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }
        int64_t count = std::min<int64_t>(lanes, blocks - start);
        for (int64_t k = 0; k < count; k++) {
            float* words = out + 4 * (start + k);
            words[0] = x0[k] < threshold ? 0.0f : kept;
            words[1] = x1[k] < threshold ? 0.0f : kept;
            words[2] = x2[k] < threshold ? 0.0f : kept;
            words[3] = x3[k] < threshold ? 0.0f : kept;
        }
    }
}

// The memory of a float32 CPU tensor whose elements fill it without gaps, in whatever order of dimensions.
float* dense(const at::Tensor& tensor, const char* what) {
    if (!tensor.defined() || tensor.scalar_type() != at::kFloat || !tensor.device().is_cpu()) {
        throw std::invalid_argument(std::string(what) + " must be float32 on the CPU");
    }
    if (!tensor.is_non_overlapping_and_dense()) {
        throw std::invalid_argument(std::string(what) + " must be dense");
    }
    return static_cast<float*>(tensor.data_ptr());
}

// Memory that lies like another tensor's: what belongs to one element is at one offset.
float* like(const at::Tensor& tensor, const at::Tensor& other, const char* what) {
    auto* data = dense(tensor, what);
    if (tensor.sizes() != other.sizes() || tensor.strides() != other.strides()) {
        throw std::invalid_argument(std::string(what) + " must have the parameter's shape and strides");
    }
    return data;
}

// The gradient in the parameter's layout; a backward pass may have left it in another.
at::Tensor aligned(const at::Tensor& gradient, const at::Tensor& parameter) {
    if (!gradient.defined() || gradient.sizes() != parameter.sizes()) {
        throw std::invalid_argument("a gradient must have its parameter's shape");
    }
    return gradient.strides() == parameter.strides() ? gradient : at::empty_like(parameter).copy_(gradient);
}

// In-place changes count, so that autograd notices a graph whose saved tensors are stale.
void changed(const at::Tensor& tensor) {
    if (!tensor.is_inference()) {
        tensor.unsafeGetTensorImpl()->bump_version();
    }
}

}  // namespace

GB_API int32_t gb_adam_step(
    void* const* parameters, void* const* gradients, void* const* first_moments, void* const* second_moments, int32_t count, double rate,
    double beta1, double beta2, double epsilon, double weight_decay, int64_t step) {
    return gb::guarded("adam_step", [&] {
        at::NoGradGuard no_grad;
        // The corrections in float64, as in PyTorch; everything that meets a tensor is rounded to float32 first.
        double correction1 = 1 - std::pow(beta1, static_cast<double>(step));
        double correction2 = 1 - std::pow(beta2, static_cast<double>(step));
        Adam constants{
            static_cast<float>(beta1), static_cast<float>(beta2), static_cast<float>(1 - beta1), static_cast<float>(1 - beta2),
            static_cast<float>(std::sqrt(correction2)), static_cast<float>(epsilon), static_cast<float>(-(rate / correction1)),
            static_cast<float>(weight_decay)};
        for (int32_t k = 0; k < count; k++) {
            auto parameter = gb::borrow(parameters[k]);
            auto first = gb::borrow(first_moments[k]);
            auto second = gb::borrow(second_moments[k]);
            auto* p = dense(parameter, "a parameter");
            auto gradient = aligned(gb::borrow(gradients[k]), parameter);
            auto* g = like(gradient, parameter, "a gradient");
            auto* m = like(first, parameter, "a first moment");
            auto* v = like(second, parameter, "a second moment");
            at::parallel_for(0, parameter.numel(), grain, [&](int64_t begin, int64_t end) {
                adam_range(p + begin, g + begin, m + begin, v + begin, end - begin, constants);
            });
            changed(parameter);
            changed(first);
            changed(second);
        }
    });
}

// momenta may be null when momentum is 0.
GB_API int32_t gb_rmsprop_step(
    void* const* parameters, void* const* gradients, void* const* squares, void* const* momenta, int32_t count, double rate, double alpha,
    double epsilon, double weight_decay, double momentum) {
    return gb::guarded("rmsprop_step", [&] {
        at::NoGradGuard no_grad;
        RmsProp constants{
            static_cast<float>(alpha), static_cast<float>(1 - alpha), static_cast<float>(epsilon), static_cast<float>(-rate),
            static_cast<float>(weight_decay), static_cast<float>(momentum)};
        for (int32_t k = 0; k < count; k++) {
            auto parameter = gb::borrow(parameters[k]);
            auto square = gb::borrow(squares[k]);
            auto* p = dense(parameter, "a parameter");
            auto gradient = aligned(gb::borrow(gradients[k]), parameter);
            auto* g = like(gradient, parameter, "a gradient");
            auto* s = like(square, parameter, "a mean of squares");
            if (momentum == 0) {
                at::parallel_for(0, parameter.numel(), grain, [&](int64_t begin, int64_t end) {
                    rmsprop_range(p + begin, g + begin, s + begin, end - begin, constants);
                });
            } else {
                auto buffer = gb::borrow(momenta[k]);
                auto* b = like(buffer, parameter, "a momentum");
                at::parallel_for(0, parameter.numel(), grain, [&](int64_t begin, int64_t end) {
                    rmsprop_momentum_range(p + begin, g + begin, s + begin, b + begin, end - begin, constants);
                });
                changed(buffer);
            }
            changed(parameter);
            changed(square);
        }
    });
}

// momenta may be null when momentum is 0; first: they hold nothing yet and take the gradient.
GB_API int32_t gb_sgd_step(
    void* const* parameters, void* const* gradients, void* const* momenta, int32_t count, double rate, double momentum, double dampening,
    double weight_decay, int32_t nesterov, int32_t first) {
    return gb::guarded("sgd_step", [&] {
        at::NoGradGuard no_grad;
        Sgd constants{
            static_cast<float>(-rate), static_cast<float>(momentum), static_cast<float>(1 - dampening), static_cast<float>(weight_decay),
            nesterov != 0, first != 0};
        for (int32_t k = 0; k < count; k++) {
            auto parameter = gb::borrow(parameters[k]);
            auto* p = dense(parameter, "a parameter");
            auto gradient = aligned(gb::borrow(gradients[k]), parameter);
            auto* g = like(gradient, parameter, "a gradient");
            if (momentum == 0) {
                at::parallel_for(0, parameter.numel(), grain, [&](int64_t begin, int64_t end) {
                    sgd_range(p + begin, g + begin, end - begin, constants);
                });
            } else {
                auto buffer = gb::borrow(momenta[k]);
                auto* b = like(buffer, parameter, "a momentum");
                at::parallel_for(0, parameter.numel(), grain, [&](int64_t begin, int64_t end) {
                    sgd_momentum_range(p + begin, g + begin, b + begin, end - begin, constants);
                });
                changed(buffer);
            }
            changed(parameter);
        }
    });
}

GB_API void* gb_dropout_mask(const int64_t* sizes, int32_t dimensions, double p, uint64_t key0, uint64_t key1) {
    return gb::guarded("dropout_mask", static_cast<void*>(nullptr), [&]() -> void* {
        if (!(p >= 0 && p < 1)) {
            throw std::invalid_argument("p must be in [0, 1)");
        }
        auto threshold = static_cast<uint32_t>(p * 4294967296.0);
        auto kept = static_cast<float>(1 / (1 - p));
        auto mask = at::empty(c10::IntArrayRef(sizes, dimensions), at::TensorOptions().dtype(at::kFloat));
        auto* out = static_cast<float*>(mask.data_ptr());
        int64_t count = mask.numel();
        at::parallel_for(0, count / 4, grain / 4, [&](int64_t begin, int64_t end) {
            dropout_range(out + 4 * begin, begin, end - begin, key0, key1, threshold, kept);
        });
        if (count % 4 != 0) {
            float last[4];
            dropout_range(last, count / 4, 1, key0, key1, threshold, kept);
            std::copy_n(last, count % 4, out + count / 4 * 4);
        }
        return gb::release(mask);
    });
}
