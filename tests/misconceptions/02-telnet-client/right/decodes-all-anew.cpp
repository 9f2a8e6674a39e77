// Another way: keeps all that ever came, decodes it anew each time, and gives what has been added
// Contract: What is complete is given at once

#include "exercise.hpp"

namespace {

// What is complete of it.
Decoded all_of(std::string_view bytes) {
    Decoded all;
    while (!bytes.empty()) {
        const auto has = [&](std::string_view start) { return bytes.starts_with(start); };
        std::size_t size = 1;
        if (has("\xff\xfa")) {
            size = 2;
            while (size + 1 < bytes.size() && bytes.substr(size, 2) != "\xff\xf0") {
                size += bytes[size] == '\xff' ? 2 : 1;
            }
            if (size + 1 >= bytes.size()) return all;
            size += 2;
        } else if (has("\xff")) {
            if (bytes.size() < 2) return all;
            const char verb = bytes[1];
            size = verb == '\xfb' || verb == '\xfc' || verb == '\xfd' || verb == '\xfe' ? 3 : 2;
            if (bytes.size() < size) return all;
            if (verb == '\xff') all.text += verb;
            if (verb == '\xfd') all.reply += {'\xff', '\xfc', bytes[2]};
            if (verb == '\xfb') all.reply += {'\xff', '\xfe', bytes[2]};
        } else if (has("\r")) {
            if (bytes.size() < 2) return all;
            all.text += bytes[1] == '\n' ? '\n' : '\r';
            size = bytes[1] == '\n' || bytes[1] == '\0' ? 2 : 1;
        } else {
            all.text += bytes[0];
        }
        bytes.remove_prefix(size);
    }
    return all;
}

}  // namespace

Decoded TelnetDecoder::feed(std::string_view bytes) {
    const Decoded before = all_of(kept);
    kept += bytes;
    const Decoded now = all_of(kept);
    return {now.text.substr(before.text.size()), now.reply.substr(before.reply.size())};
}
