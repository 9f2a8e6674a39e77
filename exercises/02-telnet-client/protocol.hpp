#pragma once

// The telnet protocol (part C of exercise 02): what encode_line() and feed() are asked, and what a
// wrong answer means.

#include <string>
#include <string_view>
#include <vector>

#include "exercise.hpp"
#include "harness/questions.hpp"
#include "harness/words.hpp"

namespace protocol {

using namespace std::string_literals;
using harness::Advice;
using harness::show;

/// Bytes that are to be coded.
struct Given {
    std::string bytes;
    std::string expected;
    Advice if_wrong{};
    std::size_t cut = 0;  ///< where the second piece begins; at the end: a byte at a time

    [[nodiscard]] std::vector<std::string> pieces() const {
        if (cut == 0) return {bytes};
        if (cut < bytes.size()) return {bytes.substr(0, cut), bytes.substr(cut)};
        std::vector<std::string> single;
        for (const char c : bytes) single.emplace_back(1, c);
        return single;
    }
    friend std::string to_string(const Given& it) {
        if (it.cut == 0) return show(it.bytes);
        if (it.cut == it.bytes.size()) return show(it.bytes) + ", a byte at a time";
        return show(it.bytes.substr(0, it.cut)) + ", then " + show(it.bytes.substr(it.cut));
    }
};

using Coded = harness::Answered<Given, std::string>;
using Questions = harness::Questions<Given, std::string>;

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

// ---- encode_line ----

inline Advice why_line(const Coded& wrong) {
    const std::string& got = *wrong.answer.value;
    const std::size_t right = harness::same_bytes(got, wrong.question.expected);
    const bool is_doubled = right > 0 && right < got.size() && got[right] == got[right - 1];
    const int byte = is_doubled ? static_cast<unsigned char>(got[right]) : 0;
    return harness::first_sign({
        {!got.ends_with('\n'), "the end of the line is missing: CR LF."},
        {!got.ends_with("\r\n"),
         "a line ends with two bytes on the wire, CR LF; \"\\n\" alone is what a terminal and a "
         "file have."},
        {is_doubled && byte != 255, "byte " + std::to_string(byte) +
                                        " was sent twice. Only 255 begins a command: it alone is "
                                        "doubled, and every other byte stays what it is."},
        {true, wrong.question.if_wrong},
    });
}

inline Questions lines() {
    const char* twice =
        "a byte 255 begins a command of telnet. As data it must be sent twice. (To compare a char "
        "with 255: it may be negative.)";
    return {
        .function = "encode_line",
        .yours = [](const Given& it) { return encode_line(it.bytes); },
        .right = [](const Given& it) { return it.expected; },
        .told =
            {
                {"hello", "hello\r\n"},
                {"", "\r\n"},
                {"\xff", "\xff\xff\r\n", twice},
                {"<\xff\xff>", "<\xff\xff\xff\xff>\r\n", twice},
                {"10%\rready", "10%\r\0ready\r\n"s,
                 "a CR that does not end the line is followed by a zero byte: CR NUL."},
                {"a\0b"s, "a\0b\r\n"s,
                 "it goes wrong exactly at a zero byte. To functions for C strings that is the end "
                 "of the text; here it is a byte like any other."},
                {"\xf0\xfa\xfe", "\xf0\xfa\xfe\r\n"},
            },
        .by_itself = why_line,
    };
}

// ---- feed ----

/// What a new decoder makes of it. `look` is the part that counts: text or reply.
inline Questions feed_gives(std::string Decoded::*look, std::vector<Given> told) {
    const std::string what = look == &Decoded::text ? "the text " : "the reply ";
    std::vector<Given> cuts;
    for (const Given& one : told) {
        for (std::size_t at = 1; at <= one.bytes.size(); ++at) {
            cuts.push_back({one.bytes, one.expected, one.if_wrong, at});
        }
    }
    return {
        .function = "feed",
        .yours =
            [look](const Given& it) {
                TelnetDecoder decoder;
                std::string all;
                for (const std::string& piece : it.pieces()) all += decoder.feed(piece).*look;
                return all;
            },
        .right = [](const Given& it) { return it.expected; },
        .told = std::move(told),
        .untold = std::move(cuts),
        .untold_are = "all of that, cut in every way",
        .value_in_words = [what](const std::string& value) { return what + show(value); },
    };
}

inline const std::string do_24 = "\xff\xfd\x18";
inline const std::string wont_24 = "\xff\xfc\x18";
inline const std::string will_1 = "\xff\xfb\x01";
inline const std::string dont_1 = "\xff\xfe\x01";
inline const std::string subnegotiation = "\xff\xfa\x18hid\xff\xff\xfd\x05\xf0, hid\xff\xf0";

inline Advice why_text(const Coded& wrong) {
    const std::string& got = *wrong.answer.value;
    return harness::first_sign({
        {wrong.question.cut != 0,
         "the same bytes in one piece came out right. recv() may cut a command anywhere, so where "
         "it stands must be kept from one feed() to the next."},
        {has(got, "\xff\xfb") || has(got, "\xff\xfd"),
         "commands are in the text: byte 255 was not recognized. A char may be negative: compare "
         "unsigned char, or with '\\xff'."},
        {true, wrong.question.if_wrong},
    });
}

inline Questions texts() {
    const char* on_the_wire = "What a line is on the wire";
    Questions questions = feed_gives(
        &Decoded::text,
        {
            {"login: ", "login: "},
            {"<" + will_1 + do_24 + ">", "<>",
             "255, WILL, WONT, DO or DONT and an option are three bytes: none of them is text."},
            {"<\xff\xff>", "<\xff>",
             "255 255 is one byte of data, 255: the text has that byte once."},
            {"one\r\ntwo\n",
             "one\ntwo\n",
             {"CR LF is the end of a line, \"\\n\" on the screen, and CR NUL a CR alone.",
              on_the_wire}},
            {"two\r\0three\n"s,
             "two\rthree\n",
             {"CR NUL is a CR alone: \"\\r\" in the text, and not the end of a line.",
              on_the_wire}},
            {"<\xff\xf1>\xff\xf9", "<>",
             "an option follows WILL, WONT, DO and DONT only (251 to 254). Every other command is "
             "255 and one byte, and what comes after it is text again."},
            {"<" + subnegotiation + ">", "<>",
             "a subnegotiation reaches from 255 250 to 255 240, and 255 255 in it is data: nothing "
             "of it is text."},
            {"a\0b"s,
             "a\0b"s,
             {"a zero byte belongs to CR NUL only after a CR. Elsewhere it is text.", on_the_wire}},
        });
    questions.by_itself = why_text;
    return questions;
}

inline Advice why_reply(const Coded& wrong) {
    const auto& [given, expected, if_wrong, cut] = wrong.question;
    const std::string& got = *wrong.answer.value;
    constexpr std::size_t size_of_an_answer = 3;
    return harness::first_sign({
        {cut != 0,
         "the same bytes in one piece were answered right. A wish that is cut is one wish: where "
         "it stands must be kept from one feed() to the next."},
        {expected.empty(), if_wrong},
        {has(got, "\xff\xfb") || has(got, "\xff\xfd"),
         "your code agrees, or asks for something itself. DO is refused by WONT, WILL by DONT."},
        {got.size() % size_of_an_answer != 0,
         "an answer is three bytes: 255, WONT or DONT, and the option that the wish was about."},
        {got.size() < expected.size(),
         "a wish was not answered, and the server may wait for the answer: DO is refused by WONT, "
         "WILL by DONT."},
        {got.size() > expected.size(), "a wish was answered more than once."},
        {true, "DO is refused by WONT, and WILL by DONT, with the same option."},
    });
}

inline Questions replies() {
    Questions questions = feed_gives(
        &Decoded::reply,
        {
            {do_24, wont_24},
            {will_1, dont_1},
            {do_24 + "text" + will_1, wont_24 + dont_1},
            {wont_24 + dont_1, "",
             "a refusal was answered. If both sides answer refusals, they go on for ever: only DO "
             "and WILL have an answer."},
            {subnegotiation, "",
             "what stands in a subnegotiation is data, no wish: it is not answered."},
            {"\xff\xff\xfd\x18", "", "255 255 is a byte of data: no command begins there."},
        });
    questions.by_itself = why_reply;
    return questions;
}

}  // namespace protocol
