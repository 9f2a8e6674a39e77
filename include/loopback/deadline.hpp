#pragma once

#include "loopback/error.hpp"
#include "loopback/timeout.hpp"

namespace loopback {

/// The moment when the time for several calls together is over: it starts when it is made.
///
/// A `Timeout` is for one call. For a whole conversation, hand each call what is `left()`: once
/// nothing is left, that fails with `timed_out`, and so no peer that keeps on talking can keep the
/// conversation going. (A limit of zero could: it means "try once", and if something is there each
/// try succeeds.) The clock is one that nobody sets: `std::chrono::steady_clock`, in nanoseconds.
///
///     const Deadline deadline{std::chrono::seconds{2}};
///     while (auto received = client.recv(buffer, deadline.left())) std::cout << received;
class Deadline {
public:
    /// Over after this time: any `std::chrono` duration, or `forever`. Zero and less is over now.
    explicit Deadline(Timeout limit) noexcept : until_(limit) {}

    /// What is left, for the next call: never zero, so that a call that is given it waits, and ends
    /// in `timed_out`. Throws a `SocketError` equal to `timed_out` once nothing is left.
    ///
    ///     const Deadline deadline{std::chrono::milliseconds{500}};
    ///     auto server = TcpStream::connect(home, deadline.left());
    ///     server.send_all("hello\n", deadline.left());
    [[nodiscard]] Timeout left(Caller caller = Caller::here()) const {
        std::error_code error;
        const Timeout rest = left(error);
        if (!error) return rest;
        const SocketError::Context context{.operation = "left", .caller = caller};
        throw SocketError(error, context, "this was the time for several calls together");
    }
    /// The same; sets `error` to `timed_out` instead of throwing, and returns zero then.
    ///
    ///     const Deadline deadline{std::chrono::milliseconds{500}};
    ///     std::error_code error;
    ///     const Timeout rest = deadline.left(error);
    ///     if (error == std::errc::timed_out) std::puts("too late");
    [[nodiscard]] Timeout left(std::error_code& error) const noexcept {
        const Timeout rest = until_.left();
        error = detail::platform_error(rest.is_zero() ? detail::native::timed_out : 0);
        return rest;
    }

    /// Whether nothing is left.
    ///
    ///     const Deadline deadline{std::chrono::seconds{2}};
    ///     if (!deadline.is_over()) client.send_all("still in time\n");
    [[nodiscard]] bool is_over() const noexcept { return until_.left().is_zero(); }

private:
    detail::Until until_;
};

}  // namespace loopback
