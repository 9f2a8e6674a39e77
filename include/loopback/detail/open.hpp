#pragma once

#include "loopback/detail/transfer.hpp"

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(push)
#pragma warning(disable : 5030)  // it does not know gnu::noinline, and need not
#endif

namespace loopback::detail {

// Closes the handle again unless it is taken.
class Pending {
public:
    Pending(NativeHandle handle, const Site& site) noexcept : handle_(handle), site_(site) {}
    Pending(const Pending&) = delete;
    Pending& operator=(const Pending&) = delete;
    ~Pending() {
        if (handle_ != no_handle) (void)close(handle_, site_);
    }
    [[nodiscard]] Result take() noexcept {
        return {static_cast<std::ptrdiff_t>(taken(handle_)), 0};
    }

private:
    NativeHandle handle_;
    Site site_;
};

inline int set_flag(NativeHandle handle, int level, int option, bool on,
                    const Site& site) noexcept {
    const int value = on ? 1 : 0;
    return set_option(handle, level, option, &value, sizeof value, site).error;
}

// Waits until a connect in progress, or one that a signal interrupted, has ended (connect(2)).
inline int await_connect(NativeHandle handle, Timeout limit, const Until& deadline,
                         const Site& site) noexcept {
    for (;;) {
        const Result ended = wait_connected(handle, deadline.remaining(), site);
        if (ended.value > 0) return pending_error(handle, site);
        if (ended.error != 0 && ended.error != native::interrupted) return ended.error;
        if (ended.error == 0 && deadline.remaining() == 0) {
            return limit.is_zero() ? native::would_block : native::timed_out;
        }
    }
}

// A client whose own port happens to be the one that it asks for meets itself, without any
// server (simultaneous open, RFC 9293 section 3.5): to the caller, nobody listens.
inline int refuse_itself(NativeHandle handle, const Endpoint& target, const Site& site) noexcept {
    Endpoint local;
    const Result asked = local_name(handle, local, site);
    const bool same_host = local.address == target.address || target.address.is_unspecified();
    if (asked.error != 0 || local.port != target.port || !same_host) return asked.error;
    const linger at_once{1, 0};  // or the port would stay in TIME_WAIT, in a real server's way
    (void)set_option(handle, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once, site);
    return native::refused;
}

// The endpoint to ask the system for: an IPv4-mapped address as the IPv4 address that it is. A
// socket for IPv6 alone cannot have one, and whether it may have both is a setting of the system.
[[nodiscard]] inline Endpoint as_it_is(const Endpoint& endpoint) noexcept {
    return {endpoint.address.unmapped(), endpoint.port};
}

// The connected handle, or an error. `from` is this side's endpoint, if the system shall not
// choose.
[[gnu::noinline]] inline Result open_stream(const Endpoint& server, Timeout limit, const Site& site,
                                            const Endpoint* from = nullptr) noexcept {
    const Endpoint target = as_it_is(server);
    const bool limited = !limit.is_forever();
    const Until deadline{limit};
    const Result opened =
        open_socket(target.address.family(), SOCK_STREAM, limited || !native::shutdown_wakes, site);
    if (opened.error != 0) return opened;
    const auto handle = static_cast<NativeHandle>(opened.value);
    Pending pending{handle, site};
    if (target.address.is_loopback()) native::refuse_at_once(handle);
    int error = from != nullptr ? bind(handle, as_it_is(*from), site).error : 0;
    if (error == 0) error = connect(handle, target, site).error;
    if (error == native::in_progress || error == native::interrupted) {
        error = await_connect(handle, limit, deadline, site);
    }
    if (error == 0) error = refuse_itself(handle, target, site);
    if (error == 0 && limited && native::shutdown_wakes) {
        error = set_nonblocking(handle, false, site).error;
    }
    if (error != 0) return {failed, error};
    return pending.take();
}

// A bound handle, or an error. `before_bind` sets what must be set by then.
template <class BeforeBind>
Result open_bound(const Endpoint& asked, int type, bool exposed, const Site& site,
                  BeforeBind before_bind) noexcept {
    const Endpoint where = as_it_is(asked);
    if (!exposed && !where.address.is_loopback()) {
        return {failed, static_cast<int>(Errc::not_loopback)};
    }
    const Result opened = open_socket(where.address.family(), type, !native::shutdown_wakes, site);
    if (opened.error != 0) return opened;
    const auto handle = static_cast<NativeHandle>(opened.value);
    Pending pending{handle, site};
    int error = before_bind(handle);
    if (error == 0) error = bind(handle, where, site).error;
    if (error != 0) return {failed, error};
    return pending.take();
}

[[gnu::noinline]] inline Result open_listener(const Endpoint& where, bool exposed, bool dual_stack,
                                              bool shared, int backlog, const Site& site) noexcept {
    const Result bound = open_bound(where, SOCK_STREAM, exposed, site, [&](NativeHandle handle) {
        int error = set_flag(handle, SOL_SOCKET, native::listener_option, true, site);
        if (error == 0 && shared) {
            error = native::streams_can_share
                        ? set_flag(handle, SOL_SOCKET, native::share_option, true, site)
                        : native::not_supported;
        }
        if (error != 0 || as_it_is(where).address.family() == Family::ipv4) return error;
        return set_flag(handle, IPPROTO_IPV6, IPV6_V6ONLY, !dual_stack, site);
    });
    if (bound.error != 0) return bound;
    Pending pending{static_cast<NativeHandle>(bound.value), site};
    const int error = listen(static_cast<NativeHandle>(bound.value), backlog, site).error;
    if (error != 0) return {failed, error};
    return pending.take();
}

[[gnu::noinline]] inline Result accept_client(NativeHandle listener, SocketState& state,
                                              Endpoint& peer, Timeout limit,
                                              const Site& site) noexcept {
    constexpr int most_skipped = 1000;  // then it is no longer one client's trouble
    const Until deadline{limit};
    if (state.stop.stopped()) return {failed, native::canceled};
    Request request{Operation::accept, site, listener};
    request.answer = &peer;
    request.nonblocking = !native::shutdown_wakes;
    for (int skipped = 0;; ++skipped) {
        request.endpoint = nullptr;
        const Result taken =
            settle(not_tried, request, call_accept, POLLIN, state, limit, deadline);
        if (taken.error == 0 && state.stop.stopped()) {
            (void)close(static_cast<NativeHandle>(taken.value), site);
            return {failed, native::canceled};
        }
        if (!native::is_clients_trouble(taken.error) || skipped == most_skipped) return taken;
    }
}

}  // namespace loopback::detail

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(pop)
#endif
