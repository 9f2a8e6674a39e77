#pragma once

// What a failure of the telnet protocol (part C of exercise 02) means: the most likely cause, told
// only with evidence, and the heading in the lesson that tells more.

#include <algorithm>
#include <string>

#include "causes.hpp"
#include "exercise.hpp"
#include "harness/stage.hpp"
#include "harness/words.hpp"

namespace causes {

using harness::Advice;
using harness::Failure;
using harness::Verdict;

/// What one function of part C was given and gave.
struct Coded {
    std::string given;
    std::string expected;
    std::string got;
    bool right_in_one = false;  ///< the same bytes in one piece came out right
};

inline Coded coded;

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

inline Advice why_encode(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", on_the_wire};
    const std::string& got = coded.got;
    if (!got.ends_with("\r\n")) {
        return {got.ends_with('\n')
                    ? "a line ends with two bytes on the wire, CR LF; \"\\n\" alone is what a "
                      "terminal and a file have."
                    : "the end of the line is missing: CR LF.",
                on_the_wire};
    }
    if (has(coded.given, "\xff") && !has(got, "\xff\xff")) {
        return {
            "a byte 255 begins a command of telnet. As data it must be sent twice. (To compare a "
            "char with 255: it may be negative.)",
            on_the_wire};
    }
    const std::size_t right = harness::same_bytes(got, coded.expected);
    const bool doubled = right > 0 && right < got.size() && got[right] == got[right - 1];
    if (doubled && got[right] != '\xff') {
        const auto value = static_cast<unsigned char>(got[right]);
        return {"byte " + std::to_string(value) +
                    " was sent twice. Only 255 begins a command: it alone is doubled, and every "
                    "other byte stays what it is.",
                on_the_wire};
    }
    if (right < coded.expected.size() && coded.expected[right] == '\0') {
        if (right > 0 && coded.expected[right - 1] == '\r') {
            return {"a CR that does not end the line is followed by a zero byte: CR NUL.",
                    on_the_wire};
        }
        return {
            "it goes wrong exactly at a zero byte. To functions for C strings that is the end of "
            "the text; here it is a byte like any other.",
            on_the_wire};
    }
    return {"", on_the_wire};
}

inline std::string without(std::string text, char byte) {
    std::erase(text, byte);
    return text;
}

inline std::string replaced(std::string text, char byte, char other) {
    std::replace(text.begin(), text.end(), byte, other);
    return text;
}

inline Advice why_text(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", cut_anywhere};
    const std::string& got = coded.got;
    if (coded.right_in_one) {
        return {
            "the same bytes in one piece came out right. recv() may cut a command anywhere, so "
            "where it stands must be kept from one feed() to the next.",
            cut_anywhere};
    }
    if (has(got, "\xff\xfb") || has(got, "\xff\xfd")) {
        return {
            "commands are in the text: byte 255 was not recognized. A char may be negative: "
            "compare unsigned char, or with '\\xff'.",
            cut_anywhere};
    }
    if (has(coded.given, "\xff\xfa")) {
        return {
            "a subnegotiation reaches from 255 250 to 255 240, and 255 255 in it is data: nothing "
            "of it is text.",
            cut_anywhere};
    }
    if (has(coded.given, "\xff\xff") && !has(got, "\xff")) {
        return {"255 255 is one byte of data, 255; it is missing in the text.", cut_anywhere};
    }
    if (has(coded.expected, "\xff") && has(got, "\xff\xff")) {
        return {"255 255 is one byte of data, 255; the text has both.", cut_anywhere};
    }
    if (has(coded.given, "\xff\xf1")) {
        return {
            "an option follows WILL, WONT, DO and DONT only (251 to 254). Every other command is "
            "255 and one byte, and what comes after it is text again.",
            cut_anywhere};
    }
    if (without(coded.expected, '\r') == got || replaced(coded.expected, '\r', '\n') == got) {
        return {"CR NUL is a CR alone: \"\\r\" in the text, and not the end of a line.",
                on_the_wire};
    }
    if (without(coded.expected, '\0') == got) {
        return {"a zero byte belongs to CR NUL only after a CR. Elsewhere it is text.",
                on_the_wire};
    }
    if (has(got, "\r\n") || has(got, std::string_view("\r\0", 2))) {
        return {"CR LF is the end of a line, \"\\n\" on the screen, and CR NUL a CR alone.",
                on_the_wire};
    }
    return {"", cut_anywhere};
}

inline Advice why_reply(const Failure& failure) {
    if (failure.verdict == Verdict::unwritten) return {};
    if (failure.verdict != Verdict::fail) return {"", refuse_once};
    const std::string& got = coded.got;
    if (coded.expected.empty() && !got.empty()) {
        if (has(coded.given, "\xff\xfa")) {
            return {"what stands in a subnegotiation is data, no wish: it is not answered.",
                    refuse_once};
        }
        return {
            "a refusal was answered. If both sides answer refusals, they go on for ever: only DO "
            "and WILL have an answer.",
            refuse_once};
    }
    if (has(got, "\xff\xfb") || has(got, "\xff\xfd")) {
        return {
            "your code agrees, or asks for something itself. DO is refused by WONT, WILL by DONT.",
            refuse_once};
    }
    if (coded.right_in_one) {
        return {
            "the same bytes in one piece were answered right. A wish that is cut is one wish: "
            "where it stands must be kept from one feed() to the next.",
            refuse_once};
    }
    constexpr std::size_t size_of_an_answer = 3;
    if (got.size() % size_of_an_answer != 0) {
        return {
            "an answer is three bytes: 255, WONT or DONT, and the option that the wish was about.",
            refuse_once};
    }
    if (got.size() < coded.expected.size()) {
        return {
            "a wish was not answered, and the server may wait for the answer: DO is refused by "
            "WONT, WILL by DONT.",
            refuse_once};
    }
    if (got.size() > coded.expected.size()) {
        return {"a wish was answered more than once.", refuse_once};
    }
    return {"DO is refused by WONT, and WILL by DONT, with the same option.", refuse_once};
}

}  // namespace causes
