#include "common/report.hpp"

#include <algorithm>
#include <atomic>
#include <iostream>

#include "common/ctrl_c.hpp"
#include "common/holders.hpp"
#include "common/platform.hpp"
#include "loopback/explain.hpp"

namespace lesson {
namespace {

constexpr std::size_t columns = 79;

std::atomic<bool> said_since_ctrl_c{false};

// `text` in lines that fit a terminal, the first one after `label`.
std::string paragraph(const std::string& label, const std::string& text) {
    const std::string indent(label.size(), ' ');
    std::string result = label;
    std::size_t column = label.size();
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find(' ', start), text.size());
        const std::size_t length = end - start;
        if (column > indent.size() && column + 1 + length > columns) {
            result += '\n' + indent;
            column = indent.size();
        }
        if (column > indent.size()) {
            result += ' ';
            ++column;
        }
        result += text.substr(start, length);
        column += length;
        start = end + 1;
    }
    return result + '\n';
}

// A taken port: who has it as far as that is known, and three ways on.
std::string taken_in_words(const loopback::SocketError& failure, const loopback::Endpoint& taken) {
    const loopback::Explanation why = loopback::explain(failure);
    const Holders holders = holders_of(taken);
    const std::string usually =
        holders.sure.empty() ? "" : paragraph("Usually:  ", why.usual_cause);
    const loopback::Port other = another_port(taken);
    const std::string number = to_string(other);
    const std::string second =
        other == 0 ? ""
                   : paragraph("          2. ", "Use another port: --port " + number +
                                                    ", or LOOPBACK_PORT=" + number +
                                                    " in the environment.");
    return paragraph("Meaning:  ", why.meaning) + usually +
           paragraph("Held by:  ", in_words(holders) + '.') +
           paragraph("Next:     1. ", how_to_get_it(holders, taken)) + second +
           paragraph(other == 0 ? "          2. " : "          3. ",
                     "Let the system choose a free one: --port 0.");
}

// What a lesson's program knows beyond the library: this machine's settings, and its own flags.
loopback::Explanation in_this_program(const loopback::SocketError& failure,
                                      const loopback::Endpoint* where) {
    loopback::Explanation why = loopback::explain(failure);
    if (failure.code() == loopback::Errc::not_loopback) {
        why.what_next =
            "Use 127.0.0.1 or ::1. If others shall reach it, say so: --expose on the command line, "
            "expose_to_network in code.";
    }
    if (where == nullptr) return why;
    const bool local = where->address.is_loopback();
    const bool no_way = failure.code() == std::errc::network_unreachable ||
                        failure.code() == std::errc::address_not_available;
    const std::string up = platform::loopback_up_command();
    if (local && no_way && !up.empty() && (where->address == loopback::loopback_v4)) {
        why.meaning = to_string(where->address) + " does not work on this machine.";
        why.usual_cause = "The loopback interface is down, as it is in a new network namespace.";
        why.what_next = "Set it going: " + up + ". In a container or sandbox, ask who runs it.";
    }
    if (failure.code() == std::errc::permission_denied) {
        const platform::Privilege privilege = platform::port_privilege();
        const int first = privilege.first_free;
        if (where->port != 0 && where->port.number() < first && !privilege.has_it) {
            why.usual_cause = "Ports below " + std::to_string(first) + " need " + privilege.name +
                              " here; that limit is a setting of this system.";
            why.what_next = "Choose a port from " + std::to_string(first) +
                            " on, for example --port " + std::to_string(std::max(first, 50007)) +
                            ", or let the system choose: --port 0.";
        }
    }
    return why;
}

}  // namespace

void say(const std::string& line) {
    if (ctrl_c_pressed()) said_since_ctrl_c = true;
    std::cout << line << '\n' << std::flush;
}

void end_the_line_of_ctrl_c() {
    if (ctrl_c_pressed() && !said_since_ctrl_c && platform::input_is_terminal()) {
        std::cerr << '\n' << std::flush;
    }
}

std::string in_words(const loopback::SocketError& failure) {
    const std::string failed = paragraph("", std::string("Failed: ") + failure.what());
    const loopback::Endpoint* here = failure.local_endpoint();
    const loopback::Endpoint* peer = failure.peer_endpoint();
    if (failure.code() == std::errc::address_in_use && here != nullptr) {
        return failed + taken_in_words(failure, *here);
    }
    const loopback::Explanation why = in_this_program(failure, peer != nullptr ? peer : here);
    return failed + paragraph("Meaning:  ", why.meaning) +
           paragraph("Usually:  ", why.usual_cause) + paragraph("Next:     ", why.what_next);
}

}  // namespace lesson
