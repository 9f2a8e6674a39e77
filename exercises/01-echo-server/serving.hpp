#pragma once

// What a failure of serve() means, and the headings in the lesson that tell more.

#include "causes.hpp"
#include "harness/servers.hpp"

namespace causes {

namespace servers = harness::servers;

inline std::string took_in(int number) {
    return "serve() took in " + count(static_cast<std::size_t>(number), "client");
}

inline std::string handed_an_earlier_one(const Case&) {
    if (!servers::served().handed_again) return "";
    return "each accept() returns a stream of its own, for the client that it took in. Your "
           "serve() hands an earlier one to handle().";
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
    return harness::first_of({failure, "serve()", "the client"},
                             {{servers::closed_the_listener, next_please},
                              {handed_an_earlier_one, next_please},
                              {servers::left_its_threads_behind, next_please},
                              {servers::gave_up_on_the_next_client, next_please},
                              {ended_after_a_failure, not_everyones},
                              {servers::one_ended_it_for_all, not_everyones},
                              {servers::never_accepted, next_please},
                              {took_in_too_few, next_please},
                              {never_handed_over, next_please},
                              {closed_under_handle, when_over},
                              {never_closed, when_over},
                              {waits_for_one_more, next_please},
                              {handled_too_few, next_please}});
}

}  // namespace causes
