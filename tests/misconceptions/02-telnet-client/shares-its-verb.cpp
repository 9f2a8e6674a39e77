// Misconception: a verb is known until its option comes
// Caught by: 2.7
// Cause: What a decoder remembers belongs into its own members
// Contract: Each decoder takes a stream of its own

#include "exercise.hpp"

#include "commands.hpp"

Decoded TelnetDecoder::feed(std::string_view bytes) {
    static unsigned char its_verb = 0;
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
                its_verb = value;
                if (value == iac) decoded.text += c;
                break;
            case option:
                state = text;
                if (its_verb == please_do) decoded.reply += {'\xff', static_cast<char>(wont), c};
                if (its_verb == will) decoded.reply += {'\xff', static_cast<char>(dont), c};
                break;
            case subnegotiation:
                if (value == iac) state = command_in_subnegotiation;
                break;
            case command_in_subnegotiation: state = value == se ? text : subnegotiation; break;
        }
    }
    return decoded;
}
