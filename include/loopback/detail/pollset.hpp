#pragma once

#include <vector>

#include "loopback/detail/seam.hpp"

// Readiness of many sockets: epoll on Linux, poll or WSAPoll elsewhere. Both classes have the same
// functions; those that may fail return 0 or the platform's error.

namespace loopback::detail {

inline constexpr int want_recv = 1;
inline constexpr int want_send = 2;

// The key that no socket can have: it stands for the handle that wakes the wait.
inline constexpr std::uint64_t wake_key = ~std::uint64_t{0};

#if defined(__linux__)
class EpollSet {
public:
    EpollSet() noexcept = default;
    EpollSet(const EpollSet&) = delete;
    EpollSet& operator=(const EpollSet&) = delete;
    ~EpollSet() {
        if (epoll_ != no_handle) native::close(epoll_);
        if (wake_ != no_handle) native::close(wake_);
    }

    int open(const Site& site) noexcept {
        epoll_ = ::epoll_create1(EPOLL_CLOEXEC);
        if (epoll_ == no_handle) return native::last_error();
        wake_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        if (wake_ == no_handle) return native::last_error();
        return control(EPOLL_CTL_ADD, wake_, want_recv, wake_key, site);
    }
    int add(NativeHandle handle, int interest, std::uint64_t key, const Site& site) noexcept {
        return control(EPOLL_CTL_ADD, handle, interest, key, site);
    }
    int modify(NativeHandle handle, int interest, std::uint64_t key, const Site& site) noexcept {
        return control(EPOLL_CTL_MOD, handle, interest, key, site);
    }
    int remove(NativeHandle handle, const Site& site) noexcept {
        return control(EPOLL_CTL_DEL, handle, 0, 0, site);
    }

    template <class Found>
    int wait(std::size_t room, int milliseconds, Found found, bool& woken,
             const Site& site) noexcept {
        epoll_event events[batch];
        const int most = static_cast<int>(room < batch ? room : batch);
        // The short way, as that of recv: one system call, when nobody observes.
        const Result ready = installed() == nullptr
                                 ? result_of(::epoll_wait(epoll_, events, most, milliseconds))
                                 : wait_observed(events, most, milliseconds, site);
        for (std::ptrdiff_t i = 0; i < ready.value; ++i) {
            const epoll_event& event = events[i];
            if (event.data.u64 == wake_key) {
                woken = true;
                std::uint64_t count = 0;
                [[maybe_unused]] const auto drained = ::read(wake_, &count, sizeof count);
                continue;
            }
            const bool over = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
            found(event.data.u64, over || (event.events & EPOLLIN) != 0,
                  over || (event.events & EPOLLOUT) != 0);
        }
        return ready.error;
    }

    void wake() noexcept {
        const int saved = errno;
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(wake_, &one, sizeof one);
        errno = saved;
    }

private:
    static constexpr std::size_t batch = 256;

    static Result result_of(int count) noexcept {
        return {count, count < 0 ? native::last_error() : 0};
    }
    [[gnu::noinline, gnu::cold]] Result wait_observed(epoll_event* events, int most,
                                                      int milliseconds,
                                                      const Site& site) const noexcept {
        Request request{Operation::wait, site, epoll_};
        request.argument = milliseconds;
        request.data = events;
        request.size = static_cast<std::size_t>(most);
        return pass(request, [](Request& r) noexcept -> std::ptrdiff_t {
            return ::epoll_wait(r.handle, static_cast<epoll_event*>(r.data),
                                static_cast<int>(r.size), r.argument);
        });
    }
    int control(int what, NativeHandle handle, int interest, std::uint64_t key,
                const Site& site) noexcept {
        epoll_event event{};
        event.events = ((interest & want_recv) != 0 ? EPOLLIN : 0u) |
                       ((interest & want_send) != 0 ? EPOLLOUT : 0u);
        event.data.u64 = key;
        Request request{Operation::watch, site, handle};
        request.argument = what;
        request.level = epoll_;
        request.data = &event;
        return pass(request, [](Request& r) noexcept -> std::ptrdiff_t {
                   return ::epoll_ctl(r.level, r.argument, r.handle,
                                      static_cast<epoll_event*>(r.data));
               })
            .error;
    }

    NativeHandle epoll_ = no_handle;
    NativeHandle wake_ = no_handle;
};
#endif

class ArrayPollSet {
public:
    ArrayPollSet() noexcept = default;
    ArrayPollSet(const ArrayPollSet&) = delete;
    ArrayPollSet& operator=(const ArrayPollSet&) = delete;
    ~ArrayPollSet() {
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
        entries_.push_back({handle, events_of(interest), 0});
        keys_.push_back(key);
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
        keys_[at] = keys_.back();
        entries_.pop_back();
        keys_.pop_back();
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

#if defined(__linux__) && !defined(LOOPBACK_TEST_PORTABLE_WAIT)
using PollSet = EpollSet;
#else
using PollSet = ArrayPollSet;
#endif

}  // namespace loopback::detail
