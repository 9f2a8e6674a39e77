#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "harness/patience.hpp"
#include "loopback/observe.hpp"

// What the seam has shown of the learner's code: the raw material of every cause.
namespace harness {

/// Whether a call of this kind waits for the other side to do something.
[[nodiscard]] bool may_wait_long(loopback::Operation operation) noexcept;

/// Whether a script is patient enough to see this limit of a wait pass.
[[nodiscard]] bool can_be_outlasted(int milliseconds) noexcept;

/// A call of the learner's, in flight or done.
struct SeenCall {
    loopback::Operation operation{};
    const char* function = "";
    loopback::Caller caller{};
    loopback::NativeHandle handle = loopback::no_handle;
    loopback::Endpoint where{};    ///< bind, connect
    std::size_t size = 0;          ///< what send was given, what room recv had
    int argument = 0;              ///< of a wait: its limit in milliseconds; below zero for none
    bool returns_at_once = false;  ///< a recv or an accept that does not wait, whatever is there
    const void* data = nullptr;    ///< where the bytes of a send were; never to be looked at
    std::size_t done = 0;          ///< of send_all, recv_exactly: before this call,
    std::size_t total = 0;         ///< of how many
    std::ptrdiff_t result = 0;
    int error = 0;
    Clock::time_point since{};

    /// Of the system itself, past the library: nobody knows its line.
    [[nodiscard]] bool is_raw() const noexcept { return std::string_view(caller.file) == raw; }
    static constexpr const char* raw = "::";  ///< instead of a file's name
    /// Whether it is a call of this function of the library's, or a raw one to the same end: read()
    /// for `recv`.
    [[nodiscard]] bool is(std::string_view name) const noexcept {
        return name == (is_raw() ? loopback::name(operation) : std::string_view(function));
    }
    [[nodiscard]] std::size_t moved() const noexcept {
        return result > 0 ? static_cast<std::size_t>(result) : 0;
    }
};

/// A call as it is shown to observers, to be kept.
[[nodiscard]] SeenCall seen_of(const loopback::Call& call);

/// A bind of the learner's, and what has come of it.
struct AskedDoor {
    SeenCall bind{};
    bool by_udp = false;
    bool stopped = false;        ///< by the check: the kernel has not heard of it
    std::error_code error{};     ///< what the system said
    loopback::Endpoint given{};  ///< with the number that port 0 has become
    bool listens = false;
    bool closed = false;               ///< by whomever
    bool closed_by_unwinding = false;  ///< while an exception was on its way out

    [[nodiscard]] const loopback::Endpoint& where() const noexcept { return bind.where; }
};

/// What is missing in a listener that should be ready for accept(): see `must_be_ready`.
enum class Unready {
    no,
    closed,
    closed_underneath,  ///< the object is open, and its handle is not
    does_not_listen,
    not_its_own,      ///< your code has closed the one that it had
    does_not_wait,    ///< non-blocking
    has_a_limit,      ///< SO_RCVTIMEO
    breaks_off,       ///< SO_LINGER, which accepted connections inherit
    shares_its_port,  ///< SO_REUSEPORT: who sets it too gets the same one
};

/// What the learner's code has asked for, and been given, by bind().
struct DoorsSeen {
    std::vector<AskedDoor> asked{};    ///< in the call that the check judges now, in order
    std::vector<AskedDoor> earlier{};  ///< in the calls before
    std::optional<loopback::Endpoint> wanted{};  ///< the only one that may be asked for
    std::size_t knocks = 0;                      ///< how often it has called connect()
    bool rival_was_faster = false;               ///< it came back for a door that it had let go
    Unready unready = Unready::no;               ///< the listener that it returned
    std::error_code no_socket{};                 ///< what it was told instead of given a socket
    std::size_t refusals = 0;                    ///< how often
    std::size_t left_open = 0;                   ///< of the sockets that it made in this call

    [[nodiscard]] const AskedDoor* last() const noexcept;
    /// The latest listener that is still open, else the latest one.
    [[nodiscard]] const AskedDoor* kept_listener() const noexcept;
    /// Whether a door that was given to it is still open.
    [[nodiscard]] bool has(const loopback::Endpoint& door) const noexcept;
    /// Whether the system has given it that door in this call.
    [[nodiscard]] bool was_given(const loopback::Endpoint& door) const noexcept;
    /// Whether the door that it was given is not, or no longer, that of this handle.
    [[nodiscard]] bool has_lost(loopback::NativeHandle handle,
                                const loopback::Endpoint& door) const noexcept;
    /// How many different doors it has asked for.
    [[nodiscard]] std::size_t count() const;
};

/// What happened on one connection, on the learner's side.
struct Conversation {
    loopback::Endpoint local{};
    loopback::Endpoint peer{};
    std::size_t received = 0;  ///< bytes
    std::size_t sent = 0;
    std::size_t recvs = 0;              ///< calls that brought bytes
    std::size_t sends = 0;              ///< calls that took bytes
    std::optional<SeenCall> last_recv;  ///< whatever it brought
    std::optional<SeenCall> last_send;
    const void* sender = nullptr;  ///< the thread that sent last
    bool has_many_senders = false;
    std::optional<SeenCall> lost_rest;  ///< a send that took less than given; nothing sent the rest
    std::optional<SeenCall> sent_again;  ///< a send that took less than given, and was repeated
    bool went_on_after_short = false;    ///< recv was called again after it had left room
    std::size_t oversent = 0;      ///< the size of a send of more than had come and not gone back
    bool was_lost = false;         ///< send or recv failed: a reset, say
    std::error_code lost_by;       ///< what the first one that failed was told
    bool peeked = false;           ///< it looked at bytes that it left there
    bool saw_the_end = false;      ///< recv said that the peer has finished sending
    bool shut_down_early = false;  ///< it finished sending before it saw the end
    int cuts_in_a_row = 0;
    bool broke_off = false;  ///< SO_LINGER was set: closing resets the connection
    bool closed = false;
};

/// What one thread of the learner's does.
struct ThreadSeen {
    bool in_call = false;
    SeenCall call;         ///< the current one, else the last one
    std::size_t done = 0;  ///< of recv_exactly and send_all, up to now
    std::size_t total = 0;
    std::size_t calls_in_vain = 0;  ///< since anything moved
    std::size_t looks_in_vain = 0;  ///< since anything moved, or it slept
    std::size_t wakes_in_vain = 0;  ///< since anything moved
    /// The wait that came to nothing when its limit was over, if nothing was asked since.
    std::optional<SeenCall> time_was_up;
};

/// How the learner's code waits: asleep, by the clock, or not at all.
struct Waiting {
    std::optional<SeenCall> limited;  ///< the first wait that had a limit
    std::size_t times_up = 0;         ///< how often such a limit was over before anything came
    /// The most times in a row that a thread looked, saw nothing there and did not go to sleep.
    std::size_t looks = 0;
    std::optional<SeenCall> look;  ///< the last one of them
    /// The most times in a row that a thread was woken and moved nothing.
    std::size_t wakes = 0;

    static constexpr std::size_t many = 10;  ///< more than any code needs that sleeps

    [[nodiscard]] bool is_restless() const noexcept { return looks >= many || wakes >= many; }
};

}  // namespace harness
