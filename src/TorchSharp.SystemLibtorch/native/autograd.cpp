// Gradients: what the dispatcher does not have.
#include <c10/core/GradMode.h>
#include <c10/core/InferenceMode.h>
#include <torch/csrc/autograd/anomaly_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include <vector>

#include "shim.h"

namespace {

std::vector<at::Tensor> borrow_all(void* const* handles, int32_t count) {
    std::vector<at::Tensor> tensors;
    tensors.reserve(count);
    for (int32_t k = 0; k < count; k++) {
        tensors.push_back(gb::borrow(handles[k]));
    }
    return tensors;
}

}  // namespace

GB_API int32_t gb_backward(
    void* const* tensors, int32_t count, void* const* gradients, int32_t gradient_count, int32_t retain_graph, int32_t create_graph,
    void* const* inputs, int32_t input_count) {
    return gb::guarded("autograd::backward", [&] {
        torch::autograd::backward(
            borrow_all(tensors, count), borrow_all(gradients, gradient_count), retain_graph != 0, create_graph != 0,
            borrow_all(inputs, input_count));
    });
}

// Writes input_count gradients, null for an unused input.
GB_API int32_t gb_grad(
    void* const* outputs, int32_t count, void* const* inputs, int32_t input_count, void* const* gradients, int32_t gradient_count,
    int32_t retain_graph, int32_t create_graph, int32_t allow_unused, void** results) {
    return gb::guarded("autograd::grad", [&] {
        auto found = torch::autograd::grad(
            borrow_all(outputs, count), borrow_all(inputs, input_count), borrow_all(gradients, gradient_count), retain_graph != 0,
            create_graph != 0, allow_unused != 0);
        for (int32_t k = 0; k < input_count; k++) {
            results[k] = gb::release(std::move(found[k]));
        }
    });
}

GB_API int32_t gb_tensor_requires_grad(void* tensor) {
    return gb::guarded("requires_grad", int32_t{-1}, [&]() -> int32_t { return gb::borrow(tensor).requires_grad() ? 1 : 0; });
}

GB_API int32_t gb_tensor_set_requires_grad(void* tensor, int32_t value) {
    return gb::guarded("requires_grad_", [&] { gb::borrow(tensor).requires_grad_(value != 0); });
}

GB_API int32_t gb_tensor_is_leaf(void* tensor) {
    return gb::guarded("is_leaf", int32_t{-1}, [&]() -> int32_t { return gb::borrow(tensor).is_leaf() ? 1 : 0; });
}

GB_API int32_t gb_tensor_retain_grad(void* tensor) {
    return gb::guarded("retain_grad", [&] { gb::borrow(tensor).retain_grad(); });
}

// The gradient accumulated so far, null where there is none.
GB_API int32_t gb_tensor_grad(void* tensor, void** gradient) {
    return gb::guarded("grad", [&] {
        auto self = gb::borrow(tensor);
        *gradient = self.is_leaf() || self.retains_grad() ? gb::release(self.grad()) : nullptr;
    });
}

GB_API int32_t gb_tensor_set_grad(void* tensor, void* gradient) {
    return gb::guarded("grad", [&] { gb::borrow(tensor).mutable_grad() = gb::borrow(gradient); });
}

// Replaces the data of a tensor that stays the same object to autograd and to whoever holds it.
GB_API int32_t gb_tensor_set_data(void* tensor, void* data) {
    return gb::guarded("set_data", [&] { gb::borrow(tensor).set_data(gb::borrow(data)); });
}

GB_API int32_t gb_grad_enabled() { return c10::GradMode::is_enabled() ? 1 : 0; }

GB_API void gb_set_grad_enabled(int32_t enabled) { c10::GradMode::set_enabled(enabled != 0); }

GB_API int32_t gb_inference_enabled() { return c10::InferenceMode::is_enabled() ? 1 : 0; }

GB_API void* gb_inference_enter(int32_t enabled) {
    return gb::guarded("inference_mode", static_cast<void*>(nullptr), [&]() -> void* { return new c10::InferenceMode(enabled != 0); });
}

GB_API void gb_inference_leave(void* guard) { delete static_cast<c10::InferenceMode*>(guard); }

GB_API int32_t gb_anomaly_enabled() { return torch::autograd::AnomalyMode::is_enabled() ? 1 : 0; }

GB_API int32_t gb_anomaly_check_nan() { return torch::autograd::AnomalyMode::should_check_nan() ? 1 : 0; }

GB_API void gb_set_anomaly(int32_t enabled, int32_t check_nan) { torch::autograd::AnomalyMode::set_enabled(enabled != 0, check_nan != 0); }
