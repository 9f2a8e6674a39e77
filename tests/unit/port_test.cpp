#include "loopback/port.hpp"

#include "print.hpp"

using namespace loopback;

TEST_CASE("a port is decimal digits from 0 to 65535 and nothing else") {
    CHECK(parse_port("0") == Port(0));
    CHECK(parse_port("62893") == home_port);
    CHECK(parse_port("65535").number() == 65535);
    for (const char* bad : {"-1", "65536", "80abc", "", " 80", "80 ", "0x50", "+80", "1e3"}) {
        std::error_code error;
        CHECK(parse_port(bad, error) == Port(0));
        CHECK(error == Errc::bad_port);
    }
}
