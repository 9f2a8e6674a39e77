// The program that README.md quotes does what the text says.

#include <doctest/doctest.h>

#include "process.hpp"

using namespace tests;

TEST_CASE("the library in fifteen lines says hello") {
    Process hello({{folder_from("PROGRAM")}});
    CHECK(hello.wait().status == 0);
    CHECK(hello.output().starts_with("127.0.0.1:"));
    CHECK(hello.output().ends_with(": hello\n"));
}
