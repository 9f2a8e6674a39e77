#pragma once

#include "loopback/detail/stop.hpp"
#include "loopback/socket.hpp"

// The slow ways are kept out of line, so that the short ones stay small enough to be inlined.
#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(push)
#pragma warning(disable : 5030)  // it does not know these attributes, and need not
#endif

namespace loopback::detail {

// What a call on a socket needs to know about it, beside the handle.
struct SocketState {
    StopState stop;
    bool nonblocking = false;  // as the user set it; underneath see native::shutdown_wakes
};

[[nodiscard]] inline bool may_wait(Timeout limit, const SocketState& state) noexcept {
    return limit.is_forever() ? !state.nonblocking : !limit.is_zero();
}

// Sets the mode that the user asks for. A closed socket has none, also where nothing is set.
inline int set_waiting(NativeHandle handle, SocketState& state, bool nonblocking,
                       const Site& site) noexcept {
    if (handle == no_handle) return native::bad_handle;
    if constexpr (native::shutdown_wakes) {
        const int error = set_nonblocking(handle, nonblocking, site).error;
        if (error != 0) return error;
    }
    state.nonblocking = nonblocking;
    return 0;
}

// What the short way hands over when it did not even try.
inline constexpr std::ptrdiff_t untried = -2;

// The outcome of a call that was not made yet: `settle` makes it at once.
inline constexpr Result not_tried{failed, native::interrupted};

// The outcome of the short way; to be asked before anything else can change errno.
[[nodiscard]] inline Result outcome_of(std::ptrdiff_t value) noexcept {
    if (value == untried) return not_tried;
    return {value, value < 0 ? native::last_error() : 0};
}

// Goes on from the outcome of a first try until there is an answer: retries what a signal
// interrupted, and waits for `events` where that is wished for.
inline Result settle(Result outcome, Request& request, SystemCall system_call, short events,
                     SocketState& state, Timeout limit, const Until& deadline) noexcept {
    const Site site{request.function, request.caller};
    request.stop_flag = &state.stop.flag();
    if (!limit.is_forever()) request.flags |= native::dont_wait;  // never enters a call that blocks
    for (;;) {
        if (outcome.error == 0) return outcome;
        if (state.stop.stopped()) return {failed, native::canceled};
        if (outcome.error != native::interrupted) {
            if (!native::is_would_block(outcome.error) || !may_wait(limit, state)) return outcome;
            const int error = wait_ready(request.handle, events, state.stop, deadline, site);
            if (error != 0) return {failed, error};
        }
        outcome = pass(request, system_call);
    }
}

// Receives once, into the rest of a buffer after `request.done` bytes.
inline Result recv_rest(Result first, Request& request, SocketState& state, Timeout limit,
                        const Until& deadline) noexcept {
    if (request.size == 0) return {failed, native::invalid_argument};
    if (state.stop.stopped()) return {failed, native::canceled};
    const Result got = settle(first, request, call_recv, POLLIN, state, limit, deadline);
    const bool stopped = got.value == 0 && got.error == 0 && state.stop.stopped();
    return stopped ? Result{failed, native::canceled} : got;
}

[[gnu::noinline, gnu::cold]] inline Result recv_slow(std::ptrdiff_t value, NativeHandle handle,
                                                     SocketState& state, void* data,
                                                     std::size_t size, Timeout limit,
                                                     const Site& site) noexcept {
    const Result first = outcome_of(value);
    Request request{Operation::recv, site, handle};
    request.data = data;
    request.size = size;
    return recv_rest(first, request, state, limit, Until{limit});
}

// Receives without taking: what came is there for the next call again.
inline Result peek(NativeHandle handle, SocketState& state, void* data, std::size_t size,
                   Timeout limit, const Site& site) noexcept {
    Request request{Operation::recv, site, handle};
    request.data = data;
    request.size = size;
    request.flags = MSG_PEEK;
    return recv_rest(not_tried, request, state, limit, Until{limit});
}

[[gnu::noinline, gnu::cold]] inline Result send_slow(std::ptrdiff_t value, NativeHandle handle,
                                                     SocketState& state, const void* data,
                                                     std::size_t size, Timeout limit,
                                                     const Site& site) noexcept {
    const Result first = outcome_of(value);
    if (state.stop.stopped()) return {failed, native::canceled};
    Request request{Operation::send, site, handle};
    request.const_data = data;
    request.bytes = {static_cast<const std::byte*>(data), size};
    request.size = size;
    return settle(first, request, call_send, POLLOUT, state, limit, Until{limit});
}

// `value` is how many bytes went, also when there is an error.
[[gnu::noinline, gnu::cold]] inline Result send_all_slow(std::ptrdiff_t value, NativeHandle handle,
                                                         SocketState& state, const void* data,
                                                         std::size_t size, Timeout limit,
                                                         const Site& site) noexcept {
    Result first = outcome_of(value);
    const Until deadline{limit};
    Request request{Operation::send, site, handle};
    request.total = size;
    do {
        const auto* rest = static_cast<const std::byte*>(data) + request.done;
        request.const_data = rest;
        request.size = size - request.done;
        request.bytes = {rest, request.size};
        if (first.error != 0 && state.stop.stopped()) first = {failed, native::canceled};
        const Result sent = settle(first, request, call_send, POLLOUT, state, limit, deadline);
        first = not_tried;
        if (sent.error != 0) return {static_cast<std::ptrdiff_t>(request.done), sent.error};
        request.done += static_cast<std::size_t>(sent.value);
    } while (request.done < size);
    return {static_cast<std::ptrdiff_t>(size), 0};
}

// `value` is how many bytes came, also when there is an error.
[[gnu::noinline]] inline Result recv_exactly(NativeHandle handle, SocketState& state, void* data,
                                             std::size_t size, Timeout limit,
                                             const Site& site) noexcept {
    const Until deadline{limit};
    Request request{Operation::recv, site, handle};
    request.total = size;
    if (size == 0) return {0, state.stop.stopped() ? native::canceled : 0};
    do {
        request.data = static_cast<std::byte*>(data) + request.done;
        request.size = size - request.done;
        const Result got = recv_rest(not_tried, request, state, limit, deadline);
        int error = got.error;
        if (error == 0 && got.value == 0) error = static_cast<int>(Errc::end_of_stream);
        if (error != 0) return {static_cast<std::ptrdiff_t>(request.done), error};
        request.done += static_cast<std::size_t>(got.value);
    } while (request.done < size);
    return {static_cast<std::ptrdiff_t>(size), 0};
}

}  // namespace loopback::detail

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(pop)
#endif
