#pragma once

#include <cstdint>
#include <string>

#include "loopback/tcp_stream.hpp"

namespace loopback {

/// Receives from a stream up to a mark, such as the end of a line, or to the end; never more than
/// it may keep.
///
/// A `recv` hands over what has come: half a line, or three. A Reader keeps what is too much for
/// the next call, so use it for all that you receive from that stream (`rest()` is what it has).
/// It allocates as bytes come, up to the size that you give: no peer can make it take more.
///
///     Reader reader{client};
///     while (Text line = reader.recv_line()) std::cout << without_line_end(line) << '\n';
class Reader {
public:
    /// For a stream that outlives it. `most` is the size of the longest line, or of all that is
    /// received to the end, in bytes.
    explicit Reader(TcpStream& stream, std::size_t most = 65536) noexcept
        : stream_(stream), most_(most < SIZE_MAX ? most : SIZE_MAX - 1) {}

    /// Everything up to `mark`, and the mark: a view that is valid until the next call, and false
    /// once the peer has finished sending.
    ///
    /// `limit` is for all of it, however many pieces it comes in. Errors: as with
    /// `TcpStream::recv`; `message_size` if the mark is not among the first `most` bytes;
    /// `Errc::end_of_stream` if the peer finished in the middle; `invalid_argument` for an empty
    /// mark. Whatever the error is, nothing is lost: after `timed_out` another call goes on.
    /// See recv(2), Winsock recv.
    ///
    ///     Reader reader{client, 1024};
    ///     Text header = reader.recv_until("\n");
    Text recv_until(std::string_view mark, Timeout limit = forever,
                    Caller caller = Caller::here()) {
        std::error_code error;
        const Text found = recv_until(mark, error, limit, caller);
        if (error) raise(error, "recv_until", caller);
        return found;
    }
    /// The same; sets `error` instead of throwing.
    Text recv_until(std::string_view mark, std::error_code& error, Timeout limit = forever,
                    Caller caller = Caller::here()) {
        start();
        if (mark.empty()) {
            error = detail::platform_error(detail::native::invalid_argument);
            return {};
        }
        Total total{limit};
        error = {};
        for (std::size_t searched = 0;;) {
            const std::size_t place = kept_.find(mark, searched);
            if (place != kept_.npos) return taken(place + mark.size());
            searched = kept_.size() < mark.size() ? 0 : kept_.size() - mark.size() + 1;
            if (kept_.size() >= most_) error = detail::platform_error(detail::native::message_size);
            if (error) return {};
            if (!more(most_, total, error, caller)) {
                if (!error && !kept_.empty()) error = Errc::end_of_stream;
                return {};
            }
        }
    }

    /// A line with its end, `"hello\n"` or `"hello\r\n"`: `recv_until("\n")`. An empty line is its
    /// end, and so is not false.
    ///
    ///     Reader reader{client};
    ///     using namespace std::chrono_literals;
    ///     Text name = reader.recv_line(5s);
    Text recv_line(Timeout limit = forever, Caller caller = Caller::here()) {
        std::error_code error;
        const Text line = recv_until("\n", error, limit, caller);
        if (error) raise(error, "recv_line", caller);
        return line;
    }
    /// The same; sets `error` instead of throwing.
    ///
    ///     Reader reader{client, 1024};
    ///     std::error_code error;
    ///     Text line = reader.recv_line(error);
    ///     if (error == std::errc::message_size) std::puts("that was too long a line");
    Text recv_line(std::error_code& error, Timeout limit = forever,
                   Caller caller = Caller::here()) {
        return recv_until("\n", error, limit, caller);
    }

    /// Everything until the peer has finished sending; empty if that is nothing. A view that is
    /// valid until the next call. Errors as with `recv_until`: `message_size` if it is more than
    /// `most` bytes.
    ///
    ///     Reader reader{client, 1'000'000};
    ///     std::string everything(reader.recv_to_end());
    Text recv_to_end(Timeout limit = forever, Caller caller = Caller::here()) {
        std::error_code error;
        const Text all = recv_to_end(error, limit, caller);
        if (error) raise(error, "recv_to_end", caller);
        return all;
    }
    /// The same; sets `error` instead of throwing.
    Text recv_to_end(std::error_code& error, Timeout limit = forever,
                     Caller caller = Caller::here()) {
        start();
        Total total{limit};
        error = {};
        // One byte more than it may be tells that it is too long.
        while (kept_.size() <= most_ && more(most_ + 1, total, error, caller)) {
        }
        if (!error && kept_.size() > most_) {
            error = detail::platform_error(detail::native::message_size);
        }
        return error ? Text() : taken(kept_.size());
    }

    /// What has come and was not handed out yet. Valid until the next call.
    ///
    ///     Reader reader{client};
    ///     (void)reader.recv_line();
    ///     std::cout << reader.rest().size() << " bytes came behind the line\n";
    [[nodiscard]] std::string_view rest() const noexcept {
        return std::string_view(kept_).substr(taken_);
    }

private:
    // The limit for the first try is the caller's, and for each after it what is left of that.
    class Total {
    public:
        explicit Total(Timeout limit) noexcept : until_(limit), limit_(limit), now_(limit) {}
        [[nodiscard]] Timeout now() const noexcept { return now_; }
        [[nodiscard]] bool is_over() const noexcept { return now_.is_zero() && !limit_.is_zero(); }
        void go_on() noexcept { now_ = until_.left(); }

    private:
        detail::Until until_;
        Timeout limit_;
        Timeout now_;
    };

    void start() {
        kept_.erase(0, taken_);
        taken_ = 0;
    }
    Text taken(std::size_t size) noexcept {
        taken_ = size;
        return {kept_.data(), size};
    }

    // Receives once, so that no more than `most` bytes are kept; false at the end, or for an error.
    bool more(std::size_t most, Total& total, std::error_code& error, Caller caller) {
        constexpr std::size_t piece = 4096;
        if (total.is_over()) {
            error = detail::platform_error(detail::native::timed_out);
            return false;
        }
        const std::size_t before = kept_.size();
        kept_.resize(before + (most - before < piece ? most - before : piece));
        const std::span<char> room(kept_.data() + before, kept_.size() - before);
        const Text came = stream_.recv(room, error, total.now(), caller);
        kept_.resize(before + came.size());
        total.go_on();
        return !came.empty();
    }

    [[noreturn]] void raise(std::error_code error, const char* function, Caller caller) const {
        SocketError::Context context;
        context.operation = function;
        context.local =
            detail::known_endpoint_of(stream_.native_handle(), detail::native::local_name);
        context.peer = stream_.peer_endpoint();
        context.bytes = rest().size();
        context.caller = caller;
        throw SocketError(error, context);
    }

    TcpStream& stream_;
    std::size_t most_;
    std::string kept_;
    std::size_t taken_ = 0;
};

/// A line without its end, be that `"\n"` or `"\r\n"`.
///
///     std::cout << without_line_end("hello\r\n") << '\n';
[[nodiscard]] constexpr std::string_view without_line_end(std::string_view line) noexcept {
    if (!line.ends_with('\n')) return line;
    line.remove_suffix(1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace loopback
