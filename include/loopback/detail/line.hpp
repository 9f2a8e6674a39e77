#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace loopback::detail {

// A line of text of bounded length: what does not fit is cut off. To add to it and to copy it never
// throws. (It spares an error no allocation: std::system_error makes a text of its own beside it.)
class Line {
public:
    [[nodiscard]] const char* text() const noexcept { return text_; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }

    Line& add(char c) noexcept {
        if (size_ + 1 < sizeof text_) text_[size_++] = c;
        return *this;
    }
    Line& add(const char* text) noexcept {
        while (*text != '\0') add(*text++);
        return *this;
    }
    Line& add(const char* text, std::size_t size) noexcept {
        for (std::size_t i = 0; i < size; ++i) add(text[i]);
        return *this;
    }
    Line& add_number(std::uint64_t number) noexcept {
        char digits[20];
        std::size_t count = 0;
        do {
            digits[count++] = static_cast<char>('0' + number % 10);
            number /= 10;
        } while (number != 0);
        while (count != 0) add(digits[--count]);
        return *this;
    }

private:
    char text_[480] = {};
    std::size_t size_ = 0;
};

// What `write` makes of a value.
template <class Value>
[[nodiscard]] std::string text_of(const Value& value) {
    Line line;
    write(line, value);
    return std::string(line.text(), line.size());
}

}  // namespace loopback::detail
