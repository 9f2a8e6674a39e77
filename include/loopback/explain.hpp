#pragma once

#include <string>

#include "loopback/error.hpp"

namespace loopback {

/// What an error means, why it usually happens, and what to do about it.
///
///     Explanation why = explain(std::make_error_code(std::errc::connection_refused), home);
///     std::cout << why.meaning << ' ' << why.usual_cause << ' ' << why.what_next << '\n';
struct Explanation {
    std::string meaning;      ///< what happened: "127.0.0.1:62893 already has an owner."
    std::string usual_cause;  ///< why that usually happens
    std::string what_next;    ///< what a person can do about it
};

/// Explains an error code in plain words, for the endpoint where one is known.
///
///     const Explanation why = explain(std::make_error_code(std::errc::address_in_use), home);
///     std::puts(why.usual_cause.c_str());
[[nodiscard]] inline Explanation explain(std::error_code error, MaybeEndpoint where = {}) {
    const Port port = where.known ? where.endpoint.port : home_port;
    const std::string number = to_string(port);
    const std::string who = std::string(detail::native::who_listens[0]) + number +
                            std::string(detail::native::who_listens[1]);
    const std::string place = where.known ? to_string(where.endpoint) : "this endpoint";
    if (error == std::errc::address_in_use) {
        return {place + " already has an owner.",
                "Another program listens there, often an earlier run of the same one.",
                "See who it is: " + who + ". End it politely, or choose another port."};
    }
    if (error == std::errc::permission_denied) {
        if (system_ports.contains(port)) {
            return {"This system does not let you have port " + number + ".",
                    "Ports below 1024 need a privilege here.",
                    "Choose a port from 1024 on, for example 62893."};
        }
        return {"This system does not let you have " + place + ".",
                "The port is reserved (Windows sets blocks aside for Hyper-V and WSL), or a "
                "security rule forbids it.",
                "Choose another port. On Windows, see the reserved ones: netsh int ipv4 show "
                "excludedportrange protocol=tcp"};
    }
    if (error == std::errc::address_not_available) {
        return {"The address of " + place + " is not one of this machine's.",
                "A mistyped address, or one that belonged to another network or an interface "
                "that is down.",
                "List the addresses that you have (ip addr, ifconfig or ipconfig), or use "
                "127.0.0.1."};
    }
    if (error == std::errc::connection_refused) {
        return {"Nobody listens on " + place + ".",
                "The server is not running, has ended, or listens on another address or port.",
                "Start the server first. See who listens: " + who};
    }
    if (error == std::errc::connection_reset || error == std::errc::broken_pipe ||
        error == std::errc::connection_aborted) {
        return {"The peer broke the connection off.",
                "It closed, or ended, while bytes were still on their way to it.",
                "Treat it as the end of this one conversation and go on with the next."};
    }
    if (error == std::errc::timed_out) {
        return {"The time limit passed.",
                "The peer is slow or silent, or a firewall drops the packets without a word.",
                "Find out whether the peer runs and what it waits for; then try again."};
    }
    if (error == std::errc::operation_would_block ||
        error == std::errc::resource_unavailable_try_again) {
        return {"Nothing to do right now, and waiting was not wished for.",
                "The socket is in non-blocking mode, or the time limit was zero.",
                "Wait until it is ready (Poller), or give a time limit."};
    }
    if (error == std::errc::operation_canceled) {
        return {"Somebody called stop().", "The program is ending this conversation on purpose.",
                "Nothing: let go of the socket."};
    }
    if (error == std::errc::too_many_files_open ||
        error == std::errc::too_many_files_open_in_system) {
        return {"This process has no socket handle left.",
                "Connections are opened faster than they are closed, or never closed.",
                "Close what is done. The limit is shown by ulimit -n."};
    }
    if (error == std::errc::network_unreachable || error == std::errc::host_unreachable) {
        return {"There is no way to " + place + " from here.",
                "No network, no route, or no IPv6 on this machine.",
                "Try 127.0.0.1 first: it needs no network at all."};
    }
    if (error == Errc::end_of_stream) {
        return {"The peer finished sending before everything had come.",
                "It ended early, or the two sides do not agree on the length of a message.",
                "See how many bytes came, and what the peer meant to send."};
    }
    if (error == Errc::not_loopback) {
        return {"The network could have reached " + place + ", so it was not opened.",
                "0.0.0.0, :: and this machine's own addresses are open to others.",
                "Bind 127.0.0.1 or ::1. If others shall reach it, say so: expose_to_network."};
    }
    if (error == Errc::bad_port) {
        return {"That is no port.", "A letter, a sign or a space in it, or a number over 65535.",
                "Give a whole number from 0 to 65535; 0 lets the system choose."};
    }
    if (error == Errc::bad_address || error == Errc::bad_endpoint) {
        return {error == Errc::bad_address ? "That is no IP address." : "That is no endpoint.",
                "A name instead of numbers, a missing port, or a short form such as 127.1.",
                "Write 127.0.0.1:62893, or [::1]:62893 for IPv6."};
    }
    if (error == Errc::bad_network) {
        return {"That is no network.",
                "No length after a slash, a length that is too large, or an address in the middle "
                "of the network instead of its first one.",
                "Write 127.0.0.0/8, or fe80::/10 for IPv6."};
    }
    if (error == Errc::host_not_found || error == Errc::resolver_failed) {
        return {"The name has no address that this machine knows.",
                "A typing mistake, or no name server can be reached.",
                "Try the address itself: 127.0.0.1 is localhost."};
    }
    return {error.message() + ".", "The system gave no more detail.",
            "Look the error up in the manual page of the call that failed."};
}

/// Explains a failure, with the endpoint that it happened on.
///
///     try {
///         auto server = TcpStream::connect(home);
///     } catch (const SocketError& failure) {
///         std::puts(explain(failure).what_next.c_str());
///     }
[[nodiscard]] inline Explanation explain(const SocketError& failure) {
    const Endpoint* peer = failure.peer_endpoint();
    const Endpoint* where = peer != nullptr ? peer : failure.local_endpoint();
    return explain(failure.code(), where != nullptr ? MaybeEndpoint{*where} : MaybeEndpoint{});
}

}  // namespace loopback
