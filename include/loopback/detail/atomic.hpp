#pragma once

// <atomic> brings mutexes along in libstdc++, a quarter of what these headers cost to compile:
// three operations by the compiler's own functions are all that is needed.
#if !defined(__GNUC__)
#include <atomic>
#endif

namespace loopback::detail {

// A value that several threads, or a thread and a signal handler, load and store.
template <class Value>
class Atomic {
public:
    constexpr Atomic(Value value) noexcept : value_(value) {}  // NOLINT: stands for the value
    Atomic(const Atomic&) = delete;
    Atomic& operator=(const Atomic&) = delete;

#if defined(__GNUC__)
    [[nodiscard]] Value load_relaxed() const noexcept {
        return __atomic_load_n(&value_, __ATOMIC_RELAXED);
    }
    [[nodiscard]] Value load() const noexcept { return __atomic_load_n(&value_, __ATOMIC_SEQ_CST); }
    Value exchange(Value value) noexcept {
        return __atomic_exchange_n(&value_, value, __ATOMIC_SEQ_CST);
    }
    // Stores `value` if `expected` is there; otherwise `expected` becomes what is there.
    bool replace(Value& expected, Value value) noexcept {
        return __atomic_compare_exchange_n(&value_, &expected, value, false, __ATOMIC_SEQ_CST,
                                           __ATOMIC_SEQ_CST);
    }

private:
    Value value_;
#else
    [[nodiscard]] Value load_relaxed() const noexcept {
        return value_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] Value load() const noexcept { return value_.load(); }
    Value exchange(Value value) noexcept { return value_.exchange(value); }
    bool replace(Value& expected, Value value) noexcept {
        return value_.compare_exchange_strong(expected, value);
    }

private:
    std::atomic<Value> value_;
#endif
};

// An atomic bool that moves along with what it belongs to.
class Flag {
public:
    Flag() noexcept = default;
    Flag(Flag&& other) noexcept : set_(other.set_.exchange(false)) {}
    Flag& operator=(Flag&& other) noexcept {
        set_.exchange(other.set_.exchange(false));
        return *this;
    }
    void set() noexcept { set_.exchange(true); }
    [[nodiscard]] bool is_set() const noexcept { return set_.load_relaxed(); }

private:
    Atomic<bool> set_{false};
};

}  // namespace loopback::detail
