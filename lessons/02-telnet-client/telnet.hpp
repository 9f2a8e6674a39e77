#pragma once

// The telnet protocol, as far as a client needs it that takes part in no option (RFC 854, 855).

#include <string>
#include <string_view>

namespace telnet {

inline constexpr unsigned char se = 240;    // ends a subnegotiation
inline constexpr unsigned char sb = 250;    // begins one
inline constexpr unsigned char will = 251;  // "I want to do this from now on"
inline constexpr unsigned char wont = 252;
inline constexpr unsigned char please_do = 253;  // DO: "I want you to do this"
inline constexpr unsigned char dont = 254;
inline constexpr unsigned char iac = 255;  // "interpret as command": the next byte is one

// What was typed, as it is sent: "\n" is CR LF, a CR alone is CR NUL, and a byte 255 is two.
inline std::string encode(std::string_view typed) {
    std::string bytes;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        const bool before_newline = i + 1 < typed.size() && typed[i + 1] == '\n';
        if (c == '\n') {
            bytes += "\r\n";
        } else if (c == '\r') {
            if (!before_newline) bytes += std::string_view("\r\0", 2);
        } else {
            bytes += c;
            if (static_cast<unsigned char>(c) == iac) bytes += c;
        }
    }
    return bytes;
}

struct Decoded {
    std::string text;   // for the screen
    std::string reply;  // to be sent back
};

// Takes commands out of what came, and refuses every option. A command may be cut anywhere
// between two calls of feed(): where it stands is kept in between.
class Decoder {
public:
    Decoded feed(std::string_view bytes) {
        Decoded decoded;
        for (const char c : bytes) take(static_cast<unsigned char>(c), decoded);
        return decoded;
    }

    [[nodiscard]] int refusals() const { return refusals_; }

private:
    enum class State { text, after_cr, command, option, subnegotiation, command_in_subnegotiation };

    void take(unsigned char byte, Decoded& decoded) {
        switch (state_) {
            case State::text: return take_text(byte, decoded);
            case State::after_cr:
                state_ = State::text;
                if (byte == '\0') decoded.text += '\r';
                if (byte == '\0') return;
                if (byte != '\n') decoded.text += '\r';
                return take_text(byte, decoded);
            case State::command: return take_command(byte, decoded);
            case State::option: return answer(byte, decoded);
            case State::subnegotiation:
                if (byte == iac) state_ = State::command_in_subnegotiation;
                return;
            case State::command_in_subnegotiation:
                state_ = byte == se ? State::text : State::subnegotiation;
                return;
        }
    }

    void take_text(unsigned char byte, Decoded& decoded) {
        if (byte == iac) {
            state_ = State::command;
        } else if (byte == '\r') {
            state_ = State::after_cr;
        } else {
            decoded.text += static_cast<char>(byte);
        }
    }

    void take_command(unsigned char byte, Decoded& decoded) {
        state_ = State::text;  // most commands are done: NOP, GA, AYT, ...
        if (byte == iac) decoded.text += static_cast<char>(iac);
        if (byte == sb) state_ = State::subnegotiation;
        if (byte >= will && byte <= dont) {
            verb_ = byte;
            state_ = State::option;
        }
    }

    // A wish is refused, once. A refusal is not answered: or two programs would go on for ever.
    void answer(unsigned char option, Decoded& decoded) {
        state_ = State::text;
        if (verb_ != please_do && verb_ != will) return;
        const unsigned char refusal = verb_ == please_do ? wont : dont;
        for (const unsigned char byte : {iac, refusal, option}) {
            decoded.reply += static_cast<char>(byte);
        }
        ++refusals_;
    }

    State state_ = State::text;
    unsigned char verb_ = 0;
    int refusals_ = 0;
};

}  // namespace telnet
