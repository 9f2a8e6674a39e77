#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace loopback {

/// What `recv` put into a buffer of characters: a `string_view` that is false at the end of the
/// stream. It looks into the caller's buffer, and is valid for as long as that is left alone.
///
///     while (auto received = client.recv(buffer)) client.send_all(received);
class Text : public std::string_view {
public:
    constexpr Text() noexcept = default;
    constexpr Text(const char* data, std::size_t size) noexcept : std::string_view(data, size) {}

    /// True if bytes came; false once the peer has finished sending (or, in the forms that
    /// take an `std::error_code`, after an error).
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return !empty(); }
};

/// The same for a buffer of `std::byte`.
class Bytes : public std::span<std::byte> {
public:
    constexpr Bytes() noexcept = default;
    constexpr Bytes(std::byte* data, std::size_t size) noexcept
        : std::span<std::byte>(data, size) {}

    [[nodiscard]] constexpr explicit operator bool() const noexcept { return !empty(); }
};

}  // namespace loopback
