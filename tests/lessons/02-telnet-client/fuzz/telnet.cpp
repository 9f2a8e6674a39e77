// The codec: against a reader that sees all bytes at once, and against itself.

#include "../../../../lessons/02-telnet-client/telnet.hpp"

#include "fuzz/fuzz.hpp"

using fuzz::must;

namespace {

unsigned char byte_at(std::string_view bytes, std::size_t i) {
    return static_cast<unsigned char>(bytes[i]);
}

// Where the text goes on after a subnegotiation that began before `from`: behind IAC SE.
std::size_t after_subnegotiation(std::string_view bytes, std::size_t from) {
    for (std::size_t i = from; i + 1 < bytes.size(); ++i) {
        if (byte_at(bytes, i) != telnet::iac) continue;
        if (byte_at(bytes, i + 1) == telnet::se) return i + 2;
        ++i;
    }
    return bytes.size();
}

telnet::Decoded decoded_at_once(std::string_view bytes) {
    telnet::Decoded all;
    std::size_t i = 0;
    while (i < bytes.size()) {
        const char c = bytes[i];
        const bool special = c == '\r' || byte_at(bytes, i) == telnet::iac;
        if (!special) {
            all.text += c;
            ++i;
            continue;
        }
        if (i + 1 == bytes.size()) break;  // not decided yet
        const unsigned char next = byte_at(bytes, i + 1);
        if (c == '\r') {
            if (next != '\n') all.text += '\r';
            i += next == '\0' ? 2 : 1;
        } else if (next == telnet::sb) {
            i = after_subnegotiation(bytes, i + 2);
        } else if (next >= telnet::will && next <= telnet::dont) {
            const bool wish = next == telnet::will || next == telnet::please_do;
            if (wish && i + 2 < bytes.size()) {
                all.reply += static_cast<char>(telnet::iac);
                all.reply += static_cast<char>(next == telnet::will ? telnet::dont : telnet::wont);
                all.reply += bytes[i + 2];
            }
            i += 3;
        } else {
            if (next == telnet::iac) all.text += c;
            i += 2;
        }
    }
    return all;
}

telnet::Decoded decoded_in_two(std::string_view bytes, std::size_t cut) {
    telnet::Decoder decoder;
    telnet::Decoded all = decoder.feed(bytes.substr(0, cut));
    const telnet::Decoded rest = decoder.feed(bytes.substr(cut));
    return {all.text + rest.text, all.reply + rest.reply};
}

bool same(const telnet::Decoded& one, const telnet::Decoded& other) {
    return one.text == other.text && one.reply == other.reply;
}

// "\r\n" is typed on some systems, and is a newline as on the others.
std::string with_plain_newlines(std::string_view typed) {
    std::string text;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        if (typed.substr(i, 2) != "\r\n") text += typed[i];
    }
    return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes = fuzz::text_of(data, size);
    telnet::Decoder decoder;
    const telnet::Decoded whole = decoder.feed(bytes);
    must(same(whole, decoded_at_once(bytes)), "it is what the bytes at once mean");
    for (std::size_t cut = 0; cut <= size; ++cut) {
        must(same(whole, decoded_in_two(bytes, cut)), "it is the same wherever it is cut");
    }
    must(whole.reply.size() == 3 * static_cast<std::size_t>(decoder.refusals()),
         "an answer has three bytes");
    must(telnet::Decoder{}.feed(whole.reply).reply.empty(), "an answer is not answered");

    const telnet::Decoded came = telnet::Decoder{}.feed(telnet::encode(bytes));
    must(came.text == with_plain_newlines(bytes), "what is typed comes out as it was");
    must(came.reply.empty(), "what is typed asks for nothing");
    return 0;
}
