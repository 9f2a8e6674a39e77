#include "support.hpp"

#include <algorithm>
#include <bit>
#include <random>

#if defined(_WIN32)
#include <process.h>
#endif

namespace {

using detail::read_socket_table;
using detail::TableRow;

constexpr std::uint64_t listening = 0x0a;
constexpr std::uint64_t unconnected = 0x07;

std::uint32_t own_process() {
#if defined(_WIN32)
    return static_cast<std::uint32_t>(::_getpid());
#else
    return static_cast<std::uint32_t>(::getpid());
#endif
}

/// False, once said, where the library cannot ask the system.
bool can_ask() {
    std::error_code error;
    (void)listeners(error);
    if (error != std::errc::operation_not_supported) return true;
    MESSAGE("skipped: who listens cannot be asked here");
    return false;
}

/// Those that belong to this process. Wine and Linux read their tables piece by piece, and what
/// other programs open or close meanwhile may have an entry met twice or passed over: it is asked
/// until two answers agree.
template <class Ask>
std::vector<Listener> ours(Ask ask) {
    static const bool may_be_unknown = wine_lacks("owners");
    std::vector<Listener> before;
    for (int tries = 0; tries < 20; ++tries) {
        std::vector<Listener> all = ask();
        std::erase_if(all, [&](const Listener& one) {
            return one.process != own_process() && !(may_be_unknown && one.process == 0);
        });
        const auto same = [](const Listener& a, const Listener& b) {
            return a.endpoint == b.endpoint && a.protocol == b.protocol && a.process == b.process;
        };
        if (tries > 0 && std::equal(all.begin(), all.end(), before.begin(), before.end(), same)) {
            return all;
        }
        before = std::move(all);
    }
    return before;
}
/// What is asked: `ours(at(door))`.
auto at(Endpoint door, Protocol protocol = Protocol::tcp) {
    return [=] { return who_listens(door, protocol); };
}
auto at(Port port, Protocol protocol = Protocol::tcp) {
    return [=] { return who_listens(port, protocol); };
}
std::vector<Listener> everywhere() { return listeners(); }

bool has(const std::vector<Listener>& all, const Endpoint& endpoint, Protocol protocol) {
    return std::any_of(all.begin(), all.end(), [&](const Listener& one) {
        return one.endpoint == endpoint && one.protocol == protocol;
    });
}

std::string text_of(const std::vector<TableRow>& rows) {
    std::string text;
    for (const TableRow& row : rows) {
        text += to_string(row.local) + ' ' + std::to_string(row.user) + ' ' +
                std::to_string(row.inode) + '\n';
    }
    return text;
}

// Recorded on Linux 6.18, x86-64 (little-endian); columns that nobody reads made shorter.
constexpr std::string_view tcp_table =
    "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode                                                     \n"
    "   0: 0100007F:F5AD 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
    "536341 1 000000002411bab5 100 0 0 10 0                    \n"
    "   1: 00000000:07E8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 "
    "4294967296 1 0000000000000000 100 0 0 10 0                \n"
    "   2: 0100007F:8661 0200007F:C31E 01 00000000:00000000 02:000002E7 00000000     0        0 "
    "584135 3 000000006aa0d93a 20 4 30 10 -1                   \n"
    "   3: 0100007F:A8BD 0100007F:BCD8 06 00000000:00000000 03:000002DC 00000000     0        0 "
    "0 3 00000000f3d23c30                                      \n";

constexpr std::string_view tcp6_table =
    "  sl  local_address                         remote_address                        st "
    "tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n"
    "   0: 00000000000000000000000001000000:8661 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 71 1 000000006aa0d93a 100 0 0 10 0\n"
    "   1: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 72 1 000000006aa0d93a 100 0 0 10 0\n"
    "   2: 0000000000000000FFFF00000100007F:0051 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 73 1 000000006aa0d93a 100 0 0 10 0\n"
    "   3: B80D012078563412F0DEBC9A03020100:FFFF 00000000000000000000000000000000:0000 0A "
    "00000000:00000000 00:00000000 00000000     0        0 74 1 000000006aa0d93a 100 0 0 10 0\n";

constexpr std::string_view udp_table =
    "   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout "
    "inode ref pointer drops             \n"
    "  637: 3500007F:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000   101        0 "
    "1790 2 00000000b6b6e4b4 0           \n"
    " 1234: 0100007F:E000 0100007F:0035 01 00000000:00000000 00:00000000 00000000   101        0 "
    "1791 2 00000000b6b6e4b5 0           \n";

constexpr std::string_view good_line =
    "   0: 0100007F:F5AD 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 "
    "536341 1 000000002411bab5 100 0 0 10 0\n";

}  // namespace

TEST_CASE("Linux's tables give the endpoints that listen, and their inodes") {
    std::vector<TableRow> rows;
    CHECK(read_socket_table(tcp_table, listening, rows, std::endian::little));
    CHECK(text_of(rows) == "127.0.0.1:62893 0 536341\n0.0.0.0:2024 1000 4294967296\n");
    rows.clear();
    CHECK(read_socket_table(tcp6_table, listening, rows, std::endian::little));
    CHECK(text_of(rows) ==
          "[::1]:34401 0 71\n[::]:80 0 72\n[::ffff:127.0.0.1]:81 0 73\n"
          "[2001:db8:1234:5678:9abc:def0:1:203]:65535 0 74\n");
    rows.clear();
    CHECK(read_socket_table(udp_table, unconnected, rows, std::endian::little));
    CHECK(text_of(rows) == "127.0.0.53:53 101 1790\n");
    rows.clear();
    CHECK(read_socket_table("", listening, rows));
    CHECK(rows.empty());
}

TEST_CASE("a table of a big-endian machine has its addresses the other way round") {
    std::string line(good_line);
    line.replace(line.find("0100007F"), 8, "7F000001");
    std::vector<TableRow> rows;
    CHECK(read_socket_table(line, listening, rows, std::endian::big));
    CHECK(text_of(rows) == "127.0.0.1:62893 0 536341\n");
    rows.clear();
    const std::string six =
        "   0: 20010DB8123456789ABCDEF000010203:0050 00000000000000000000000000000000:0000 0A "
        "0:0 0:0 0 0 0 7 1 0\n";
    CHECK(read_socket_table(six, listening, rows, std::endian::big));
    CHECK(text_of(rows) == "[2001:db8:1234:5678:9abc:def0:1:203]:80 0 7\n");
}

TEST_CASE("a line that is no row is refused and left out; those beside it are read") {
    struct Change {
        const char* from;
        const char* to;
    };
    for (const Change& change : {
             Change{"0:", "0"},                          // no slot
             Change{"   0:", "   x:"},                   // a slot that is no number
             Change{"0100007F:F5AD", "0100007:F5AD"},    // seven digits
             Change{"0100007F:F5AD", "0100007F0:F5AD"},  // nine
             Change{"0100007F:F5AD", "0100007F:F5A"},    // a port of three
             Change{"0100007F:F5AD", "0100007F:1F5AD"},  // of five
             Change{"0100007F:F5AD", "0100007F:F5AG"},   // no hexadecimal digit
             Change{"0100007F:F5AD", "0100-07F:F5AD"},   // neither
             Change{"0100007F:F5AD", "0100007FF5AD"},    // no colon
             Change{"00000000:0000", "00000000"},        // no port
             Change{"00000000:0000", "00000000000000000000000000000000:0000"},  // two families
             Change{" 0A ", " 0 "},                           // a state of one digit
             Change{" 0A ", " 00A "},                         // of three
             Change{" 0A ", " zz "},                          // no number
             Change{"536341", "-536341"},                     // an inode below zero
             Change{"536341", "18446744073709551616"},        // one too large
             Change{"536341", "53634a"},                      // no decimal number
             Change{" 1 000000002411bab5 100 0 0 10 0", ""},  // cut after the inode
             Change{"   0:", "\t0:"},                         // a tab is no space
         }) {
        CAPTURE(change.to);
        std::string line(good_line);
        const std::size_t at = line.find(change.from);
        REQUIRE(at != std::string::npos);
        line.replace(at, std::string_view(change.from).size(), change.to);
        std::vector<TableRow> rows;
        const std::string table = std::string(good_line) + line + std::string(good_line);
        CHECK_FALSE(read_socket_table(table, listening, rows, std::endian::little));
        CHECK(rows.size() == 2);
    }
    std::vector<TableRow> rows;
    CHECK_FALSE(read_socket_table("\n", listening, rows));
    CHECK_FALSE(read_socket_table("garbage\n", listening, rows));
    CHECK_FALSE(read_socket_table(std::string_view("\0\0\n", 3), listening, rows));
    CHECK(rows.empty());
}

TEST_CASE("a table that is cut anywhere gives the whole lines before, and says so") {
    for (std::size_t size = 0; size <= tcp_table.size(); ++size) {
        CAPTURE(size);
        std::vector<TableRow> rows;
        const std::string part(tcp_table.substr(0, size));  // of its own, so that ASan sees its end
        const bool whole = part.empty() || part.back() == '\n';
        CHECK(read_socket_table(part, listening, rows, std::endian::little) == whole);
        const auto lines = std::count(part.begin(), part.end(), '\n');
        CHECK(rows.size() == static_cast<std::size_t>(std::clamp<std::ptrdiff_t>(lines - 1, 0, 2)));
    }
}

TEST_CASE("huge lines and many of them take no longer than reading them") {
    std::string huge(8'000'000, '0');
    huge += '\n';
    std::string spaces(8'000'000, ' ');
    spaces += '\n';
    std::string words;
    for (int i = 0; i < 2'000'000; ++i) words += "0 ";
    words += '\n';
    std::string lines(1'000'000, '\n');
    std::vector<TableRow> rows;
    for (const std::string& text : {huge, spaces, words, lines}) {
        CHECK_FALSE(read_socket_table(text, listening, rows));
    }
    std::string padded(good_line);
    padded.insert(padded.size() - 1, 1'000'000, ' ');
    CHECK(read_socket_table(padded, listening, rows, std::endian::little));
    CHECK(text_of(rows) == "127.0.0.1:62893 0 536341\n");
}

TEST_CASE("a table with any bytes changed is read to its end") {
    std::mt19937 random{62893};
    for (int round = 0; round < 3000; ++round) {
        std::string text(round % 2 == 0 ? tcp_table : tcp6_table);
        const int changes = 1 + static_cast<int>(random() % 20);
        for (int i = 0; i < changes; ++i) {
            text[random() % text.size()] = static_cast<char>(random() % 256);
        }
        std::vector<TableRow> rows;
        (void)read_socket_table(text, random() % 16, rows);
        CHECK(rows.size() <= 4 + static_cast<std::size_t>(changes));
    }
}

TEST_CASE("a link to a socket has its inode in it") {
    std::uint64_t inode = 0;
    CHECK(detail::read_socket_link("socket:[12345]", inode));
    CHECK(inode == 12345);
    for (const char* other :
         {"", "socket:[", "socket:[]", "socket:[12", "socket:[12]x", "pipe:[12345]", "socket:[-1]",
          "socket:[99999999999999999999]", "/tmp/socket:[1]", "anon_inode:[eventpoll]"}) {
        CAPTURE(other);
        CHECK_FALSE(detail::read_socket_link(other, inode));
    }
}

TEST_CASE("the start of a process is read past whatever its name is") {
    const std::string after = " S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 4242 20 21 22\n";
    for (const std::string name : {"cat", "a b", ") S 1 1 (", "((", "))", "", "x\ny"}) {
        CAPTURE(name);
        std::uint64_t ticks = 0;
        CHECK(detail::read_start_ticks("17 (" + name + ")" + after, ticks));
        CHECK(ticks == 4242);
    }
    std::uint64_t ticks = 0;
    CHECK_FALSE(detail::read_start_ticks("", ticks));
    CHECK_FALSE(detail::read_start_ticks("17 (cat", ticks));
    CHECK_FALSE(detail::read_start_ticks("17 (cat) S 1 2 3", ticks));
    CHECK_FALSE(detail::read_start_ticks(
        "17 (cat) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 x", ticks));
}

TEST_CASE("at an endpoint one meets who listens there, or at every address of the port") {
    const auto met = [](const char* wanted, std::vector<const char*> doors) {
        std::vector<detail::OpenPort> ports;
        for (const char* door : doors) ports.push_back({parse_endpoint(door), 0, 0});
        detail::keep_those_at(parse_endpoint(wanted), ports);
        std::string text;
        for (const auto& port : ports) text += to_string(port.endpoint) + ' ';
        return text;
    };
    CHECK(met("127.0.0.1:80", {"127.0.0.1:80", "127.0.0.1:81", "127.0.0.2:80", "[::1]:80"}) ==
          "127.0.0.1:80 ");
    CHECK(met("127.0.0.1:80", {"0.0.0.0:80"}) == "0.0.0.0:80 ");
    CHECK(met("0.0.0.0:80", {"127.0.0.2:80", "[::1]:80"}) == "127.0.0.2:80 ");
    CHECK(met("[::1]:80", {"[::1]:80", "[::]:80", "127.0.0.1:80", "0.0.0.0:80"}) ==
          "[::1]:80 [::]:80 ");
    CHECK(met("[::1]:80", {"0.0.0.0:80"}).empty());
    // :: may take IPv4, unless somebody has it in IPv4 already.
    CHECK(met("127.0.0.1:80", {"[::]:80", "[::1]:80"}) == "[::]:80 ");
    CHECK(met("127.0.0.1:80", {"[::]:80", "127.0.0.1:80"}) == "127.0.0.1:80 ");
    CHECK(met("[::]:80", {"127.0.0.1:80"}) == "127.0.0.1:80 ");
    CHECK(met("127.0.0.1:80", {"[::ffff:127.0.0.1]:80"}) == "[::ffff:127.0.0.1]:80 ");
    CHECK(met("[::ffff:127.0.0.1]:80", {"0.0.0.0:80"}) == "0.0.0.0:80 ");
    CHECK(met("[fe80::1%1]:80", {"[fe80::1]:80"}) == "[fe80::1]:80 ");
    CHECK(met("127.0.0.1:80", {}).empty());
}

TEST_CASE("a listener in words: program, process, since when, and what is not known") {
    CHECK(in_words(Listener{}) == "a program that cannot be seen from here");
    Listener unseen;
    unseen.user = 4294967294;  // nobody's: its number is told
    CHECK(in_words(unseen) == "a program of user 4294967294 that cannot be seen from here");
    Listener one{home, Protocol::tcp, 4242, "echo_server", {}};
    CHECK(in_words(one) == "echo_server (process 4242)");
    const auto started = [&](std::chrono::seconds ago) {
        one.since = std::chrono::system_clock::now() - ago;
        return in_words(one);
    };
    CHECK(started(181s) == "echo_server (process 4242, started 3 minutes ago)");
    CHECK(started(3601s) == "echo_server (process 4242, started 1 hour ago)");
    CHECK(started(48h) == "echo_server (process 4242, started 2 days ago)");
    CHECK(started(0s) == "echo_server (process 4242, started just now)");
    CHECK(started(-100s) == "echo_server (process 4242)");
    one.since.reset();
    one.program = "\x1b[2Ja\nb\xff";
    CHECK(in_words(one) == "\\x1b[2Ja\\x0ab\\xff (process 4242)");
    one.program.clear();
    CHECK(in_words(one) == "a program whose name cannot be seen (process 4242)");
}

TEST_CASE("our own listener is found, with this process, its name and its start") {
    if (!can_ask()) return;
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto listener = TcpListener::bind({address, 0});
        const Endpoint door = listener.local_endpoint();
        CHECK(has(ours(everywhere), door, Protocol::tcp));
        for (const auto& own : {ours(at(door)), ours(at(door.port))}) {
            REQUIRE(own.size() == 1);
            CHECK(own[0].endpoint == door);
            CHECK(own[0].protocol == Protocol::tcp);
            if (wine_lacks("owners")) continue;
            CHECK(own[0].program.starts_with("unit_listeners"));
            REQUIRE(own[0].since.has_value());
            const auto age = std::chrono::system_clock::now() - *own[0].since;
            CHECK(age > -1s);
            CHECK(age < 5min);
        }
        if (wine_lacks("owners")) continue;
        const std::string holder = who_holds(door);
        CAPTURE(holder);
        CHECK(holder.starts_with("unit_listeners"));
        CHECK(holder.find("(process " + std::to_string(own_process()) + ", started ") !=
              holder.npos);
        CHECK(ours(at(door, Protocol::udp)).empty());
        CHECK(
            ours(at({address, Port(static_cast<std::uint16_t>(door.port.number() ^ 1))})).empty());
    }
}

TEST_CASE("of a process its program's name and its start are known") {
    if (!can_ask()) return;
    const detail::ProcessFacts facts = detail::native::facts_of(own_process());
    CHECK(facts.program == (on_windows ? "unit_listeners.exe" : "unit_listeners"));
    REQUIRE(facts.since.has_value());
    const auto age = std::chrono::system_clock::now() - *facts.since;
    CHECK(age > -1s);
    CHECK(age < 5min);
}

TEST_CASE("who listens at every address is met at each of them") {
    if (!can_ask()) return;
    auto listener = TcpListener::bind({any_v4, 0}, expose_to_network);
    const Endpoint door = listener.local_endpoint();
    for (const IpAddress& address : {loopback_v4, IpAddress::v4(127, 0, 0, 2), any_v4}) {
        CAPTURE(address);
        const auto met = ours(at({address, door.port}));
        REQUIRE(met.size() == 1);
        CHECK(met[0].endpoint == door);
    }
    CHECK(ours(at({loopback_v6, door.port})).empty());

    auto private_one = TcpListener::bind({loopback_v4, 0});
    const Port port = private_one.local_endpoint().port;
    CHECK(ours(at({any_v4, port})).size() == 1);
    CHECK(ours(at({IpAddress::v4(127, 0, 0, 2), port})).empty());
}

TEST_CASE("a UDP socket that takes datagrams from anybody is listed") {
    if (!can_ask()) return;
    for (const IpAddress& address : loopbacks()) {
        CAPTURE(address);
        auto socket = UdpSocket::bind({address, 0});
        const Endpoint door = socket.local_endpoint();
        CHECK(has(ours(everywhere), door, Protocol::udp));
        CHECK(ours(at(door, Protocol::udp)).size() == 1);
        CHECK(ours(at(door.port, Protocol::udp)).size() == 1);
        CHECK(ours(at(door)).empty());
    }
}

TEST_CASE("what is closed, or does not listen yet, is not listed") {
    if (!can_ask()) return;
    Endpoint tcp;
    Endpoint udp;
    {
        auto listener = TcpListener::bind({loopback_v4, 0});
        auto socket = UdpSocket::bind({loopback_v4, 0});
        tcp = listener.local_endpoint();
        udp = socket.local_endpoint();
        REQUIRE(has(ours(everywhere), tcp, Protocol::tcp));
        REQUIRE(has(ours(everywhere), udp, Protocol::udp));
    }
    CHECK_FALSE(has(ours(everywhere), tcp, Protocol::tcp));
    CHECK_FALSE(has(ours(everywhere), udp, Protocol::udp));

    const ClosedPort bound;
    CHECK(who_listens(bound.endpoint()).empty());
    CHECK(who_holds(bound.endpoint()).starts_with("nobody who listens"));

    auto pair = connected_pair();
    CHECK(ours(at(pair.client.local_endpoint())).empty());
}

TEST_CASE("where the system cannot be asked, the error names the command for a person") {
    std::error_code error;
    (void)listeners(error);
    if (!error) {
        MESSAGE("skipped: here it can be asked");
        return;
    }
    CHECK(error == std::errc::operation_not_supported);
    CHECK(who_listens(home, error).empty());
    CHECK(error == std::errc::operation_not_supported);
    const unsigned line = __LINE__ + 1;
    const auto failure = failure_of([] { (void)who_listens(home); });
    CHECK(failure.operation() == "who_listens");
    CHECK(failure.caller().line == line);
    REQUIRE(failure.local_endpoint() != nullptr);
    CHECK(*failure.local_endpoint() == home);
    CHECK(std::string(failure.what()).find("lsof -nP -iTCP -sTCP:LISTEN") != std::string::npos);
    CHECK(failure_of([] { (void)listeners(); }).operation() == "listeners");
    CHECK(who_holds(home).starts_with("not known: "));
}

TEST_CASE("the command by which a person asks has the port in it") {
    CHECK(who_listens_command(home_port).find("62893") != std::string::npos);
}
