// Misconception: a decoder is known by where it is
// Caught by: 2.6
// Cause: which a copy gets
// Contract: a copy goes on from where the first one is
// Also: 2.7

#include "exercise.hpp"

#include "commands.hpp"

#include <map>

Decoded TelnetDecoder::feed(std::string_view bytes) {
    static std::map<const TelnetDecoder*, int> states;
    if (state == 0) states[this] = text;
    state = 1;
    int& place = states[this];
    Decoded decoded;
    for (const char c : bytes) {
        const auto value = static_cast<unsigned char>(c);
        switch (place) {
            case after_cr:
                place = text;
                if (value == '\n') {
                    decoded.text += '\n';
                    break;
                }
                decoded.text += '\r';
                if (value == '\0') break;
                [[fallthrough]];
            case text:
                if (value == iac) {
                    place = command;
                } else if (value == '\r') {
                    place = after_cr;
                } else {
                    decoded.text += c;
                }
                break;
            case command:
                place = value == sb ? subnegotiation : value >= will && value < iac ? option : text;
                verb = value;
                if (value == iac) decoded.text += c;
                break;
            case option:
                place = text;
                if (verb == please_do) decoded.reply += {'\xff', static_cast<char>(wont), c};
                if (verb == will) decoded.reply += {'\xff', static_cast<char>(dont), c};
                break;
            case subnegotiation:
                if (value == iac) place = command_in_subnegotiation;
                break;
            case command_in_subnegotiation: place = value == se ? text : subnegotiation; break;
        }
    }
    return decoded;
}
