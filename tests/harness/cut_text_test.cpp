// A text that is cut from a longer one: who reads past its end, and who does not.

#include "harness/cut_text.hpp"

#include <doctest/doctest.h>

#include <cstdlib>

using harness::CutText;

namespace {

int by_its_length(std::string_view text) { return std::atoi(std::string(text).c_str()); }
int by_its_data(std::string_view text) { return std::atoi(text.data()); }

}  // namespace

TEST_CASE("who goes by the length of a text sees that text alone") {
    CHECK(CutText{"80"}.view() == "80");
    CHECK(by_its_length(CutText{"80"}) == 80);
    CHECK(std::string_view(CutText{""}).empty());
}

TEST_CASE("who goes on to the zero byte reads another number, and other words") {
    CHECK(by_its_data(CutText{"80"}) == 807);
    CHECK(by_its_data(CutText{"80"}) == std::atoi(CutText{"80"}.whole().c_str()));
    const CutText name{"localhost"};
    CHECK(CutText::is_read_past("no such host: " + std::string(name.view().data())));
    CHECK_FALSE(CutText::is_read_past("no such host: " + std::string(name.view())));
}

TEST_CASE("a copy of it is cut from a text of its own") {
    auto first = CutText{"a text that is too long to be kept in the string itself"};
    const CutText second = first;
    first = CutText{"another"};
    CHECK(second.view() == "a text that is too long to be kept in the string itself");
    CHECK(second.whole() == std::string(second.view()) + std::string(CutText::beyond));
}
