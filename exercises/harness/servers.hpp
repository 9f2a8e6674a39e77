#pragma once

#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "harness/causes.hpp"

// What exercises share that serve clients, one after the other or side by side: a handler that
// takes notes, and causes for the lists of causes.hpp.
namespace harness::servers {

/// One call of `handle`.
struct Handled {
    loopback::Endpoint client;
    bool beside = false;  ///< on another thread than the server
    bool done = false;
    bool failed = false;  ///< it threw
};

/// What has come of the server so far.
struct Served {
    int clients = 0;       ///< that it is to serve
    int calls_before = 0;  ///< calls of the server that have served somebody
    std::vector<Handled> calls;
    bool handed_again = false;  ///< a client was, who had been handled before
    bool waitless = false;      ///< it was handed over in non-blocking mode
    bool returned = false;      ///< the server has
    bool stopped = false;       ///< the listener is: see `is_stopped`

    /// A call that was not done when the server returned, or began later.
    std::optional<Handled> left_behind;

    /// Null if it was not handled.
    [[nodiscard]] const Handled* call_for(const loopback::Endpoint& client) const;
};
[[nodiscard]] Served served();
/// Whether `handle` gets this client; a thread may begin with it a moment later.
[[nodiscard]] bool is_handled(const loopback::Endpoint& client);
/// How many clients your code has accepted, in this call.
[[nodiscard]] int accepted();

/// Runs a server of the learner's that is to serve `clients` clients by `handle`. It fails as soon
/// as that returns too early. Call it again for the next one.
///
///     servers::runs(stage, "serve", 3, [&] { serve(listener, 3, servers::handle); });
void runs(Stage& stage, const char* function, int clients, std::function<void()> body);
/// A right echo, for the server to call with each client.
void handle(loopback::TcpStream& client);
/// From now on `handle` throws a SocketError with this code when a client says `word`; the client
/// itself stays, and sees whether the connection is closed.
void breaks_at(std::string_view word, std::errc code);
/// From now on `handle` is done with a client that says `word`, though that has not finished.
void is_done_at(std::string_view word);
/// The listener was stopped: the server may end before it has served as many as it was to.
void is_stopped();
/// Where `handle` runs beside the server, gives that a moment to return too early.
void lets_it_return();
/// Waits until it has, which is right now: it has taken in and handled that many, and no more.
void must_have_served(int clients);

/// The listener is there for the next call.
void must_stay_open(const loopback::TcpListener& listener);

/// It closes the listener with a client's stream, and nobody can come any more.
[[nodiscard]] std::string closed_the_listener(const Case& one);
/// accept() was given a limit, and the next client did not come in time.
[[nodiscard]] std::string gave_up_on_the_next_client(const Case& one);
/// accept() found nobody there and did not wait: the listener is in non-blocking mode.
[[nodiscard]] std::string did_not_wait_for_the_next_client(const Case& one);
/// It hands over a stream in non-blocking mode.
[[nodiscard]] std::string handed_one_that_does_not_wait(const Case& one);
/// It has taken in more than it was asked for.
[[nodiscard]] std::string took_in_too_many(const Case& one);
/// It receives from a client whom `handle` is done with.
[[nodiscard]] std::string goes_on_receiving(const Case& one);
/// It serves nobody at all.
[[nodiscard]] std::string never_accepted(const Case& one);
/// The error of one client's connection ended it.
[[nodiscard]] std::string one_ended_it_for_all(const Case& one);
/// It hands a client to `handle` on a thread of its own, and returns before that is done.
[[nodiscard]] std::string left_its_threads_behind(const Case& one);

}  // namespace harness::servers
