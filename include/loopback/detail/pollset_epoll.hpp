#pragma once

#include "loopback/detail/pollset.hpp"

namespace loopback::detail {

// epoll(7): the kernel keeps what is registered.
class PollSet {
public:
    PollSet() noexcept = default;
    PollSet(const PollSet&) = delete;
    PollSet& operator=(const PollSet&) = delete;
    ~PollSet() {
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
        return pass(request,
                    [](Request& r) noexcept -> std::ptrdiff_t {
                        return ::epoll_ctl(r.level, r.argument, r.handle,
                                           static_cast<epoll_event*>(r.data));
                    })
            .error;
    }

    NativeHandle epoll_ = no_handle;
    NativeHandle wake_ = no_handle;
};

}  // namespace loopback::detail
