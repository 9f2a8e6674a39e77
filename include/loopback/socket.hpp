#pragma once

#include "loopback/detail/seam.hpp"
#include "loopback/error.hpp"

namespace loopback {

/// The only owner of one socket handle: closes it, and moves but never copies.
///
/// It is as large as the handle. The classes that people use, `TcpListener`, `TcpStream` and
/// `UdpSocket`, are Sockets; what they share is here: names, options, letting go.
///
/// To close or move a socket while another thread uses it is a mistake that nothing can detect:
/// the handle's number may belong to another connection by then. Call `stop()` first, and join.
class Socket {
public:
    /// Closed.
    Socket() noexcept = default;
    /// Takes the handle over; `other` is closed afterwards.
    Socket(Socket&& other) noexcept : handle_(detail::taken(other.handle_)) {}
    /// Closes its own handle first.
    Socket& operator=(Socket&& other) noexcept {
        if (this != &other) {
            close();
            handle_ = detail::taken(other.handle_);
        }
        return *this;
    }
    /// Closes the handle.
    ~Socket() { close(); }

    /// Takes a handle over, for example one that another library opened.
    ///
    ///     Socket mine = Socket::adopt(handle);
    [[nodiscard]] static Socket adopt(NativeHandle handle) noexcept {
        Socket socket;
        socket.handle_ = handle;
        return socket;
    }

    /// Whether there is a handle: false after `close`, `release` and a move away.
    ///
    ///     TcpStream later;
    ///     if (!later.is_open()) later = TcpStream::connect(home);
    [[nodiscard]] bool is_open() const noexcept { return handle_ != no_handle; }

    /// The platform's handle, to be used in calls that this library does not have.
    ///
    /// Platforms: a descriptor, or Winsock's SOCKET. It is non-blocking underneath on all but
    /// Linux, where every wait is a poll.
    ///
    ///     NativeHandle raw = client.native_handle();
    [[nodiscard]] NativeHandle native_handle() const noexcept { return handle_; }

    /// Gives the handle away without closing it, and leaves this socket closed.
    ///
    ///     TcpStream again = TcpStream::adopt(client.release());
    [[nodiscard]] NativeHandle release() noexcept { return detail::taken(handle_); }

    /// Closes the handle; closing twice does nothing. Never retried (close(2)): the handle is
    /// gone even if the system reports an error.
    ///
    /// If bytes that came were never read, the peer gets a reset instead of an end, and may lose
    /// what it had not read yet (RFC 2525, section 2.17). To part politely: `shutdown_send()`,
    /// `recv` until it is false, close.
    ///
    ///     client.shutdown_send();
    ///     while (client.recv(buffer)) {
    ///     }
    ///     client.close();
    void close(Caller caller = Caller::here()) noexcept {
        if (handle_ != no_handle) (void)detail::close(detail::taken(handle_), {"close", caller});
    }

    /// This side's endpoint, with the port that the system chose (getsockname(2)).
    ///
    ///     Port chosen = listener.local_endpoint().port;
    [[nodiscard]] Endpoint local_endpoint(Caller caller = Caller::here()) const {
        Endpoint endpoint;
        const detail::Site site{"local_endpoint", caller};
        const auto asked = detail::local_name(handle_, endpoint, site);
        if (asked.error != 0) fail(asked.error, site);
        return endpoint;
    }

    /// How many bytes the kernel queues for sending and for receiving (socket(7), SO_SNDBUF,
    /// SO_RCVBUF). Linux doubles what is asked for, to leave room for its own book-keeping.
    ///
    ///     client.set_send_buffer(64 * 1024);
    ///     std::cout << client.send_buffer() << " bytes\n";
    void set_send_buffer(int bytes, Caller caller = Caller::here()) {
        set(SOL_SOCKET, SO_SNDBUF, bytes, {"set_send_buffer", caller});
    }
    /// The size that the kernel made of it, in bytes.
    [[nodiscard]] int send_buffer(Caller caller = Caller::here()) const {
        return get<int>(SOL_SOCKET, SO_SNDBUF, {"send_buffer", caller});
    }
    /// The same for what has come and was not received yet.
    ///
    ///     client.set_recv_buffer(64 * 1024);
    ///     std::cout << client.recv_buffer() << " bytes\n";
    void set_recv_buffer(int bytes, Caller caller = Caller::here()) {
        set(SOL_SOCKET, SO_RCVBUF, bytes, {"set_recv_buffer", caller});
    }
    /// The size that the kernel made of it, in bytes.
    [[nodiscard]] int recv_buffer(Caller caller = Caller::here()) const {
        return get<int>(SOL_SOCKET, SO_RCVBUF, {"recv_buffer", caller});
    }

protected:
    [[noreturn]] static void fail(int code, const detail::Site& site,
                                  SocketError::Context context = {}, const char* remark = "") {
        context.operation = site.function;
        context.caller = site.caller;
        throw SocketError(detail::platform_error(code), context, remark);
    }

    template <class Value>
    void set(int level, int option, const Value& value, const detail::Site& site) {
        const auto done = detail::set_option(handle_, level, option, &value, sizeof value, site);
        if (done.error != 0) fail(done.error, site);
    }

    template <class Value>
    [[nodiscard]] Value get(int level, int option, const detail::Site& site) const {
        Value value{};
        const auto done = detail::get_option(handle_, level, option, &value, sizeof value, site);
        if (done.error != 0) fail(done.error, site);
        return value;
    }

    NativeHandle handle_ = no_handle;
};

static_assert(sizeof(Socket) == sizeof(NativeHandle));

}  // namespace loopback
