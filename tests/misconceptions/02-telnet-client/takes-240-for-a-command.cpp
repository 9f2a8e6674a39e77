// Misconception: a byte from 240 on is a command
// Caught by: 2.6
// Cause: unless a 255 is before it
// Contract: every other byte but 255 is itself

#include "exercise.hpp"

#include "commands.hpp"

Decoded TelnetDecoder::feed(std::string_view bytes) {
    Decoded decoded;
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        switch (state) {
            case after_cr:
                state = text;
                if (value == '\n') {
                    decoded.text += '\n';
                    break;
                }
                decoded.text += '\r';
                if (value == '\0') break;
                [[fallthrough]];
            case text:
                if (value >= 240 && value < iac) break;
                if (value == iac) {
                    state = command;
                } else if (value == '\r') {
                    state = after_cr;
                } else {
                    decoded.text += c;
                }
                break;
            case command:
                state = value == sb ? subnegotiation : value >= will && value < iac ? option : text;
                verb = value;
                if (value == iac) decoded.text += c;
                break;
            case option:
                state = text;
                if (verb == please_do) decoded.reply += {'\xff', static_cast<char>(wont), c};
                if (verb == will) decoded.reply += {'\xff', static_cast<char>(dont), c};
                break;
            case subnegotiation:
                if (value == iac) state = command_in_subnegotiation;
                break;
            case command_in_subnegotiation: state = value == se ? text : subnegotiation; break;
        }
    }
    return decoded;
}
