#pragma once

// What all fuzzers share. Each NAME.cpp has libFuzzer's entry: it is called with any bytes, and
// claims what must be true whatever they are.

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// Ends the program if `claim` is false: libFuzzer then keeps the bytes that it was called with.
inline void must(bool claim, const char* words) {
    if (claim) return;
    std::fprintf(stderr, "not true: %s\n", words);
    std::abort();
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

/// Nothing in it steers a terminal.
inline bool is_harmless(std::string_view text) {
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 32 || byte == 127) return false;
    }
    return true;
}

/// Takes numbers and texts out of a fuzzer's bytes; zeros and nothing once they are used up.
class Bytes {
public:
    Bytes(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

    [[nodiscard]] bool empty() const { return at_ == size_; }

    std::uint64_t number(int bytes) {
        std::uint64_t value = 0;
        for (int i = 0; i < bytes; ++i) value = value << 8 | (at_ < size_ ? data_[at_++] : 0U);
        return value;
    }

    std::string text(std::size_t most) {
        const std::size_t wanted = static_cast<std::size_t>(number(1)) % (most + 1);
        const std::size_t there = size_ - at_ < wanted ? size_ - at_ : wanted;
        const std::string result(text_of(data_ + at_, there));
        at_ += there;
        return result;
    }

private:
    const std::uint8_t* data_;
    std::size_t size_;
    std::size_t at_ = 0;
};

}  // namespace fuzz
