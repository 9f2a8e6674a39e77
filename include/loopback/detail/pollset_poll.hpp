#pragma once

#include <vector>

#include "loopback/detail/pollset.hpp"

namespace loopback::detail {

// poll(2) and WSAPoll: an array of what is registered goes to the kernel with each wait.
class PollSet {
public:
    PollSet() noexcept = default;
    PollSet(const PollSet&) = delete;
    PollSet& operator=(const PollSet&) = delete;
    ~PollSet() {
        if (wake_.wait != no_handle) native::close_wake(wake_);
    }

    int open(const Site&) {
        wake_ = native::open_wake();
        if (wake_.wait == no_handle) return native::last_error();
        entries_.push_back({wake_.wait, POLLIN, 0});
        keys_.push_back(0);
        return 0;
    }
    int add(NativeHandle handle, int interest, std::uint64_t key, const Site&) {
        if (handle == no_handle) return native::code_of(std::errc::bad_file_descriptor);
        if (find(handle) != 0) return native::code_of(std::errc::file_exists);
        keys_.resize(entries_.size() + 1);  // if there is no memory for the entry, one too many
        keys_.back() = key;
        entries_.push_back({handle, events_of(interest), 0});
        return 0;
    }
    int modify(NativeHandle handle, int interest, std::uint64_t key, const Site&) noexcept {
        const std::size_t at = find(handle);
        if (at == 0) return native::code_of(std::errc::no_such_file_or_directory);
        entries_[at].events = events_of(interest);
        keys_[at] = key;
        return 0;
    }
    int remove(NativeHandle handle, const Site&) noexcept {
        const std::size_t at = find(handle);
        if (at == 0) return native::code_of(std::errc::no_such_file_or_directory);
        entries_[at] = entries_.back();
        keys_[at] = keys_[entries_.size() - 1];
        entries_.pop_back();
        return 0;
    }

    template <class Found>
    int wait(std::size_t room, int milliseconds, Found found, bool& woken,
             const Site& site) noexcept {
        const Result ready = detail::wait(
            entries_.data(), static_cast<native::PollCount>(entries_.size()), milliseconds, site);
        if (ready.value <= 0) return ready.error;
        if (entries_[0].revents != 0) {
            woken = true;
            native::drain_wake(wake_);
        }
        // Starts where the last round ended, so that nobody is left out when there is little room.
        const std::size_t others = entries_.size() - 1;
        for (std::size_t i = 0; i < others && room > 0; ++i) {
            const std::size_t at = 1 + (first_ + i) % others;
            const auto events = entries_[at].revents;
            if (events == 0) continue;
            const bool over = (events & (POLLERR | POLLHUP | POLLNVAL)) != 0;
            found(keys_[at], over || (events & POLLIN) != 0, over || (events & POLLOUT) != 0);
            if (--room == 0) first_ = at % others;
        }
        return 0;
    }

    void wake() noexcept { native::signal_wake(wake_); }

private:
    static short events_of(int interest) noexcept {
        return static_cast<short>(((interest & want_recv) != 0 ? POLLIN : 0) |
                                  ((interest & want_send) != 0 ? POLLOUT : 0));
    }
    // 0, the wake handle's place, for a handle that is not there.
    [[nodiscard]] std::size_t find(NativeHandle handle) const noexcept {
        for (std::size_t i = 1; i < entries_.size(); ++i) {
            if (entries_[i].fd == handle) return i;
        }
        return 0;
    }

    native::Wake wake_;
    std::vector<native::PollEntry> entries_;
    std::vector<std::uint64_t> keys_;
    std::size_t first_ = 0;
};

}  // namespace loopback::detail
