// Misconception: every command wants an answer
// Caught by: 2.7
// Cause: a refusal was answered
// Contract: Nothing else is answered

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
                if (verb == please_do || verb == dont)
                    decoded.reply += {'\xff', static_cast<char>(wont), c};
                if (verb == will || verb == wont)
                    decoded.reply += {'\xff', static_cast<char>(dont), c};
                break;
            case subnegotiation:
                if (value == iac) state = command_in_subnegotiation;
                break;
            case command_in_subnegotiation: state = value == se ? text : subnegotiation; break;
        }
    }
    return decoded;
}
