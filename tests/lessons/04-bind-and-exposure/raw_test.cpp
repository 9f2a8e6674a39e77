// The raw program does what lesson 04's text says.

#include "server.hpp"

using namespace tests;

TEST_CASE("the raw program opens private doors alone, and none for a typo") {
    const Finished door = finish({{raw_program(), "127.0.0.1"}});
    CHECK(door.status == 0);
    CHECK(door.output == "A door at 127.0.0.1, for this machine only\n");
    const Finished exposed = finish({{raw_program(), "0.0.0.0"}});
    CHECK(exposed.status == 1);
    CHECK(exposed.output == "The network could reach 0.0.0.0\n");
    const Finished typo = finish({{raw_program(), "127.0.0.l"}});
    CHECK(typo.status == 1);
    CHECK(typo.output == "\"127.0.0.l\" is no IPv4 address\n");
}
