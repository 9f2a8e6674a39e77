#include "support.hpp"

#include <cmath>
#include <limits>

namespace {

constexpr std::chrono::nanoseconds length(Timeout limit) { return limit.length(); }

}  // namespace

TEST_CASE("any duration is a limit, exactly") {
    static_assert(length(1ns) == 1ns);
    static_assert(length(250us) == 250us);
    static_assert(length(500ms) == 500ms);
    static_assert(length(2s) == 2s);
    static_assert(length(3h) == 3h);
    CHECK(length(std::chrono::days{30}) == 720h);
    CHECK(length(std::chrono::duration<double>(0.25)) == 250ms);
    CHECK(length(std::chrono::duration<float, std::milli>(1.5F)) == 1500us);
    CHECK_FALSE(Timeout(1ns).is_zero());
}

TEST_CASE("zero and everything below mean: try once") {
    CHECK(Timeout(0s).is_zero());
    CHECK(Timeout(-1ns).is_zero());
    CHECK(Timeout(std::chrono::hours::min()).is_zero());
    CHECK(Timeout(std::chrono::nanoseconds::min()).is_zero());
    CHECK(Timeout(std::chrono::duration<double>(-0.0)).is_zero());
    CHECK(Timeout(std::chrono::duration<double>(-1e300)).is_zero());
    CHECK(Timeout(std::chrono::duration<double>(std::nan(""))).is_zero());
}

TEST_CASE("a limit of more than 292 years is forever") {
    CHECK(forever.is_forever());
    CHECK(Timeout(std::chrono::hours::max()).is_forever());
    CHECK(Timeout(std::chrono::seconds::max()).is_forever());
    CHECK(Timeout(std::chrono::nanoseconds::max()).is_forever());
    CHECK(Timeout(std::chrono::years{300}).is_forever());
    CHECK(Timeout(std::chrono::duration<double>(std::numeric_limits<double>::infinity()))
              .is_forever());
    CHECK_FALSE(Timeout(std::chrono::years{290}).is_forever());
}

TEST_CASE("less than a nanosecond is still a limit") {
    CHECK(length(std::chrono::duration<int, std::pico>(1)) == 1ns);
    CHECK(length(std::chrono::duration<double>(1e-15)) == 1ns);
}

TEST_CASE("periods that overflow duration_cast are converted all the same") {
    using Odd = std::chrono::duration<std::int64_t, std::ratio<1, 1'000'003>>;
    const auto century = length(Odd{std::int64_t{1'000'003} * 3'000'000'000});
    CHECK(century > 2'999'999'999s);
    CHECK(century < 3'000'000'001s);
}

TEST_CASE("what is left of a limit is rounded up to a millisecond") {
    CHECK(detail::Until(forever).remaining() == -1);
    CHECK(detail::Until(0ms).remaining() == 0);
    const int some = detail::Until(1h).remaining();
    CHECK(some > 3'590'000);
    CHECK(some <= 3'600'000);
    CHECK(detail::Until(1us).remaining() <= 1);
    CHECK(detail::Until(std::chrono::days{100}).remaining() == INT_MAX);
    CHECK(detail::Until(std::chrono::years{290}).remaining() == INT_MAX);
}

TEST_CASE("what is left of a limit can be handed on") {
    CHECK(detail::Until(forever).left().is_forever());
    CHECK(detail::Until(0ms).left().is_zero());
    CHECK(detail::Until(std::chrono::hours::max()).left().is_forever());
    const auto left = detail::Until(1h).left().length();
    CHECK(left > 59min);
    CHECK(left <= 1h);
}

TEST_CASE("what is left is shared out evenly, and never to nothing") {
    CHECK(detail::Until(forever).share(3).is_forever());
    CHECK(detail::Until(0s).share(3).is_zero());
    CHECK(detail::Until(3h).share(1).length() > 2h);
    const auto third = detail::Until(3h).share(3).length();
    CHECK(third <= 1h);
    CHECK(third > 59min);
    const Timeout least = detail::Until(1h).share(std::size_t{1} << 62);
    CHECK(least.length() == 1ns);
}
