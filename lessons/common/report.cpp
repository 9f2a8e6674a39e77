#include "common/report.hpp"

#include <iostream>

#include "loopback/explain.hpp"

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

// A taken port has three ways on.
std::string ways_on(const std::string& see_who_it_is) {
    return paragraph("Next:     1. ", see_who_it_is) +
           paragraph("          2. ",
                     "Use another port: --port 50007, or LOOPBACK_PORT=50007 "
                     "in the environment.") +
           paragraph("          3. ", "Let the system choose a free one: --port 0.");
}

}  // namespace

void say(const std::string& line) { std::cout << line << '\n' << std::flush; }

std::string in_words(const loopback::SocketError& failure) {
    const loopback::Explanation why = loopback::explain(failure);
    const bool taken = failure.code() == std::errc::address_in_use;
    return paragraph("", std::string("Failed: ") + failure.what()) +
           paragraph("Meaning:  ", why.meaning) + paragraph("Usually:  ", why.usual_cause) +
           (taken ? ways_on(why.what_next) : paragraph("Next:     ", why.what_next));
}

}  // namespace lesson
