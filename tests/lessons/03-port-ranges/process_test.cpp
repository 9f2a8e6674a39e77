// Lesson 03's program as a process: the map, single ports, samples, and what a port costs.

#include <arpa/inet.h>
#include <netdb.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <string>
#include <vector>

#include "free_port.hpp"
#include "loopback/udp.hpp"
#include "own_network.hpp"
#include "print.hpp"
#include "server.hpp"

using namespace loopback;
using namespace tests;

namespace {

// The 64 columns of the row that begins with `label`.
std::string row_of(const std::string& output, const std::string& label) {
    for (std::string line : lines_of(output)) {
        if (!line.starts_with(label + " ")) continue;
        line.resize(15 + 64, ' ');
        return line.substr(15);
    }
    FAIL("no row " << label << " in\n" << output);
    return "";
}

std::string repeated(int times, char letter) {
    return std::string(static_cast<std::size_t>(times), letter);
}

std::string in_words(const PortRange& range) {
    return to_string(range.first) + " to " + to_string(range.last);
}

// Where Linux begins to ask for no privilege; 1024 where there is no such setting.
int first_unprivileged_port() {
    std::ifstream setting("/proc/sys/net/ipv4/ip_unprivileged_port_start");
    int first = 1024;
    setting >> first;
    return first;
}

}  // namespace

TEST_CASE("the map has the IANA's three ranges in 64 columns of 1024 ports") {
    const Finished map = finished("");
    CHECK(map.status == 0);
    CHECK(row_of(map.output, "IANA") == "S" + repeated(47, 'U') + repeated(16, 'D'));
    for (const std::string& line : lines_of(map.output)) CHECK(line.size() < 80);
}

TEST_CASE("the ruler's numbers stand above their columns") {
    const std::vector<std::string> lines = lines_of(finished("").output);
    REQUIRE(lines.size() > 4);
    for (int port = 0; port < 65536; port += 8192) {
        const auto column = static_cast<std::size_t>(15 + port / 1024);
        CAPTURE(port);
        CHECK(lines[2].substr(column).starts_with(std::to_string(port)));
        CHECK(lines[3].at(column) == '|');
    }
}

TEST_CASE("this machine's row shows its own range, and the mark is where the port is") {
    const EphemeralRange range = ephemeral_range();
    const int first = range.first.number() / 1024;
    const int last = range.last.number() / 1024;
    const std::string output = finished("").output;
    CHECK(row_of(output, "this machine") ==
          repeated(first, ' ') + repeated(last - first + 1, 'e') + repeated(63 - last, ' '));
    CHECK(row_of(output, "62893") == repeated(61, ' ') + "^" + repeated(2, ' '));
    CHECK(row_of(finished("--port 1024").output, "1024") == " ^" + repeated(62, ' '));
    CHECK(row_of(finished("", "LOOPBACK_PORT=0").output, "0") == "^" + repeated(63, ' '));
}

TEST_CASE("each port is told its range, its service and whether it is handed out") {
    const Finished told = finished("1023 1024 49151 49152 80");
    CHECK(told.status == 0);
    CHECK(has(told.output, "1023\n  range       system, 0 to 1023\n"));
    CHECK(has(told.output, "1024\n  range       user, 1024 to 49151\n"));
    CHECK(has(told.output, "49151\n  range       user, 1024 to 49151\n"));
    CHECK(has(told.output, "49152\n  range       dynamic, 49152 to 65535\n"));
    const servent* http = ::getservbyport(htons(80), "tcp");
    const std::string name = http != nullptr ? http->s_name : "none that this machine knows";
    CHECK(has(told.output, "80\n  range       system, 0 to 1023\n  service     " + name + "\n"));
    const EphemeralRange range = ephemeral_range();
    for (const Port port : {range.first, range.last}) {
        CHECK(has(finished(to_string(port)).output,
                  "handed out  yes, perhaps: this system hands out " + in_words(range)));
    }
    CHECK(has(finished("1").output, "handed out  no: this system hands out " + in_words(range)));
}

TEST_CASE("a port that somebody has is taken, and free as soon as it is let go") {
    std::string output;
    for (int tries = 0; tries < 5 && !has(output, "free: "); ++tries) {  // others want ports too
        const Port port = free_port();
        const Endpoint door{loopback_v4, port};
        std::error_code error;
        auto holder = TcpListener::bind(door, error);
        if (error) continue;
        CHECK(has(finished(to_string(port)).output,
                  "right now   taken: " + to_string(door) + " has an owner\n"));
        holder.close();
        output = finished(to_string(port)).output;
    }
    CHECK(has(output, "right now   free: 127.0.0.1:"));
}

TEST_CASE("port 0 is a question: the system chooses") {
    const Finished told = finished("0");
    CHECK(told.status == 0);
    CHECK(has(told.output, "privilege   none is needed\n"));
    CHECK(has(told.output, "right now   the system chose 127.0.0.1:"));
    CHECK_FALSE(has(told.output, "127.0.0.1:0\n"));
}

TEST_CASE("a sample lies in this machine's range, and says how it fell") {
    const Finished sample = finished("--sample 200");
    CHECK(sample.status == 0);
    const EphemeralRange range = ephemeral_range();
    if (range.source == RangeSource::this_machine) {
        CHECK(has(sample.output, "In " + in_words(range) + ": 400 of 400\n"));
    }
    CHECK(row_of(sample.output, "bind to port 0").find('#') != std::string::npos);
    CHECK(row_of(sample.output, "connect").find('#') != std::string::npos);
    for (const std::string& line : lines_of(sample.output)) CHECK(line.size() < 80);
}

#if defined(__linux__)
TEST_CASE("Linux gives odd ports of the lower half to listeners, and even ones to clients") {
    // Where nobody else takes ports: the parity holds only as long as there are enough.
    const std::string alone =
        in_a_network_of_its_own("echo 32768 60999 > /proc/sys/net/ipv4/ip_local_port_range");
    if (alone.empty()) return;
    const std::string output = finished("--sample 200", alone).output;
    CHECK_MESSAGE(has(output, "; odd: 200, even: 0\n"), output);
    CHECK_MESSAGE(has(output, "; odd: 0, even: 200\n"), output);
    const std::string row = row_of(output, "bind to port 0");
    CHECK(row.find_last_of('#') <= static_cast<std::size_t>((32768 + 60999) / 2 / 1024));
}

TEST_CASE("root without the capability may not have port 80, and loopback makes no difference") {
    if (first_unprivileged_port() <= 80) {
        CHECK(has(finished("80").output, "privilege   none is needed\n"));
        return;
    }
    const bool root = ::geteuid() == 0;
    const std::string drop =
        "setpriv --inh-caps=-net_bind_service "
        "--bounding-set=-net_bind_service";
    if (root && Process({{"sh", "-c", drop + " true"}}).wait().status != 0) {
        tests::left_out("setpriv is missing, or cannot give up a capability here");
        return;
    }
    const Finished told = finished("80 1024", root ? drop : "");
    const std::string limit = std::to_string(first_unprivileged_port());
    CHECK(has(told.output, "privilege   needed below " + limit +
                               "; this program lacks it (CAP_NET_BIND_SERVICE)\n"));
    CHECK(has(told.output, "right now   not allowed: Permission denied\n"));
    CHECK(has(told.output, "1024\n  range       user, 1024 to 49151\n"));
    CHECK(told.status == 0);
}

TEST_CASE("a network of its own has a range and a limit of its own, and the program looks") {
    const std::string inside = in_a_network_of_its_own(
        "echo 0 > /proc/sys/net/ipv4/ip_unprivileged_port_start && "
        "echo 20480 22527 > /proc/sys/net/ipv4/ip_local_port_range");
    if (inside.empty()) return;
    const Finished told = finished("80 20480", inside);
    CHECK(has(told.output, "80\n  range       system, 0 to 1023\n"));
    CHECK(has(told.output, "privilege   none is needed\n"));
    CHECK_FALSE(has(told.output, "needed below"));
    CHECK(has(told.output, "right now   free: 127.0.0.1:80 could be bound\n"));
    CHECK(has(told.output, "handed out  yes, perhaps: this system hands out 20480 to 22527\n"));
    CHECK(has(finished("--sample 50", inside).output, "In 20480 to 22527: 100 of 100\n"));
    CHECK(row_of(finished("", inside).output, "this machine") ==
          repeated(20, ' ') + "ee" + repeated(42, ' '));
}
#endif

TEST_CASE("a port that a client was given is taken for servers too, at the client's address") {
    const auto server = TcpListener::bind({loopback_v4, 0});
    const auto client = TcpStream::connect(server.local_endpoint(), patience());
    const Endpoint here = client.local_endpoint();
    CHECK(has(finished(to_string(here.port)).output,
              "right now   taken: " + to_string(here) + " has an owner\n"));
#if defined(__linux__)  // the only one of the three that has 127.0.0.2 without further ado
    std::error_code error;
    const auto elsewhere = TcpListener::bind({IpAddress::v4(127, 0, 0, 2), here.port}, error);
    CHECK(!error);
#endif
}

TEST_CASE("TCP and UDP have ports of their own") {
    std::error_code error = std::make_error_code(std::errc::address_in_use);
    for (int tries = 0; tries < 10 && error == std::errc::address_in_use; ++tries) {
        const auto tcp = TcpListener::bind({loopback_v4, 0});
        const auto udp = UdpSocket::bind(tcp.local_endpoint(), error);
        if (!error) CHECK(udp.local_endpoint() == tcp.local_endpoint());
    }
    CHECK(!error);
}

TEST_CASE("a bad port or sample is quoted, and ends it with status 2 before anything is bound") {
    for (const char* text : {"-1", "65536", "80abc", "http"}) {
        CAPTURE(text);
        const Finished port = finished(std::string("--trace 80 -- '") + text + "'");
        CHECK(port.status == 2);
        CHECK(port.output.starts_with(std::string("\"") + text + "\": a port is a whole number"));
        CHECK_FALSE(has(port.output, "bind"));
    }
    for (const char* text : {"0", "10001", "-5", "ten", ""}) {
        CAPTURE(text);
        const Finished sample = finished(std::string("--sample '") + text + "'");
        CHECK(sample.status == 2);
        CHECK(sample.output.starts_with(std::string("--sample was \"") + text +
                                        "\": it takes a number from 1 to 10000."));
    }
    CHECK(finished("--sample").status == 2);
}

TEST_CASE("--help tells the program's own flag") {
    const Finished help = finished("--help");
    CHECK(help.status == 0);
    CHECK(
        help.output.starts_with("Usage: lesson-03 [--port N] [--trace] [--sample N] [PORT...]\n"));
    CHECK(has(help.output, "--sample N  ask for N ports, and show where they fall\n"));
}
