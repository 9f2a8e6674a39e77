// The program that README.md quotes does what the text says.
#include "server.hpp"

using namespace tests;

TEST_CASE("the library in fifteen lines says hello") {
    Process hello({program("readme-hello")});
    CHECK(hello.wait() == 0);
    CHECK(hello.output().starts_with("127.0.0.1:"));
    CHECK(has(hello.output(), ": hello"));
}
