#pragma once

#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

namespace tests {

/// Says why a case ends here without having judged anything. Where nothing may be left out, as the
/// environment's LOOPBACK_NO_SKIP says, that is a failure: a skip that nobody sees proves nothing.
inline void left_out(const std::string& why) {
    if (std::getenv("LOOPBACK_NO_SKIP") == nullptr) {
        MESSAGE("left out: " << why);
    } else {
        FAIL_CHECK("left out: " << why);
    }
}

}  // namespace tests
