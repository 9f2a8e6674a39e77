// The readers of what /proc/PID says: links in fd, and the start in stat. Against std::from_chars.

#include <charconv>
#include <optional>

#include "fuzz.hpp"
#include "loopback/detail/listening.hpp"

using namespace loopback;
using fuzz::must;

namespace {

std::optional<std::uint64_t> whole_number(std::string_view text, int base) {
    std::uint64_t number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, base);
    if (error != std::errc{} || stop != end || text.empty()) return std::nullopt;
    return number;
}

void must_read_numbers(std::string_view text) {
    for (const int base : {10, 16}) {
        std::uint64_t number = 0;
        const bool good = detail::read_number(text, static_cast<unsigned>(base), number);
        const auto wanted = whole_number(text, base);
        must(good == wanted.has_value(), "what from_chars reads is a number, and nothing else");
        must(!good || number == *wanted, "it is the number of from_chars");
    }
}

void must_read_links(std::string_view text) {
    const std::size_t open = text.find('[');
    const bool shaped =
        open != text.npos && text.substr(0, open) == "socket:" && text.find(']') == text.size() - 1;
    const auto wanted =
        shaped ? whole_number(text.substr(open + 1, text.size() - open - 2), 10) : std::nullopt;
    std::uint64_t inode = 0;
    const bool good = detail::read_socket_link(text, inode);
    must(good == wanted.has_value(), "a link is socket:[NUMBER]");
    must(!good || inode == *wanted, "it leads to that number");
}

// Field 22, by counting words after the last parenthesis.
std::optional<std::uint64_t> start_by_counting(std::string_view stat) {
    const std::size_t close = stat.find_last_of(')');
    if (close == stat.npos) return std::nullopt;
    std::vector<std::string> words;
    std::string word;
    for (const char c : std::string(stat.substr(close + 1)) + ' ') {
        if (c != ' ') {
            word += c;
        } else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
    }
    return words.size() >= 20 ? whole_number(words[19], 10) : std::nullopt;
}

void must_read_starts(std::string_view text) {
    std::uint64_t ticks = 0;
    const bool good = detail::read_start_ticks(text, ticks);
    const auto wanted = start_by_counting(text);
    must(good == wanted.has_value(), "the start is the 20th word after the name");
    must(!good || ticks == *wanted, "it is that number");
}

// A program may call itself anything, a whole line of this file included.
void must_not_believe_names(fuzz::Bytes bytes) {
    const std::uint64_t start = bytes.number(8);
    const std::string name = bytes.text(64);
    const std::string stat = "4242 (" + name +
                             ") S 1 4242 4242 0 -1 4194304 123 0 0 0 1 2 0 0 20 0 1 0 " +
                             std::to_string(start) + " 2490368 512 18446744073709551615\n";
    std::uint64_t ticks = 0;
    must(detail::read_start_ticks(stat, ticks) && ticks == start, "no name moves the fields");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    must_read_numbers(text);
    must_read_links(text);
    must_read_links("socket:[" + std::string(text) + ']');
    must_read_starts(text);
    must_not_believe_names(fuzz::Bytes(data, size));
    return 0;
}
