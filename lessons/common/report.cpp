#include "common/report.hpp"

#include <iostream>

#include "loopback/explain.hpp"
#include "loopback/listeners.hpp"

namespace lesson {
namespace {

constexpr std::size_t columns = 79;

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

// A taken port: who has it, and three ways on. ./sandbox doctor says the same.
std::string ways_on(const loopback::Endpoint& taken) {
    return paragraph("Held by:  ", loopback::who_holds(taken) + '.') +
           paragraph("Next:     1. ",
                     "See who it is: " + loopback::who_listens_command(taken.port) +
                         ". End it politely: Ctrl-C in its terminal.") +
           paragraph("          2. ",
                     "Use another port: --port 50007, or LOOPBACK_PORT=50007 "
                     "in the environment.") +
           paragraph("          3. ", "Let the system choose a free one: --port 0.");
}

}  // namespace

void say(const std::string& line) { std::cout << line << '\n' << std::flush; }

std::string in_words(const loopback::SocketError& failure) {
    const loopback::Explanation why = loopback::explain(failure);
    const loopback::Endpoint* here = failure.local_endpoint();
    const bool taken = failure.code() == std::errc::address_in_use && here != nullptr;
    return paragraph("", std::string("Failed: ") + failure.what()) +
           paragraph("Meaning:  ", why.meaning) + paragraph("Usually:  ", why.usual_cause) +
           (taken ? ways_on(*here) : paragraph("Next:     ", why.what_next));
}

}  // namespace lesson
