// Random number generators.
#include <ATen/CPUGeneratorImpl.h>
#include <ATen/core/Generator.h>
#include <c10/core/impl/DeviceGuardImplInterface.h>

#include <mutex>

#include "shim.h"

namespace {

void* release_generator(at::Generator generator) {
    auto* raw = generator.unsafeGetGeneratorImpl();
    c10::raw::intrusive_ptr::incref(raw);
    return raw;
}

}  // namespace

GB_API void* gb_generator_new(int64_t device, uint64_t seed) {
    return gb::guarded("Generator", static_cast<void*>(nullptr), [&]() -> void* {
        auto where = gb::unpack_device(device);
        if (where.is_cpu()) {
            return release_generator(at::detail::createCPUGenerator(seed));
        }
        auto generator = at::globalContext().defaultGenerator(where).clone();
        generator.set_current_seed(seed);
        return release_generator(generator);
    });
}

GB_API void* gb_generator_default(int64_t device) {
    return gb::guarded("Generator.Default", static_cast<void*>(nullptr), [&]() -> void* {
        return release_generator(at::globalContext().defaultGenerator(gb::unpack_device(device)));
    });
}

GB_API void gb_generator_free(void* generator) {
    if (generator != nullptr) {
        c10::raw::intrusive_ptr::decref(static_cast<c10::GeneratorImpl*>(generator));
    }
}

GB_API int32_t gb_generator_set_seed(void* generator, uint64_t seed) {
    return gb::guarded("Generator.manual_seed", [&] {
        auto self = gb::borrow_generator(generator);
        std::lock_guard<std::mutex> lock(self.mutex());
        self.set_current_seed(seed);
    });
}

// A fresh seed from the machine's entropy, which the generator takes on.
GB_API int32_t gb_generator_new_seed(void* generator, uint64_t* seed) {
    return gb::guarded("Generator.seed", [&] {
        auto self = gb::borrow_generator(generator);
        std::lock_guard<std::mutex> lock(self.mutex());
        *seed = self.seed();
    });
}

GB_API int32_t gb_generator_initial_seed(void* generator, uint64_t* seed) {
    return gb::guarded("Generator.initial_seed", [&] { *seed = gb::borrow_generator(generator).current_seed(); });
}

GB_API void* gb_generator_state(void* generator) {
    return gb::guarded("Generator.get_state", static_cast<void*>(nullptr), [&]() -> void* {
        auto self = gb::borrow_generator(generator);
        std::lock_guard<std::mutex> lock(self.mutex());
        return gb::release(self.get_state());
    });
}

GB_API int32_t gb_generator_set_state(void* generator, void* state) {
    return gb::guarded("Generator.set_state", [&] {
        auto self = gb::borrow_generator(generator);
        std::lock_guard<std::mutex> lock(self.mutex());
        self.set_state(gb::borrow(state));
    });
}

// Seeds the default generators of every device.
GB_API int32_t gb_manual_seed(uint64_t seed) {
    return gb::guarded("manual_seed", [&] { at::manual_seed(seed); });
}

GB_API int32_t gb_cuda_manual_seed_all(uint64_t seed) {
    return gb::guarded("cuda.manual_seed_all", [&] {
        for (int32_t k = 0; k < c10::impl::getDeviceGuardImpl(c10::DeviceType::CUDA)->deviceCount(); k++) {
            auto generator = at::globalContext().defaultGenerator(c10::Device(at::kCUDA, static_cast<c10::DeviceIndex>(k)));
            std::lock_guard<std::mutex> lock(generator.mutex());
            generator.set_current_seed(seed);
        }
    });
}
