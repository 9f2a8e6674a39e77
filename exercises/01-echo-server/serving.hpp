#pragma once

// What a failure of serve() means, and the headings in the lesson that tell more.

#include <limits>

#include "causes.hpp"
#include "harness/servers.hpp"
#include "opening.hpp"

namespace causes {

namespace servers = harness::servers;

inline std::string took_in(int number) {
    return "serve() took in " + count(static_cast<std::size_t>(number), "client");
}

inline std::string handed_an_earlier_one(const Case&) {
    if (!servers::served().handed_again) return "";
    return "each accept() returns a stream of its own, for the client that it took in. Your "
           "serve() hands an earlier one to handle(), which is called once for each.";
}

inline bool has_returned_too_early(const Case& one) {
    return one.is(Verdict::fail) && servers::served().returned &&
           servers::accepted() < servers::served().clients;
}

inline std::string ended_after_a_failure(const Case& one) {
    const servers::Served served = servers::served();
    if (!has_returned_too_early(one) || served.calls.empty() || !served.calls.back().failed) {
        return "";
    }
    return "one client ended the server for everyone: after handle() had thrown, your serve() "
           "accepted nobody any more. Catch the error per client, inside the loop.";
}

inline std::string took_in_too_few(const Case& one) {
    if (!has_returned_too_early(one)) return "";
    return "each accept() takes in one client. Your " + took_in(servers::accepted()) +
           " and returned; it was asked for " + std::to_string(servers::served().clients) + '.';
}

/// All have been served, and then it throws what one of them had met with.
inline std::string throws_at_the_end(const Case& one) {
    const servers::Served served = servers::served();
    const auto is_done = [](const servers::Handled& call) { return call.done; };
    const bool all_done = static_cast<int>(served.calls.size()) >= served.clients &&
                          std::all_of(served.calls.begin(), served.calls.end(), is_done);
    if (!one.is(Verdict::crashed) || served.clients == 0 || !all_done) return "";
    return "all clients have been served, and then your serve() throws: what handle() throws is "
           "the end for that one client, and no error of serve().";
}

/// Before anybody has come.
inline std::string made_room_for_all(const Case& one) {
    const bool asked_for_most = servers::served().clients == std::numeric_limits<int>::max();
    const bool by_no_socket = one.is(Verdict::crashed) && !one.failure.error;
    if (!asked_for_most || !by_no_socket || servers::accepted() != 0) return "";
    return "`clients` may be as large as an int gets, and then it means \"until somebody ends the "
           "program\". Your serve() makes something for each of them before they come: make it "
           "when they do.";
}

/// accept() fails from now on, and it goes on asking, or counting.
inline std::string goes_on_without_clients(const Case& one) {
    if (!one.is(Verdict::stuck) || !servers::served().stopped) return "";
    return "accept() fails (the listener was stopped), and your serve() goes on: a failed accept() "
           "is no client, and the next one will fail as well. Let its error pass on; only what "
           "handle() throws is one client's own.";
}

inline std::string talks_itself(const Case& one) {
    if (!one.failure.talk || one.failure.talk->received + one.failure.talk->sent == 0) return "";
    return "your serve() itself talks with " + one.who() + " (it received " +
           count(one.failure.talk->received, "byte") + " and sent " +
           std::to_string(one.failure.talk->sent) +
           "). handle() does all the talking, whatever it is: it was handed to you for that.";
}

/// It opens doors.
inline std::string binds_itself(const Case& one) {
    if (!one.is(Verdict::fail) || one.failure.doors.asked.empty()) return "";
    return "your serve() calls bind(). The clients knock at `listener`, and some wait there "
           "already: if you close it, or open another one, they are lost. Take each from it.";
}

/// What is computed from the largest int is no int.
inline std::string overflows(const Case& one) {
    const bool asked_for_most = servers::served().clients == std::numeric_limits<int>::max();
    if (!has_returned_too_early(one) || !asked_for_most || servers::accepted() != 0) return "";
    return "your serve() was asked for 2147483647 clients, the largest int, and took in none: what "
           "is computed from it (one more, or twice as many) overflows. Count up to it.";
}

/// A call of serve() did as it should, and this one ends before it has begun.
inline std::string counts_on(const Case& one) {
    if (!has_returned_too_early(one) || servers::served().calls_before == 0) return "";
    return "an earlier call of serve() was right, and this one returned after " +
           count(static_cast<std::size_t>(servers::accepted()), "client") + " of " +
           std::to_string(servers::served().clients) +
           ": something of an earlier one is still there (a static or global count, say). Each "
           "call begins anew.";
}

inline std::string never_handed_over(const Case& one) {
    const Failure& failure = one.failure;
    const bool is_let_in = failure.peer && failure.talk;
    if (!is_let_in || servers::is_handled(failure.peer->endpoint)) return "";
    return "your serve() accepted " + one.who() +
           (failure.talk->closed ? ", closed the connection" : "") +
           " and never called handle() with its stream.";
}

inline std::string closed_under_handle(const Case& one) {
    const bool cut_off = one.failure.talk && one.failure.talk->closed && one.lacks_bytes();
    if (!cut_off && !one.has_used_a_closed_one()) return "";
    return "the stream was closed while handle() was still using it: it must live until handle() "
           "returns.";
}

inline std::string never_closed(const Case& one) {
    if (!one.failure.talk || one.failure.talk->closed) return "";
    const servers::Served served = servers::served();
    const servers::Handled* call = served.call_for(one.failure.peer->endpoint);
    if (call == nullptr || !call->done) return "";
    if (call->failed) {
        return "handle() has thrown, and nobody has closed the connection to " + one.who() +
               ": it must be closed on that way out, too. A TcpStream closes when it is "
               "destroyed; this one is kept.";
    }
    return "handle() is done with " + one.who() + ", but nobody has closed the connection, and " +
           one.who() +
           " waits for its end. A TcpStream closes when it is destroyed; this one is kept.";
}

inline std::string waits_for_one_more(const Case& one) {
    if (!one.is_stuck_in("accept") || servers::accepted() < servers::served().clients) return "";
    return "your serve() has taken in " +
           count(static_cast<std::size_t>(servers::accepted()), "client") +
           ", as many as it was asked for, and waits for one more. A client that broke its "
           "connection counts as well.";
}

inline std::string handled_too_few(const Case& one) {
    const auto handled = static_cast<int>(servers::served().calls.size());
    if (one.is(Verdict::crashed) || handled >= servers::accepted()) return "";
    return "your " + took_in(servers::accepted()) + " and called handle() for " +
           std::to_string(handled) + '.';
}

inline Advice why_serve(const Failure& failure) {
    if (const auto kept = passing::kept_an_error("accept()"); !kept.empty()) return kept;
    return harness::first_of({failure, "serve()", "the client"},
                             {{throws_at_the_end, not_everyones},
                              {made_room_for_all, next_please},
                              {binds_itself, next_please},
                              {servers::closed_the_listener, next_please},
                              {servers::handed_one_that_does_not_wait, next_please},
                              {goes_on_without_clients, not_everyones},
                              {servers::goes_on_receiving, when_over},
                              {talks_itself, next_please},
                              {streams::broke_off, when_over},
                              {streams::finished_too_early, when_over},
                              {handed_an_earlier_one, next_please},
                              {servers::left_its_threads_behind, next_please},
                              {servers::gave_up_on_the_next_client, next_please},
                              {servers::did_not_wait_for_the_next_client, next_please},
                              {servers::took_in_too_many, next_please},
                              {ended_after_a_failure, not_everyones},
                              {servers::one_ended_it_for_all, not_everyones},
                              {servers::never_accepted, next_please},
                              {overflows, next_please},
                              {counts_on, next_please},
                              {took_in_too_few, next_please},
                              {never_handed_over, next_please},
                              {closed_under_handle, when_over},
                              {never_closed, when_over},
                              {waits_for_one_more, next_please},
                              {handled_too_few, next_please}});
}

/// Of a check that calls echo() first, and then serve().
inline Advice why_survive(const Failure& failure) {
    const bool in_echo = servers::served().clients == 0;
    for (const std::string& cause : {passing::kept_an_error("a call on the broken connection"),
                                     in_echo ? passing::could_not_pass(failure) : std::string()}) {
        if (!cause.empty()) return cause;
    }
    return in_echo ? why_echo(failure) : why_serve(failure);
}

}  // namespace causes
