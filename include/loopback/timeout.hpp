#pragma once

#include <chrono>
#include <climits>
#include <cstddef>
#include <cstdint>

namespace loopback {

/// How long a whole operation may take: any `std::chrono` duration, or `forever`.
///
/// The limit covers the operation from its start to its end, however many system calls, signals
/// or pieces of data it takes. Zero, and anything below, means: try once, and fail with
/// `would_block` instead of waiting. Precision is a millisecond, rounded up. A duration of more
/// than 292 years is forever.
///
///     using namespace std::chrono_literals;
///     auto received = client.recv(buffer, 500ms);
class Timeout {
public:
    /// From a duration in any unit; `std::chrono::seconds{0}` and less is zero.
    template <class Rep, class Period>
    constexpr Timeout(std::chrono::duration<Rep, Period> limit) noexcept  // NOLINT: a limit is one
        : nanoseconds_(from(limit)) {}

    /// Whether there is no limit.
    ///
    ///     Timeout limit = forever;
    ///     bool may_wait = limit.is_forever() || !limit.is_zero();
    [[nodiscard]] constexpr bool is_forever() const noexcept { return nanoseconds_ == unlimited; }

    /// Whether it means: try once, and do not wait.
    [[nodiscard]] constexpr bool is_zero() const noexcept { return nanoseconds_ == 0; }

    /// The limit itself; without one, the longest that there is.
    ///
    ///     using namespace std::chrono_literals;
    ///     static_assert(Timeout{2s}.length() == 2s);
    [[nodiscard]] constexpr std::chrono::nanoseconds length() const noexcept {
        return std::chrono::nanoseconds{nanoseconds_};
    }

private:
    static constexpr std::int64_t unlimited = INT64_MAX;

    template <class Rep, class Period>
    static constexpr std::int64_t from(std::chrono::duration<Rep, Period> limit) noexcept {
        if (!(limit.count() > 0)) return 0;
        const double nanoseconds =
            1e9 * static_cast<double>(limit.count()) * Period::num / Period::den;
        if (nanoseconds >= 9.2e18) return unlimited;
        // Not by duration_cast, which overflows for periods such as 1/1000003 s.
        return nanoseconds < 1 ? 1 : static_cast<std::int64_t>(nanoseconds);
    }

    std::int64_t nanoseconds_;
};

/// No limit: the operation may take as long as it takes.
///
///     auto received = client.recv(buffer, forever);
inline constexpr Timeout forever = std::chrono::nanoseconds{INT64_MAX};

namespace detail {

// By the clock that only goes forward.
[[nodiscard]] inline std::int64_t nanoseconds_now() noexcept {
    const std::chrono::nanoseconds since_start =
        std::chrono::steady_clock::now().time_since_epoch();
    return since_start.count();
}

// The moment when a `Timeout` that starts now is over.
class Until {
public:
    explicit Until(Timeout limit) noexcept {
        if (limit.is_forever()) return;
        const std::int64_t now = nanoseconds_now();
        if (limit.length().count() < INT64_MAX - now) end_ = now + limit.length().count();
    }

    // The limit for what is still to be done until then.
    [[nodiscard]] Timeout left() const noexcept {
        if (end_ == INT64_MAX) return forever;
        return std::chrono::nanoseconds{end_ - nanoseconds_now()};
    }

    // An equal share of that for the first of `many` things to do; not zero while something is
    // left.
    [[nodiscard]] Timeout share(std::size_t many) const noexcept {
        const Timeout all = left();
        if (all.is_forever() || many < 2) return all;
        const auto parts = static_cast<std::int64_t>(many);
        const std::int64_t nanoseconds = all.length().count();
        return std::chrono::nanoseconds{nanoseconds / parts + (nanoseconds % parts != 0 ? 1 : 0)};
    }

    // Milliseconds until then, for poll: -1 for never, 0 once it is over.
    [[nodiscard]] int remaining() const noexcept {
        if (end_ == INT64_MAX) return -1;
        const std::int64_t left = end_ - nanoseconds_now();
        if (left <= 0) return 0;
        return left < std::int64_t{INT_MAX} * 1'000'000
                   ? static_cast<int>((left + 999'999) / 1'000'000)
                   : INT_MAX;
    }

private:
    std::int64_t end_ = INT64_MAX;
};

}  // namespace detail
}  // namespace loopback
