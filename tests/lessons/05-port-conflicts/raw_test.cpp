// The raw program does what lesson 05's text says.

#include "free_port.hpp"
#include "server.hpp"

using namespace tests;

TEST_CASE("the raw program tells in use from free") {
    const auto taken = loopback::TcpListener::bind({loopback::loopback_v4, 0});
    const Finished in_use = finish({{raw_program(), to_string(taken.local_endpoint().port)}});
    CHECK(in_use.status == 1);
    CHECK(in_use.output == "in use: somebody has it\n");
    const Finished free = finish({{raw_program(), to_string(free_port())}});
    CHECK(free.status == 0);
    CHECK(free.output == "free\n");
}
