// Misconception: a terminal knows what to do with CR
// Caught by: 2.6
// Cause: CR LF is the end of a line
// Contract: Text: 255 255 is one byte 255, CR LF is "\n"

#include "exercise.hpp"

#include "commands.hpp"

Decoded TelnetDecoder::feed(std::string_view bytes) {
    Decoded decoded;
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        switch (state) {
            case text:
                if (value == iac) {
                    state = command;
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
