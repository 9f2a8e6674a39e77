#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace harness {

/// A text to hand over as a std::string_view, cut from a longer one: no zero byte follows it. So
/// code that goes by `text.data()` alone (`atoi`, `%s`, `std::string(text.data())`) shows itself.
///
///     parse_port(CutText{"80"})                          // atoi finds 807
///     CutText{"80"}.whole()                              // what such code reads, for a belief
///     CutText::is_read_past(in_words(got))               // whether it shows in what came back
class CutText {
public:
    /// Stands behind each text; the digit, since a number goes on with it.
    static constexpr std::string_view beyond = "7 (this stands behind the text)";

    explicit CutText(std::string_view text) : whole_(text), size_(text.size()) { whole_ += beyond; }

    /// As long as this object lives.
    operator std::string_view() const noexcept { return view(); }
    [[nodiscard]] std::string_view view() const noexcept {
        return std::string_view(whole_).substr(0, size_);
    }
    /// What somebody reads who goes on to the next zero byte.
    [[nodiscard]] const std::string& whole() const noexcept { return whole_; }

    /// Whether words that your code gave back hold what stands behind the text.
    [[nodiscard]] static bool is_read_past(std::string_view words) noexcept {
        return words.find(beyond) != std::string_view::npos;
    }

private:
    std::string whole_;
    std::size_t size_;
};

}  // namespace harness
