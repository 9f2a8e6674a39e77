// Lesson 04's program where it may expose: in a network that nobody else is in.

#include "network.hpp"

using namespace tests;

namespace {

const Network& network() {
    static const Network one;
    return one;
}

std::string audit_beside(const Process& door) {
    return network().output_beside(door, {lesson_program(), "audit"});
}

// The audit's line for `where`, an endpoint.
std::string line_for(const std::string& audit, const std::string& where) {
    const std::size_t at = audit.find(' ' + where + ' ');
    if (at == std::string::npos) return "";
    const std::size_t start = audit.rfind('\n', at) + 1;
    return audit.substr(start, audit.find('\n', at) - start);
}

}  // namespace

TEST_CASE("the table with --expose is the one in the text") {
    Process lesson(network().inside({lesson_program(), "--expose"}));
    CHECK(lesson.wait().status == 0);
    const std::string block =
        block_of_the_text("One door after the other, with port 62893; a knock at every address.");
    CHECK(lesson.output().substr(0, block.size()) == block);
    CHECK(has(lesson.output(), "own IPv4 is 192.168.1.7\n"));
    CHECK(has(lesson.output(), "own IPv6 is fd00::7\n"));
    CHECK(has(lesson.output(), "  may    whom the network"));
}

TEST_CASE("the private doors are not found at the machine's own addresses") {
    Process lesson(network().inside({lesson_program()}));
    CHECK(lesson.wait().status == 0);
    INFO(lesson.output());
    CHECK(has(lesson.output(), "\nown IPv4       -          -          -\n"));
    CHECK(has(lesson.output(), "\nown IPv6       -          -          -\n"));
}

TEST_CASE("a machine without a network has no address of its own, and says nothing of it") {
    (void)network();
    Process lesson(network().inside(
        {"sh", "-c", "ip link delete eth0 && exec \"$0\" --expose", lesson_program()}));
    CHECK(lesson.wait().status == 0);
    CHECK_FALSE(has(lesson.output(), "own"));
    CHECK(has(lesson.output(), "\nknock at       127.0.0.1  127.0.0.2  ::1     0.0.0.0  ::"));
}

TEST_CASE("audit marks a door at :: as open, and says that it may take IPv4; ss knows") {
    for (const bool dual_stack : {false, true}) {
        CAPTURE(dual_stack);
        std::vector<std::string> words{lesson_program(), "open", "::", "--expose"};
        if (dual_stack) words.push_back("--dual-stack");
        Process door(network().inside(words));
        REQUIRE(door.hear("Who may knock: anyone."));
        const std::string audit = audit_beside(door);
        CHECK_MESSAGE(line_for(audit, "[::]:62893").starts_with("anyone        tcp "), audit);
        CHECK(has(audit, "lesson-04 (process " + std::to_string(door.id())));
        CHECK(has(audit, "Others may knock at 1 of 1 doors"));
        CHECK(has(audit, "IPv4 too unless the socket has IPV6_V6ONLY"));
        const std::string sockets = network().output_beside(door, {"ss", "-ltn"});
        CHECK(has(sockets, dual_stack ? " *:62893 " : " [::]:62893 "));
    }
}

TEST_CASE("audit tells an address of the local network and a private door apart") {
    Process own(network().inside({"sh", "-c",
                                  "\"$0\" open 127.8.8.8 & exec \"$0\" open 192.168.1.7 --expose",
                                  lesson_program()}));
    REQUIRE(own.hear("Who may knock: local network."));
    REQUIRE(own.hear("Who may knock: this machine."));
    const std::string audit = audit_beside(own);
    CHECK(line_for(audit, "192.168.1.7:62893").starts_with("local network tcp "));
    CHECK(line_for(audit, "127.8.8.8:62893").starts_with("this machine  tcp "));
    CHECK(has(audit, "Others may knock at 1 of 2 doors"));
    CHECK_FALSE(has(audit, "IPV6_V6ONLY"));
}

TEST_CASE("Python's http.server is open to all unless told otherwise") {
    if (lacks("python3")) return;
    Process open(network().inside({"python3", "-u", "-m", "http.server", "8000"}));
    REQUIRE(open.hear("Serving HTTP on "));
    const std::string all = audit_beside(open);
    const bool v4 = has(all, "0.0.0.0:8000");
    CHECK_MESSAGE(line_for(all, v4 ? "0.0.0.0:8000" : "[::]:8000").starts_with("anyone "), all);

    Process shut(
        network().inside({"python3", "-u", "-m", "http.server", "8000", "--bind", "127.0.0.1"}));
    REQUIRE(shut.hear("Serving HTTP on "));
    CHECK(line_for(audit_beside(shut), "127.0.0.1:8000").starts_with("this machine "));
}

TEST_CASE("Python's socketserver takes an empty address for every address") {
    if (lacks("python3")) return;
    Process open(network().inside(
        {"python3", "-u", "-c",
         "import socketserver as s; d = s.TCPServer((\"\", 8000), s.BaseRequestHandler); "
         "print(\"open\"); d.serve_forever()"}));
    REQUIRE(open.hear("open\n"));
    CHECK(line_for(audit_beside(open), "0.0.0.0:8000").starts_with("anyone "));
}

TEST_CASE("Node's listen(port) is open to all unless told otherwise") {
    if (lacks("node")) return;
    const auto server = [](const std::string& arguments) {
        return "require(\"net\").createServer().listen(" + arguments +
               ", () => console.log(\"open\"))";
    };
    Process open(network().inside({"node", "-e", server("3000")}));
    REQUIRE(open.hear("open\n"));
    CHECK(line_for(audit_beside(open), "[::]:3000").starts_with("anyone "));
    CHECK(has(network().output_beside(open, {"ss", "-ltn"}), " *:3000 "));

    Process shut(network().inside({"node", "-e", server("3000, \"127.0.0.1\"")}));
    REQUIRE(shut.hear("open\n"));
    CHECK(line_for(audit_beside(shut), "127.0.0.1:3000").starts_with("this machine "));
}
