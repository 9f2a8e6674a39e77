// The raw program does what lesson 03's text says.

#include "server.hpp"

using namespace tests;

TEST_CASE("the raw program learns the port that the system chose") {
    const Finished told = finish({{raw_program()}});
    CHECK(told.status == 0);
    CHECK(told.output.starts_with("The system chose port "));
    CHECK_FALSE(told.output.starts_with("The system chose port 0"));
}
