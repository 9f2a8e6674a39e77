#pragma once

#include "loopback/detail/seam.hpp"
#include "loopback/timeout.hpp"

namespace loopback::detail {

// Whether a socket was stopped and, where shutdown does not wake a blocked call, the handle that
// is polled along with it. That handle is made by the first call that has to wait; `stop` sets
// the flag before it looks for the handle, a waiter publishes the handle before it looks at the
// flag: one of the two always sees the other.
class StopState {
public:
    StopState() noexcept = default;
    StopState(StopState&& other) noexcept
        : stopped_(std::move(other.stopped_)), wake_(other.wake_.exchange(none)) {}
    StopState& operator=(StopState&& other) noexcept {
        if (this == &other) return *this;
        release_wake();
        stopped_ = std::move(other.stopped_);
        wake_.exchange(other.wake_.exchange(none));
        return *this;
    }
    ~StopState() { release_wake(); }

    [[nodiscard]] bool stopped() const noexcept { return stopped_.is_set(); }
    [[nodiscard]] const Flag& flag() const noexcept { return stopped_; }

    // Safe in a signal handler.
    void stop() noexcept {
        stopped_.set();
        const std::uint64_t packed = wake_.load();
        if (packed != none) native::signal_wake(unpack(packed));
    }

    // The handle to poll along; false if there is none to be had.
    bool wake_handle(NativeHandle& handle) noexcept {
        std::uint64_t packed = wake_.load();
        if (packed == none) {
            const native::Wake made = native::open_wake();
            if (made.wait == no_handle) return false;
            if (wake_.replace(packed, pack(made))) {
                packed = pack(made);
            } else {
                native::close_wake(made);  // another thread was faster
            }
        }
        handle = unpack(packed).wait;
        return true;
    }

private:
    static constexpr std::uint64_t none = ~std::uint64_t{0};

    // Two descriptors, or the one socket that is both ends.
    static std::uint64_t pack(const native::Wake& wake) noexcept {
        const auto wait = static_cast<std::uint64_t>(wake.wait);
        if (wake.wait == wake.signal) return wait;
        return wait << 32 | static_cast<std::uint32_t>(wake.signal);
    }
    static native::Wake unpack(std::uint64_t packed) noexcept {
        if constexpr (sizeof(NativeHandle) > 4) {
            return {static_cast<NativeHandle>(packed), static_cast<NativeHandle>(packed)};
        } else {
            return {static_cast<NativeHandle>(packed >> 32), static_cast<NativeHandle>(packed)};
        }
    }
    void release_wake() noexcept {
        const std::uint64_t packed = wake_.exchange(none);
        if (packed != none) native::close_wake(unpack(packed));
    }

    Flag stopped_;
    Atomic<std::uint64_t> wake_{none};
};

// Waits until `handle` is ready for `events`, the deadline is over or the socket is stopped.
// Returns 0 when it is worth trying again, or an error.
inline int wait_ready(NativeHandle handle, short events, StopState& state, const Until& deadline,
                      const Site& site) noexcept {
    for (;;) {
        native::PollEntry entries[2] = {{handle, events, 0}, {no_handle, POLLIN, 0}};
        native::PollCount count = 1;
        if constexpr (!native::shutdown_wakes) {
            if (!state.wake_handle(entries[1].fd)) return native::last_error();
            count = 2;
        }
        if (state.stopped()) return native::canceled;
        // Not even a look once the time is over: a socket may be ready and give nothing again and
        // again, as when another thread is always faster.
        const int milliseconds = deadline.remaining();
        if (milliseconds == 0) return native::timed_out;
        const Result ready = wait(entries, count, milliseconds, site);
        if (state.stopped()) return native::canceled;
        if (ready.value > 0) return 0;
        if (ready.error != 0 && ready.error != native::interrupted) return ready.error;
    }
}

}  // namespace loopback::detail
