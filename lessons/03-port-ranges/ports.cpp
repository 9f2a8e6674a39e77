// What a port's number tells on this machine: its range, its service, who may bind it, and whether
// the system would give it away.

#include <algorithm>
#include <array>
#include <string>
#include <system_error>
#include <vector>

#include "common/lesson.hpp"
#include "common/platform.hpp"
#include "loopback/narrate.hpp"
#include "loopback/tcp.hpp"

using namespace loopback;

namespace {

std::string in_words(const PortRange& range) {
    return to_string(range.first) + " to " + to_string(range.last);
}

// ---- one port ----

struct NamedRange {
    PortRange range;
    const char* name;
    char letter;
    const char* meaning;
};

constexpr std::array<NamedRange, 3> iana_ranges{{
    {system_ports, "system", 'S', "\"well-known\": services that are expected there"},
    {user_ports, "user", 'U', "\"registered\": names that somebody asked for"},
    {dynamic_ports, "dynamic", 'D', "\"private\": never registered, anyone's"},
}};

const NamedRange& range_of(Port port) {
    for (const NamedRange& one : iana_ranges) {
        if (one.range.contains(port)) return one;
    }
    return iana_ranges.back();  // never: the three cover every port
}

// Looks at this machine's settings first; `right_now` then shows whether that was all.
std::string privilege_for(Port port) {
    const lesson::platform::Privilege privilege = lesson::platform::port_privilege();
    if (port == 0 || port.number() >= privilege.first_free) return "none is needed";
    return "needed below " + std::to_string(privilege.first_free) + "; this program " +
           (privilege.has_it ? "has" : "lacks") + " it (" + privilege.name + ")";
}

std::string handed_out(Port port, const EphemeralRange& range) {
    const bool read = range.source == RangeSource::this_machine;
    return std::string(range.contains(port) ? "yes, perhaps" : "no") + ": this system hands out " +
           in_words(range) + (read ? "" : " by default");
}

// There is one honest way to find out: to bind it. It is let go at once, so the answer is about
// this moment and no other.
std::string right_now(Port port) {
    std::error_code error;
    const auto listener = TcpListener::bind({loopback_v4, port}, error);
    const std::string door = to_string(Endpoint{loopback_v4, port});
    if (!error && port == 0) return "the system chose " + to_string(listener.local_endpoint());
    if (!error) return "free: " + door + " could be bound";
    if (error == std::errc::address_in_use) return "taken: " + door + " has an owner";
    if (error == std::errc::permission_denied) return "not allowed: " + error.message();
    return error.message();
}

void describe(Port port, const EphemeralRange& handed) {
    const NamedRange& range = range_of(port);
    const std::string service = lesson::platform::service_name(port);
    lesson::say(to_string(port));
    lesson::say(std::string("  range       ") + range.name + ", " + in_words(range.range));
    lesson::say("  service     " + (service.empty() ? "none that this machine knows" : service));
    lesson::say("  privilege   " + privilege_for(port));
    lesson::say("  handed out  " + handed_out(port, handed));
    lesson::say("  right now   " + right_now(port));
}

// ---- all ports, in 64 columns ----

constexpr int ports_in_column = 1024;
constexpr int columns = 65536 / ports_in_column;

int column_of(Port port) { return port.number() / ports_in_column; }

void say_row(std::string label, const std::string& row) {
    label.resize(15, ' ');
    std::string line = label + row;
    line.erase(line.find_last_not_of(' ') + 1);
    lesson::say(line);
}

void say_ruler() {
    constexpr int step = 8;
    std::string numbers(columns, ' ');
    std::string ticks(columns, '-');
    for (int column = 0; column < columns; column += step) {
        const std::string number = std::to_string(column * ports_in_column);
        numbers.replace(static_cast<std::size_t>(column), number.size(), number);
        ticks[static_cast<std::size_t>(column)] = '|';
    }
    say_row("", numbers);
    say_row("", ticks);
}

// Draws over `row` the columns that `range` has a port in.
void draw(std::string& row, const PortRange& range, char letter) {
    for (int i = column_of(range.first); i <= column_of(range.last); ++i) {
        row[static_cast<std::size_t>(i)] = letter;
    }
}

void say_legend(char letter, const std::string& name, const std::string& meaning) {
    std::string line = std::string("  ") + letter + "  " + name;
    line.resize(std::max<std::size_t>(line.size() + 1, 31), ' ');
    lesson::say(line + meaning);
}

void map(Port marked, const EphemeralRange& handed) {
    std::string iana(columns, ' ');
    std::string here(columns, ' ');
    std::string mark(columns, ' ');
    for (const NamedRange& one : iana_ranges) draw(iana, one.range, one.letter);
    draw(here, handed, 'e');
    draw(mark, {marked, marked}, '^');

    lesson::say("The ports from 0 to 65535; a column is 1024 of them.");
    lesson::say("");
    say_ruler();
    say_row("IANA", iana);
    say_row("this machine", here);
    say_row(to_string(marked), mark);
    lesson::say("");
    for (const NamedRange& one : iana_ranges) {
        say_legend(one.letter, one.name + (' ' + in_words(one.range)), one.meaning);
    }
    const bool read = handed.source == RangeSource::this_machine;
    say_legend(
        'e', "ephemeral " + in_words(handed),
        read ? "what this system hands out by itself" : "the documented default; yours may differ");
    say_legend('^', to_string(marked),
               handed.contains(marked) ? "inside of e: the system may hand it out"
                                       : "outside of e: the system does not hand it out");
}

// ---- what the system hands out ----

Port port_of_a_listener() { return TcpListener::bind({loopback_v4, 0}).local_endpoint().port; }

Port port_of_a_client(TcpListener& server) {
    auto client = TcpStream::connect(server.local_endpoint());
    const auto accepted = server.accept();
    const Port port = client.local_endpoint().port;
    client.reset();  // or each of these ports would be kept for a while (TIME_WAIT)
    return port;
}

void histogram(const std::string& who, const std::vector<Port>& ports) {
    constexpr int height = 4;
    std::array<int, columns> counts{};
    for (const Port port : ports) ++counts[static_cast<std::size_t>(column_of(port))];
    const int most = *std::max_element(counts.begin(), counts.end());
    for (int level = height; level > 0; --level) {
        std::string row;
        for (const int count : counts) row += count * height > most * (level - 1) ? '#' : ' ';
        say_row(level == 1 ? who : "", row);
    }
    const auto [lowest, highest] = std::minmax_element(ports.begin(), ports.end());
    const auto odd =
        std::count_if(ports.begin(), ports.end(), [](Port port) { return port.number() % 2 == 1; });
    say_row("", in_words({*lowest, *highest}) + "; odd: " + std::to_string(odd) +
                    ", even: " + std::to_string(static_cast<long>(ports.size()) - odd));
}

void sample(int size, const EphemeralRange& handed) {
    std::vector<Port> listeners;
    std::vector<Port> clients;
    auto server = TcpListener::bind({loopback_v4, 0});
    for (int i = 0; i < size; ++i) {
        listeners.push_back(port_of_a_listener());
        clients.push_back(port_of_a_client(server));
    }
    const auto inside = [&](Port port) { return handed.contains(port); };
    const auto expected = std::count_if(listeners.begin(), listeners.end(), inside) +
                          std::count_if(clients.begin(), clients.end(), inside);
    say_ruler();
    histogram("bind to port 0", listeners);
    lesson::say("");
    histogram("connect", clients);
    lesson::say("");
    lesson::say("In " + in_words(handed) + ": " + std::to_string(expected) + " of " +
                std::to_string(2 * size));
}

// ---- the command line ----

Port read_port(const std::string& text) {
    std::error_code error;
    const Port port = parse_port(text, error);
    if (!error) return port;
    throw lesson::WrongUsage(quoted(text) + ": " + error.message() +
                             ".\nNext: --help tells what there is.");
}

int read_sample_size(const std::string& text) {
    constexpr int most = 10000;
    std::error_code error;
    const int size = parse_port(text, error).number();  // a number without sign or frills
    if (!error && size >= 1 && size <= most) return size;
    throw lesson::WrongUsage("--sample was " + quoted(text) + ": it takes a number from 1 to " +
                             std::to_string(most) + ".\nNext: --sample 1000");
}

void run_ports(const lesson::Flags& flags) {
    const EphemeralRange handed = ephemeral_range();
    std::vector<Port> ports;
    for (const std::string& text : flags.arguments) ports.push_back(read_port(text));
    const int size = flags.has("--sample") ? read_sample_size(flags.own.at("--sample")) : 0;

    for (const Port port : ports) describe(port, handed);
    if (size > 0) sample(size, handed);
    if (ports.empty() && size == 0) map(flags.port, handed);
}

}  // namespace

int main(int argc, char** argv) {
    const lesson::Usage usage{
        "lesson-03",
        "What ports mean on this machine: without arguments a map of all, else each PORT.",
        "[PORT...]",
        1000,
        {{"--sample", "N", "ask for N ports, and show where they fall"}}};
    return lesson::run(argc, argv, usage, run_ports);
}
