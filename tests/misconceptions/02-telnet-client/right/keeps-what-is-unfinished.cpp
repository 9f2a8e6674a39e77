// Another way: keeps the bytes that are not complete, and looks at them again with the next ones

#include "exercise.hpp"

#include <string>
#include <string_view>

namespace {

// How long the command, or the CR, at the start of `bytes` is; 0 if it is not complete.
std::size_t length_of(std::string_view bytes) {
    if (bytes.size() < 2) return 0;
    if (bytes[0] == '\r') return bytes[1] == '\n' || bytes[1] == '\0' ? 2 : 1;
    if (bytes[1] >= '\xfb' && bytes[1] <= '\xfe') return bytes.size() < 3 ? 0 : 3;
    if (bytes[1] != '\xfa') return 2;
    for (std::size_t at = 2; at + 1 < bytes.size(); ++at) {
        if (bytes[at] != '\xff') continue;
        if (bytes[at + 1] == '\xf0') return at + 2;
        ++at;
    }
    return 0;
}

}  // namespace

Decoded TelnetDecoder::feed(std::string_view bytes) {
    kept += bytes;
    Decoded decoded;
    std::size_t at = 0;
    while (at < kept.size()) {
        const std::string_view rest = std::string_view(kept).substr(at);
        if (rest[0] != '\xff' && rest[0] != '\r') {
            decoded.text += rest[0];
            ++at;
            continue;
        }
        const std::size_t length = length_of(rest);
        if (length == 0) break;
        if (rest[0] == '\r') decoded.text += length == 2 && rest[1] == '\n' ? '\n' : '\r';
        if (rest[0] == '\xff' && rest[1] == '\xff') decoded.text += '\xff';
        if (rest.starts_with("\xff\xfd")) decoded.reply += std::string("\xff\xfc") + rest[2];
        if (rest.starts_with("\xff\xfb")) decoded.reply += std::string("\xff\xfe") + rest[2];
        at += length;
    }
    kept.erase(0, at);
    return decoded;
}
