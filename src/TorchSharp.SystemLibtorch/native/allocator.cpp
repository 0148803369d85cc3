// A caching allocator for CPU tensors. glibc returns large blocks to the kernel at every free, and the page faults of getting them
// back cost a fifth to two fifths of a convolutional training step; here freed blocks wait for the next tensor of their size class.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <mutex>
#include <vector>

#include <c10/core/Allocator.h>
#include <c10/core/CPUAllocator.h>

#include "shim.h"

struct gb_allocator_stats {
    int64_t in_use;
    int64_t cached;
    int64_t limit;
    int64_t hits;
    int64_t misses;
};

namespace {

constexpr size_t alignment = 64;             // a cache line, and the widest vector
constexpr size_t smallest_cached = 64 << 10;  // below, glibc's own caches are faster
constexpr size_t huge_page = 2 << 20;
constexpr int steps_per_doubling = 8;  // size classes: at most an eighth is wasted

// In front of every block, so that freeing needs no table.
struct alignas(alignment) Header {
    size_t bytes;  // of the whole block, header included
    int size_class;  // -1: not cached
};
static_assert(sizeof(Header) == alignment);

// Rounds up to the next of the steps between two powers of two.
size_t rounded(size_t bytes, int& size_class) {
    int log = 63 - __builtin_clzll(bytes);
    size_t step = (size_t{1} << log) / steps_per_doubling;
    size_t up = (bytes + step - 1) / step * step;
    size_class = log * steps_per_doubling + static_cast<int>((up - (size_t{1} << log)) / step);
    return up;
}

size_t machine_memory() {
    size_t memory = static_cast<size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<size_t>(sysconf(_SC_PAGESIZE));
    std::ifstream limit("/sys/fs/cgroup/memory.max");
    size_t bytes = 0;
    if (limit >> bytes) {
        memory = std::min(memory, bytes);
    }
    return memory;
}

void* from_system(size_t bytes) {
    if (bytes >= huge_page) {
        void* block = std::aligned_alloc(huge_page, (bytes + huge_page - 1) / huge_page * huge_page);
        if (block != nullptr) {
            madvise(block, bytes, MADV_HUGEPAGE);
        }
        return block;
    }
    return std::aligned_alloc(alignment, (bytes + alignment - 1) / alignment * alignment);
}

class CachingAllocator final : public c10::Allocator {
public:
    CachingAllocator() : limit_(machine_memory() / 4) {}

    c10::DataPtr allocate(size_t bytes) GB_ALLOCATE_CONST override {
        if (bytes == 0) {
            return {nullptr, nullptr, &release, c10::Device(c10::DeviceType::CPU)};
        }
        void* data = self().take(bytes + sizeof(Header));
        return {data, data, &release, c10::Device(c10::DeviceType::CPU)};
    }

    c10::DeleterFnPtr raw_deleter() const override { return &release; }

#if GB_ALLOCATOR_HAS_COPY_DATA
    void copy_data(void* destination, const void* source, size_t bytes) const override { std::memcpy(destination, source, bytes); }
#endif

    gb_allocator_stats statistics() {
        std::lock_guard<std::mutex> lock(mutex_);
        return {in_use_.load(), static_cast<int64_t>(cached_), static_cast<int64_t>(limit_), hits_, misses_};
    }

    void set_limit(size_t bytes) {
        std::lock_guard<std::mutex> lock(mutex_);
        limit_ = bytes;
        if (cached_ > limit_) {
            drop_cache();
        }
    }

    void trim() {
        std::lock_guard<std::mutex> lock(mutex_);
        drop_cache();
    }

    bool pressed() const { return in_use_.load(std::memory_order_relaxed) > alarm_.load(std::memory_order_relaxed); }

    // Called after a garbage collection: what is still in use is in use, the next alarm is at twice that.
    void set_alarm(int64_t least) { alarm_ = std::max(least, 2 * in_use_.load()); }

    static CachingAllocator& instance() {
        // Never destroyed: tensors in static variables outlive everything else.
        static auto* allocator = new CachingAllocator();
        return *allocator;
    }

private:
    CachingAllocator& self() const { return const_cast<CachingAllocator&>(*this); }

    void* take(size_t bytes) {
        int size_class = -1;
        void* block = nullptr;
        if (bytes >= smallest_cached) {
            bytes = rounded(bytes, size_class);
            std::lock_guard<std::mutex> lock(mutex_);
            auto& free_blocks = free_[size_class];
            if (!free_blocks.empty()) {
                block = free_blocks.back();
                free_blocks.pop_back();
                cached_ -= bytes;
                hits_++;
            } else {
                misses_++;
            }
        }
        if (block == nullptr) {
            block = from_system(bytes);
        }
        if (block == nullptr) {
            trim();
            block = from_system(bytes);
        }
        if (block == nullptr) {
            throw std::runtime_error("not enough memory for a tensor of " + std::to_string(bytes) + " bytes");
        }
        in_use_ += static_cast<int64_t>(bytes);
        auto* header = new (block) Header{bytes, size_class};
        return header + 1;
    }

    static void release(void* data) {
        if (data == nullptr) {
            return;
        }
        auto& allocator = instance();
        auto* header = static_cast<Header*>(data) - 1;
        allocator.in_use_ -= static_cast<int64_t>(header->bytes);
        if (header->size_class >= 0) {
            std::lock_guard<std::mutex> lock(allocator.mutex_);
            if (allocator.cached_ + header->bytes <= allocator.limit_) {
                allocator.cached_ += header->bytes;
                allocator.free_[header->size_class].push_back(header);
                return;
            }
        }
        std::free(header);
    }

    void drop_cache() {
        for (auto& blocks : free_) {
            for (void* block : blocks) {
                std::free(block);
            }
            blocks.clear();
        }
        cached_ = 0;
    }

    std::mutex mutex_;
    std::array<std::vector<void*>, 64 * steps_per_doubling> free_;
    size_t cached_ = 0;
    size_t limit_;
    int64_t hits_ = 0;
    int64_t misses_ = 0;
    std::atomic<int64_t> in_use_{0};
    std::atomic<int64_t> alarm_{INT64_MAX};
};

bool installed = false;

}  // namespace

// Makes the caching allocator libtorch's allocator of CPU tensors. Tensors made before keep theirs.
GB_API int32_t gb_allocator_install() {
    return gb::guarded("allocator", [] {
        c10::SetAllocator(c10::DeviceType::CPU, &CachingAllocator::instance(), 1);
        installed = true;
    });
}

GB_API int32_t gb_allocator_is_caching() { return installed ? 1 : 0; }

GB_API void gb_allocator_statistics(gb_allocator_stats* statistics) { *statistics = CachingAllocator::instance().statistics(); }

// Gives everything cached back to the system.
GB_API void gb_allocator_trim() { CachingAllocator::instance().trim(); }

// Bytes to keep cached at most.
GB_API void gb_allocator_set_limit(int64_t bytes) { CachingAllocator::instance().set_limit(static_cast<size_t>(bytes)); }

// Whether tensors take so much memory that the garbage collector, which does not see it, should look for forgotten ones.
GB_API int32_t gb_allocator_pressed() { return CachingAllocator::instance().pressed() ? 1 : 0; }

GB_API void gb_allocator_set_alarm(int64_t least) { CachingAllocator::instance().set_alarm(least); }
