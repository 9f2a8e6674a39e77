// Misconception: a piece that is not complete is kept as it is
// Caught by: 2.6
// Cause: what is complete is given at once
// Contract: What is complete is given at once
// Also: 2.7

#include "exercise.hpp"

#include "commands.hpp"

Decoded TelnetDecoder::feed(std::string_view bytes) {
    Decoded decoded;
    kept += bytes;
    const std::string all = kept;
    if (all.ends_with("\xff\xfa") && !all.ends_with("\xff\xff\xfa")) return decoded;
    kept.clear();
    for (const char c : all) {
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
