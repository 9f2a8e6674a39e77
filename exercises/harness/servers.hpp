#pragma once

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
    int clients = 0;  ///< that it is to serve
    std::vector<Handled> calls;
    bool handed_again = false;  ///< a client was, who had been handled before
    bool returned = false;      ///< the server has

    /// A call that was not done when the server returned, or began later.
    std::optional<Handled> left_behind;

    /// Null if it was not handled.
    [[nodiscard]] const Handled* call_for(const loopback::Endpoint& client) const;
};
[[nodiscard]] Served served();
/// Whether `handle` gets this client; a thread may begin with it a moment later.
[[nodiscard]] bool is_handled(const loopback::Endpoint& client);
/// How many clients your code has accepted.
[[nodiscard]] int accepted();

/// Runs a server of the learner's that is to serve `clients` clients by `handle`. It fails as soon
/// as that returns too early.
///
///     servers::runs(stage, "serve", 3, [&] { serve(listener, 3, servers::handle); });
void runs(Stage& stage, const char* function, int clients, std::function<void()> body);
/// A right echo, for the server to call with each client.
void handle(loopback::TcpStream& client);
/// Where `handle` runs beside the server, gives that a moment to return too early.
void lets_it_return();
/// Waits until it has, which is right now.
void must_have_served(int clients);

/// It closes the listener with a client's stream, and nobody can come any more.
[[nodiscard]] std::string closed_the_listener(const Case& one);
/// accept() was given a limit, and the next client did not come in time.
[[nodiscard]] std::string gave_up_on_the_next_client(const Case& one);
/// It serves nobody at all.
[[nodiscard]] std::string never_accepted(const Case& one);
/// The error of one client's connection ended it.
[[nodiscard]] std::string one_ended_it_for_all(const Case& one);
/// It hands a client to `handle` on a thread of its own, and returns before that is done.
[[nodiscard]] std::string left_its_threads_behind(const Case& one);

}  // namespace harness::servers
