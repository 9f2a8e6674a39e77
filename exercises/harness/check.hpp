#pragma once

#include <string_view>
#include <vector>

#include <doctest/doctest.h>

namespace harness {

/// A check's entry in `--list`.
struct Registration {
    Registration(const char* check_id, const char* check_title);

    std::string_view id;
    std::string_view title;
};

/// All of them, in the order of their files.
[[nodiscard]] std::vector<Registration>& registrations();

}  // namespace harness

/// Begins a check: a doctest case with an id and a sentence.
///
///     LOOPBACK_CHECK("1.3", "echoes a message that comes in pieces") { ... }
#define LOOPBACK_CHECK(id, title)                                                     \
    static const ::harness::Registration DOCTEST_ANONYMOUS(registration_){id, title}; \
    TEST_CASE(id " " title)
