#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <type_traits>

namespace loopback {

/// What `recv` put into a buffer of characters: a `string_view` that is false at the end of the
/// stream. It looks into the caller's buffer, and is valid for as long as that is left alone.
///
///     while (Text received = client.recv(buffer)) client.send_all(received);
class Text : public std::string_view {
public:
    /// Empty, and so false.
    constexpr Text() noexcept = default;
    /// Of `size` characters from `data` on.
    constexpr Text(const char* data, std::size_t size) noexcept : std::string_view(data, size) {}

    /// True if bytes came; false once the peer has finished sending (or, in the forms that
    /// take an `std::error_code`, after an error).
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return !empty(); }
};

/// Values that somebody else keeps, one after the other: bytes to send, endpoints to try.
///
/// Arrays, vectors and spans become a View by themselves, and a View becomes a span to whatever
/// takes one. (It is not a span, whose constructors take a compiler longer than the rest of this
/// library together.) It has what a range needs: `data`, `size`, `begin`, `end` and `[]`.
///
///     std::vector<std::byte> header(8);
///     View<std::byte> first_half{header.data(), header.size() / 2};
///     client.send_all(first_half);
template <class Value>
class View {
public:
    /// Of nothing.
    constexpr View() noexcept = default;
    /// Of `size` values from `data` on.
    constexpr View(const Value* data, std::size_t size) noexcept : data_(data), size_(size) {}

    /// Of all that is in an array.
    template <std::size_t size>
    constexpr View(const Value (&array)[size]) noexcept  // NOLINT: a view of it
        : data_(array), size_(size) {}

    /// Of all that is in something with `data()` and `size()`, such as a vector or a span.
    template <class Range>
    requires requires(const Range& range, const Value* data) { data = range.data(); }
    constexpr View(const Range& range) noexcept  // NOLINT: a view of it
        : data_(range.data()), size_(range.size()) {}

    /// The first of them.
    [[nodiscard]] constexpr const Value* data() const noexcept { return data_; }
    /// How many there are.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    /// Whether there is none.
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    /// Where a loop over them begins.
    [[nodiscard]] constexpr const Value* begin() const noexcept { return data_; }
    /// Where it ends: behind the last one.
    [[nodiscard]] constexpr const Value* end() const noexcept { return data_ + size_; }
    /// One of them, counted from 0. It must be there.
    [[nodiscard]] constexpr const Value& operator[](std::size_t i) const noexcept {
        return data_[i];
    }

    /// True if there is anything in it: after `recv`, false at the end of the stream.
    [[nodiscard]] constexpr explicit operator bool() const noexcept { return size_ != 0; }

private:
    const Value* data_ = nullptr;
    std::size_t size_ = 0;
};

/// What `recv` put into a buffer of `std::byte`.
///
///     std::array<std::byte, 4096> buffer;
///     while (Bytes received = client.recv(buffer)) client.send_all(received);
using Bytes = View<std::byte>;

/// What `send` takes: text, or bytes.
///
/// Whatever becomes a `std::string_view` becomes Data, and whatever becomes `Bytes`. A literal
/// does, without its terminating zero. A buffer does not, be it a `char[4096]`, a `std::array` or a
/// vector of `char`, since it does not say how much of it is meant: say it by a `std::string_view`.
///
///     std::vector<std::byte> header(8);
///     client.send_all(header);
///     const Data greeting = "hello\n";
///     client.send_all(greeting);
///     char room[4096] = "binary \0 text";
///     client.send_all(std::string_view(room, 13));
class Data {
public:
    /// Of `size` characters from `data` on.
    constexpr Data(const char* data, std::size_t size) noexcept : data_(data), size_(size) {}
    /// The same of bytes.
    constexpr Data(const std::byte* data, std::size_t size) noexcept : data_(data), size_(size) {}

    /// Of all of a text.
    template <class Source>
    requires std::is_convertible_v<const Source&, std::string_view>
    constexpr Data(const Source& text) noexcept  // NOLINT: a view of it
        : Data(std::string_view(text).data(), std::string_view(text).size()) {}
    /// Not of a buffer: up to its first zero, as a literal, would be less than all of it.
    template <std::size_t size>
    Data(char (&buffer)[size]) = delete;
    /// Of all bytes that are in something.
    template <class Source>
    requires std::is_convertible_v<const Source&, Bytes>
    constexpr Data(const Source& bytes) noexcept  // NOLINT: a view of it
        : Data(Bytes(bytes).data(), Bytes(bytes).size()) {}

    /// The first byte.
    [[nodiscard]] constexpr const void* data() const noexcept { return data_; }
    /// How many there are.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

private:
    const void* data_;
    std::size_t size_;
};

/// What `recv_exactly` fills: a buffer of characters, or of bytes.
///
/// Whatever becomes a span of them becomes Room.
///
///     std::array<std::byte, 4> length;
///     const Room room = length;
///     client.recv_exactly(room);
class Room {
public:
    /// Of `size` characters from `data` on.
    constexpr Room(char* data, std::size_t size) noexcept : data_(data), size_(size) {}
    /// The same of bytes.
    constexpr Room(std::byte* data, std::size_t size) noexcept : data_(data), size_(size) {}

    /// Of all characters that are in something.
    template <class Target>
    requires std::is_convertible_v<Target&, std::span<char>>
    constexpr Room(Target&& target) noexcept  // NOLINT: a view of it
        : Room(std::span<char>(target).data(), std::span<char>(target).size()) {}
    /// Of all bytes that are in something.
    template <class Target>
    requires std::is_convertible_v<Target&, std::span<std::byte>>
    constexpr Room(Target&& target) noexcept  // NOLINT: a view of it
        : Room(std::span<std::byte>(target).data(), std::span<std::byte>(target).size()) {}

    /// Where the first byte goes.
    [[nodiscard]] constexpr void* data() const noexcept { return data_; }
    /// How many there is room for.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }

private:
    void* data_;
    std::size_t size_;
};

}  // namespace loopback
