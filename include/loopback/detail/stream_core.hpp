#pragma once

#include "loopback/detail/open.hpp"

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(push)
#pragma warning(disable : 5030)  // it does not know gnu::noinline, and need not
#endif

namespace loopback::detail {

// What a TcpStream is made of: the short ways of recv and send, which are worth being inlined, and
// the turns to the slow ones and to errors.
class StreamCore : public Socket {
protected:
    StreamCore() noexcept = default;

    StreamCore(const Result& opened, const Endpoint& peer) noexcept : peer_(peer) {
        if (opened.error == 0) handle_ = static_cast<NativeHandle>(opened.value);
    }

    // The short way: one system call, when nobody observes and it succeeds at once.
    [[nodiscard]] bool short_way(Timeout limit) const noexcept {
        return limit.is_forever() && installed() == nullptr && !state_.stop.stopped();
    }

    Result receive(void* data, std::size_t size, Timeout limit, Caller caller) noexcept {
        std::ptrdiff_t count = untried;
        if (short_way(limit) && size != 0) [[likely]] {
            count = native::recv(handle_, data, size, 0);
            if (count > 0) [[likely]]
                return {count, 0};
        }
        return recv_slow(count, handle_, state_, data, size, limit, {"recv", caller});
    }

    Result look(void* data, std::size_t size, Timeout limit, Caller caller) noexcept {
        return peek(handle_, state_, data, size, limit, {"peek", caller});
    }

    Result send_some(const void* data, std::size_t size, Timeout limit, Caller caller) noexcept {
        std::ptrdiff_t count = untried;
        if (short_way(limit)) [[likely]] {
            count = native::send(handle_, data, size, 0);
            if (count >= 0) [[likely]]
                return {count, 0};
        }
        return send_slow(count, handle_, state_, data, size, limit, {"send", caller});
    }

    // How much of the bytes went the short way, in one call.
    std::ptrdiff_t send_at_once(const void* data, std::size_t size, Timeout limit) noexcept {
        if (!short_way(limit)) [[unlikely]]
            return untried;
        return native::send(handle_, data, size, 0);
    }

    Result try_send_everything(const void* data, std::size_t size, Timeout limit,
                               Caller caller) noexcept {
        const std::ptrdiff_t count = send_at_once(data, size, limit);
        if (count == static_cast<std::ptrdiff_t>(size)) [[likely]]
            return {count, 0};
        return send_all_slow(count, handle_, state_, data, size, limit, {"send_all", caller});
    }

    void send_everything(const void* data, std::size_t size, Timeout limit, Caller caller) {
        const std::ptrdiff_t count = send_at_once(data, size, limit);
        if (count != static_cast<std::ptrdiff_t>(size)) [[unlikely]] {
            send_the_rest(count, data, size, limit, caller);
        }
    }

    void send_the_rest(std::ptrdiff_t count, const void* data, std::size_t size, Timeout limit,
                       Caller caller) {
        const Site site{"send_all", caller};
        const auto sent = send_all_slow(count, handle_, state_, data, size, limit, site);
        if (sent.error != 0) raise(sent.error, site, static_cast<std::size_t>(sent.value));
    }

    Result try_receive_exactly(void* data, std::size_t size, Timeout limit,
                               Caller caller) noexcept {
        return recv_exactly(handle_, state_, data, size, limit, {"recv_exactly", caller});
    }

    void receive_exactly(void* data, std::size_t size, Timeout limit, Caller caller) {
        const Result got = try_receive_exactly(data, size, limit, caller);
        if (got.error != 0) [[unlikely]] {
            raise(got.error, {"recv_exactly", caller}, static_cast<std::size_t>(got.value));
        }
    }

    std::size_t got(const Result& moved, Caller caller, const char* function = "recv") {
        if (moved.error != 0) [[unlikely]]
            raise(moved.error, {function, caller}, 0);
        return static_cast<std::size_t>(moved.value);
    }
    static std::size_t got(const Result& moved, std::error_code& error) noexcept {
        error = platform_error(moved.error);
        return moved.error != 0 ? 0 : static_cast<std::size_t>(moved.value);
    }
    static std::size_t counted(const Result& moved, std::error_code& error) noexcept {
        error = platform_error(moved.error);
        return static_cast<std::size_t>(moved.value);
    }

    void finish(int how, const Site& site) {
        const auto done = shut_down(handle_, how, site);
        if (done.error != 0) raise(done.error, site, 0);
    }

    [[noreturn, gnu::noinline]] inline void raise(int code, const Site& site,
                                                  std::size_t bytes) const {
        SocketError::Context context;
        context.local = known_endpoint_of(handle_, native::local_name);
        if (peer_ != Endpoint{}) context.peer = peer_;
        context.bytes = bytes;
        fail(code, site, context);
    }

    SocketState state_;
    Endpoint peer_;
};

}  // namespace loopback::detail

#if defined(_MSC_VER) && !defined(__clang__)
#pragma warning(pop)
#endif
