#pragma once

// The telnet protocol (part C of exercise 02): what encode_line() and feed() are asked, and what a
// wrong answer means. Each question is about one rule, so that the first wrong answer tells which
// one it is.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exercise.hpp"
#include "harness/cut_text.hpp"
#include "harness/questions.hpp"
#include "harness/words.hpp"

namespace protocol {

using namespace std::string_literals;
using harness::Advice;
using harness::CutText;
using harness::show;
using Texts = std::vector<std::string>;

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

inline const char* const kept_from_before =
    "what an earlier call gave is still there. A static (or global) variable keeps what it has "
    "from "
    "one call to the next: let each call begin with an empty result of its own.";
inline const char* const read_past =
    "your code reads on behind the end of the text. A std::string_view knows its size, and no zero "
    "byte follows it: its data() alone is no C string.";
/// Whether an answer goes wrong by what stands behind the text; no question has such a byte.
inline bool goes_on_behind(std::string_view got, std::string_view expected) {
    const std::size_t right = harness::same_bytes(got, expected);
    return right < got.size() && got[right] == CutText::beyond.front();
}

/// The last two answers of yours.
struct Earlier {
    std::string latest{}, before{};

    void comes(std::string answer) { before = std::exchange(latest, std::move(answer)); }
    [[nodiscard]] bool is_still_there(std::string_view expected) const {
        return !before.empty() && latest == before + std::string(expected);
    }
};

// ---- encode_line ----

struct Line {
    std::string text;
    Advice if_wrong{};

    friend std::string to_string(const Line& it) { return show(it.text); }
};

inline std::string encoded(const Line& line) {
    std::string bytes;
    for (const char c : line.text) {
        bytes += c;
        if (c == '\xff') bytes += c;
        if (c == '\r') bytes += '\0';
    }
    return bytes + "\r\n";
}

using CodedLine = harness::Answered<Line, std::string>;

inline Advice why_line(const CodedLine& wrong, const Earlier& earlier) {
    const std::string& got = *wrong.answer.value;
    const std::string& line = wrong.question.text;
    const std::string expected = encoded(wrong.question);
    const std::size_t right = harness::same_bytes(got, expected);
    const bool is_doubled = right > 0 && right < got.size() && got[right] == got[right - 1];
    const int doubled = is_doubled ? static_cast<unsigned char>(got[right]) : 0;
    return harness::first_sign({
        {earlier.is_still_there(expected), kept_from_before},
        {CutText::is_read_past(got) || goes_on_behind(got, expected), read_past},
        {got.size() > expected.size() && got.starts_with(expected),
         "CR LF is the end: nothing comes after it, and no terminating zero either."},
        {line.find('\0') != line.npos && got == encoded({line.substr(0, line.find('\0'))}),
         "it goes wrong exactly at a zero byte. To functions for C strings that is the end of the "
         "text; "
         "here it is a byte like any other."},
        {got.ends_with("\r\0\n"s) || got.ends_with("\r\0\r\0\n"s),
         "the CR LF at the end is no CR inside the line: no zero byte follows it."},
        {!got.ends_with('\n'), "the end of the line is missing: CR LF."},
        {!got.ends_with("\r\n"),
         "a line ends with two bytes on the wire, CR LF; \"\\n\" alone is what a terminal and a "
         "file have."},
        {is_doubled && doubled != 255,
         "byte " + std::to_string(doubled) +
             " was sent twice. Only 255 begins a command: it alone is "
             "doubled, and every other byte stays what it is."},
        {true, wrong.question.if_wrong},
    });
}

inline harness::Questions<Line, std::string> lines() {
    const char* twice =
        "a byte 255 begins a command of telnet. As data it must be sent twice. (To compare a char "
        "with 255: it may be negative.)";
    const char* each =
        "each byte 255 is sent twice, the first one and all others, wherever they stand.";
    const char* cr_nul = "a CR that does not end the line is followed by a zero byte: CR NUL.";
    const char* each_cr =
        "each CR inside the line is followed by a zero byte, whatever comes after it: the next CR, "
        "a "
        "byte 255, LF, or the end of the line.";
    const char* stays = "every byte but 255 and CR stays what it is, and nothing is added to it.";
    const auto earlier = std::make_shared<Earlier>();
    std::vector<Line> every_byte;
    for (int one = 0; one < 256; ++one) {
        for (const int other : {int{'a'}, 0, 10, 13, 255}) {
            every_byte.push_back({{'<', static_cast<char>(one), static_cast<char>(other)}, stays});
        }
    }
    every_byte.push_back({std::string(5000, 'x') + "\xff\r" + std::string(5000, 'y'),
                          "a line may be of any length."});
    every_byte.push_back(
        {"short", "a long line came before this one: what it left is still there."});
    return {
        .function = "encode_line",
        .yours =
            [earlier](const Line& it) {
                std::string got = encode_line(CutText{it.text});
                earlier->comes(got);
                return got;
            },
        .right = encoded,
        .told =
            {
                {"hello"},
                {"hi"},
                {"", "an empty line is a line, too: its end, CR LF."},
                {"\xff", twice},
                {"<\xff\xff>\xff", each},
                {"10%\rready", cr_nul},
                {"a\r\rb\r", each_cr},
                {"\r\xff", each_cr},
                {"a\0b"s, stays},
                {"\xf0\xfa\xfe", stays},
                {" \t a\nb ", "what stands in the line is sent as it is, blanks and LF too."},
                {"caf\xc3\xa9\x80", stays},
            },
        .by_itself = [earlier](const CodedLine& wrong) { return why_line(wrong, *earlier); },
        .untold = std::move(every_byte),
        .untold_are = "every byte, and of long lines",
    };
}

// ---- feed ----

/// How the pieces of a stream are fed to a decoder.
enum class Way { alone, with_nothing_between, beside_another_one, copied };

/// A stream of bytes, in pieces.
struct Given {
    Texts pieces;
    Advice if_wrong{};
    bool each_piece = false;  ///< what each one gives counts, not only what all of them do
    Way way = Way::alone;

    Given(std::string bytes, Advice why = {})
        : pieces{std::move(bytes)}, if_wrong(std::move(why)) {}

    [[nodiscard]] std::string bytes() const {
        std::string all;
        for (const std::string& piece : pieces) all += piece;
        return all;
    }
    [[nodiscard]] Given as(Texts cut, Way how) const {
        Given other = *this;
        other.pieces = std::move(cut);
        other.way = how;
        return other;
    }
    friend std::string to_string(const Given& it) {
        std::string words = show(it.pieces.front());
        if (it.pieces.size() > 4) {
            words = show(it.bytes()) + ", a byte at a time";
        } else {
            for (std::size_t i = 1; i < it.pieces.size(); ++i) {
                words += ", then " + show(it.pieces[i]);
            }
        }
        switch (it.way) {
            case Way::alone: break;
            case Way::with_nothing_between: words += ", and empty pieces between"; break;
            case Way::beside_another_one: words += ", and another decoder in between"; break;
            case Way::copied: words += ", by a copy each time"; break;
        }
        return words;
    }
};

/// How long the first thing in `bytes` is, a byte of text, an end of line or a command; 0 if it is
/// not complete.
inline std::size_t length_of_first(std::string_view bytes) {
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    if (at(0) == '\r') {
        if (bytes.size() == 1) return 0;
        return at(1) == '\n' || at(1) == '\0' ? 2 : 1;
    }
    if (at(0) != 255) return 1;
    if (bytes.size() == 1) return 0;
    if (at(1) >= 251 && at(1) <= 254) return bytes.size() < 3 ? 0 : 3;
    if (at(1) != 250) return 2;
    for (std::size_t i = 2; i + 1 < bytes.size(); ++i) {
        if (at(i) != 255) continue;
        if (at(++i) == 240) return i + 1;
    }
    return 0;
}

inline Decoded decoded(std::string_view bytes) {
    Decoded all;
    while (!bytes.empty()) {
        const std::size_t size = length_of_first(bytes);
        if (size == 0) break;
        const std::string_view one = bytes.substr(0, size);
        bytes.remove_prefix(size);
        if (one == "\r\n")
            all.text += '\n';
        else if (one == "\xff\xff" || one == "\r\0"s)
            all.text += one[0];
        else if (size == 1)
            all.text += one;
        else if (one[1] == '\xfd')
            all.reply += {'\xff', '\xfc', one[2]};
        else if (one[1] == '\xfb')
            all.reply += {'\xff', '\xfe', one[2]};
    }
    return all;
}

using Coded = harness::Answered<Given, Texts>;
using Questions = harness::Questions<Given, Texts>;
using Look = std::string Decoded::*;

inline std::string joined(const Texts& texts) {
    std::string all;
    for (const std::string& one : texts) all += one;
    return all;
}

/// What your decoder makes of it.
inline Texts fed(const Given& it, Look look) {
    auto decoder = std::make_unique<TelnetDecoder>();
    TelnetDecoder other;
    const Texts unfinished{"\xff\xfa\x18", "\xff\xf0\xff", "\xfb", "\x01\r", "\n\xff\xfd"};
    std::size_t step = 0;
    Texts gave;
    for (const std::string& piece : it.pieces) {
        if (it.way == Way::beside_another_one) {
            (void)other.feed(unfinished[step++ % unfinished.size()]);
        }
        if (it.way == Way::copied) decoder = std::make_unique<TelnetDecoder>(*decoder);
        std::string one = decoder->feed(CutText{piece}).*look;
        if (it.way == Way::with_nothing_between) one += decoder->feed(CutText{""}).*look;
        gave.push_back(std::move(one));
    }
    return gave;
}

inline Texts right_for(const Given& it, Look look) {
    if (!it.each_piece) return {decoded(it.bytes()).*look};
    Texts gave;
    std::string so_far;
    for (const std::string& piece : it.pieces) {
        const std::size_t before = (decoded(so_far).*look).size();
        so_far += piece;
        gave.push_back((decoded(so_far).*look).substr(before));
    }
    return gave;
}

inline Given in_pieces(Texts pieces, const char* why) {
    Given it{"", why};
    it.pieces = std::move(pieces);
    it.each_piece = true;
    return it;
}
inline Given beside(std::string bytes) {
    return Given{""}.as({std::move(bytes)}, Way::beside_another_one);
}

/// The same bytes, cut in every way, and in each way of feeding them.
inline std::vector<Given> cut_in_every_way(const std::vector<Given>& told) {
    constexpr std::size_t long_one = 1000;  // which some decoders look at again and again
    std::vector<Given> cuts;
    for (const Way way :
         {Way::alone, Way::with_nothing_between, Way::beside_another_one, Way::copied}) {
        for (const Given& one : told) {
            if (one.pieces.size() > 1 || one.way != Way::alone) continue;
            const std::string& bytes = one.pieces.front();
            for (std::size_t at = 1; at < (bytes.size() < long_one ? bytes.size() : 5); ++at) {
                cuts.push_back(one.as({bytes.substr(0, at), bytes.substr(at)}, way));
            }
            Texts single;
            for (const char c : bytes) single.emplace_back(1, c);
            if (single.size() > 2 && single.size() < long_one)
                cuts.push_back(one.as(std::move(single), way));
        }
    }
    return cuts;
}

inline Questions feed_gives(Look look, std::vector<Given> told,
                            Advice (*why)(const Coded&, const Earlier&)) {
    const std::string what = look == &Decoded::text ? "the text " : "the reply ";
    std::vector<Given> cuts = cut_in_every_way(told);
    const auto earlier = std::make_shared<Earlier>();
    return {
        .function = "feed",
        .yours =
            [look, earlier](const Given& it) {
                Texts gave = fed(it, look);
                earlier->comes(joined(gave));
                return gave;
            },
        .right = [look](const Given& it) { return right_for(it, look); },
        .told = std::move(told),
        .by_itself = [earlier, why](const Coded& wrong) { return why(wrong, *earlier); },
        .untold = std::move(cuts),
        .untold_are = "all of that, cut in every way",
        .same =
            [](const Texts& one, const Texts& other) {
                return one.size() == other.size() ? one == other : joined(one) == joined(other);
            },
        .value_in_words =
            [what](const Texts& value) {
                if (value.size() > 4) return what + show(joined(value));
                std::string words = what;
                for (const std::string& one : value) {
                    words += (&one == value.data() ? "" : ", then ") + show(one);
                }
                return words;
            },
    };
}

/// What the way says in which the decoder was fed: the same bytes came out right otherwise.
inline Advice why_this_way(const Coded& wrong, const std::string& alone) {
    switch (wrong.question.way) {
        case Way::with_nothing_between:
            return "the same pieces came out right when no empty one was between them: an empty "
                   "piece "
                   "changes nothing.";
        case Way::beside_another_one:
            return "the same bytes came out right when no other decoder was at work. What a "
                   "decoder "
                   "remembers belongs into its own members (state, verb, kept): all decoders share "
                   "a "
                   "static or global variable.";
        case Way::copied:
            return "the same pieces came out right when one decoder took them all. What it "
                   "remembers "
                   "belongs into its own members (state, verb, kept), which a copy gets.";
        case Way::alone: break;
    }
    if (wrong.question.pieces.size() == 1 || wrong.question.each_piece) return {};
    const Texts& got = *wrong.answer.value;
    for (std::size_t i = 1; i < got.size(); ++i) {
        if (!got[i - 1].empty() && got[i].starts_with(got[i - 1])) return kept_from_before;
    }
    return alone;
}

inline const std::string do_24 = "\xff\xfd\x18";
inline const std::string wont_24 = "\xff\xfc\x18";
inline const std::string will_1 = "\xff\xfb\x01";
inline const std::string dont_1 = "\xff\xfe\x01";
inline const std::string subnegotiation = "\xff\xfa\x18hid\xff\xff\xfd\x05\xf0, hid\xff\xf0";

inline Advice why_text(const Coded& wrong, const Earlier& earlier) {
    const std::string got = joined(*wrong.answer.value);
    const std::string expected = joined(right_for(wrong.question, &Decoded::text));
    const bool is_plain =
        !has(wrong.question.bytes(), "\xff\xff") && !has(wrong.question.bytes(), "\r");
    return harness::first_of(
        {harness::first_sign({{earlier.is_still_there(expected), kept_from_before},
                              {goes_on_behind(got, expected), read_past}}),
         why_this_way(wrong,
                      "the same bytes in one piece came out right. recv() may cut a command "
                      "anywhere, so where it stands must be kept from one feed() to the next."),
         harness::first_sign({{is_plain && (has(got, "\xff\xfb") || has(got, "\xff\xfd")),
                               "commands are in the text: byte 255 was not recognized. A char may "
                               "be negative: compare "
                               "unsigned char, or with '\\xff'."},
                              {true, wrong.question.if_wrong}})});
}

inline Questions texts() {
    const char* on_the_wire = "What a line is on the wire";
    const Advice each_cr{
        "a CR is followed by LF (the end of a line), by NUL (a CR alone), or by anything else: "
        "then "
        "it is itself, and what follows is taken as if no CR were there, be it the next CR.",
        on_the_wire};
    const char* one_byte =
        "an option follows WILL, WONT, DO and DONT only (251 to 254). Every other command is 255 "
        "and "
        "one byte, whatever that is, and what comes after it is text again.";
    const char* any_option =
        "an option is one byte, whatever its value: 255, 250 or CR mean nothing else there.";
    const char* all_hidden =
        "a subnegotiation reaches from 255 250 to 255 240, and 255 255 in it is data: nothing of "
        "it is "
        "text.";
    const char* complete = "what is complete is given at once: what is not may come much later.";
    const char* unfinished =
        "what is not complete is not shown yet: what it is, the next byte says.";
    std::string every_byte;
    for (int value = 0; value < 255; ++value) {
        if (value != '\r') every_byte += static_cast<char>(value);
    }
    Questions questions = feed_gives(
        &Decoded::text,
        {
            {"login: ", "what is no command is for the screen: it belongs into `text`, as it is."},
            beside("login: "),
            {"<" + will_1 + do_24 + wont_24 + dont_1 + ">",
             "255, WILL, WONT, DO or DONT and an option are three bytes: none of them is text."},
            {"<\xff\xff>", "255 255 is one byte of data, 255: the text has that byte once."},
            {"one\r\ntwo\n",
             {"CR LF is the end of a line, \"\\n\" on the screen, and CR NUL a CR alone. LF "
              "without "
              "a CR is itself.",
              on_the_wire}},
            {"two\r\0three\n"s,
             {"CR NUL is a CR alone: \"\\r\" in the text, and not the end of a line.",
              on_the_wire}},
            {"a\0b"s,
             {"a zero byte belongs to CR NUL only after a CR. Elsewhere it is text.", on_the_wire}},
            {"50%\r60%", each_cr},
            {"1\r\r\n2\r\r\0"s, each_cr},
            {"3\r" + do_24 + "4", each_cr},
            {"5\r\xff\xff", each_cr},
            {"\xf0\xfa\xfb\xfd\xfe, caf\xc3\xa9",
             "a byte from 128 to 254 is text like any other, unless a 255 is before it."},
            {every_byte, "every byte but 255 and CR is itself."},
            {"<\xff\xf1>\xff\xf9", one_byte},
            {"<\xff\xf0>\xff"
             "A>\xff\n>",
             one_byte},
            {"<\xff\xff\xf1\xff\xff" + do_24 + ">",
             "255 255 is complete, a byte of data: what follows it begins anew."},
            {"<\xff\xfd\xff>\xff\xfb\xfa>\xff\xfe\r\n", any_option},
            {"<" + subnegotiation + ">", all_hidden},
            {"<\xff\xfa\x18\xff\xff\xf0, hid\xff\xff\xff\xf0>",
             "in a subnegotiation 255 255 is one byte of data: the 240 after it ends nothing, and "
             "the "
             "255 240 after it does."},
            {"<\xff\xfa\x18\xff\xf1, hid\xff\xf0>",
             "no command but 255 240 ends a subnegotiation: whatever else begins with 255 in it is "
             "a part of it."},
            {"<\xff\xfa" + every_byte + "\r\n\xff\xf0>", all_hidden},
            {"<" + subnegotiation + "\r\n" + subnegotiation + ">", all_hidden},
            {"<\xff\xfa\x18" + std::string(5000, 'x') + "\xff\xf0>" + std::string(5000, 'y'),
             "a subnegotiation, and a piece, may be of any length."},
            {"a\r", unfinished},
            {"b\xff", unfinished},
            {"c\xff\xfb", unfinished},
            {"d\xff\xfa\x18hid", unfinished},
            {"login: \xff\xfb\x01word: \xff\xfa\x18", unfinished},
        },
        why_text);
    for (int command = 0; command < 250; ++command) {
        questions.untold.push_back({"\xff"s + static_cast<char>(command) + ">\n", one_byte});
    }
    questions.untold.push_back(
        in_pieces({"login: \xff", "\xfb\x01word: \xff\xfa", "\x18"}, complete));
    return questions;
}

inline Advice why_reply(const Coded& wrong, const Earlier& earlier) {
    const Given& given = wrong.question;
    const std::string got = joined(*wrong.answer.value);
    const std::string expected = joined(right_for(given, &Decoded::reply));
    constexpr std::size_t size_of_an_answer = 3;
    bool agrees = false;
    for (std::size_t at = 1; at < got.size(); at += size_of_an_answer) {
        agrees = agrees || got[at] == '\xfb' || got[at] == '\xfd';
    }
    const bool is_cut_short = expected.starts_with(got) || expected.ends_with(got);
    return harness::first_of(
        {harness::first_sign({{earlier.is_still_there(expected), kept_from_before}}),
         why_this_way(wrong,
                      "the same bytes in one piece were answered right. A wish that is cut is one "
                      "wish: where it stands must be kept from one feed() to the next."),
         harness::first_sign({
             {given.if_wrong.cause.empty() && agrees,
              "your code agrees, or asks for something itself. DO is refused by WONT, WILL by "
              "DONT."},
             {!given.if_wrong.cause.empty(), given.if_wrong},
             {got.size() % size_of_an_answer != 0,
              "an answer is three bytes: 255, WONT or DONT, and the option that the wish was "
              "about."},
             {got.size() < expected.size() && is_cut_short,
              "a wish was not answered, and the server may wait for the answer: DO is refused by "
              "WONT, "
              "WILL by DONT."},
             {got.size() > expected.size(), "a wish was answered more than once."},
             {true, "DO is refused by WONT, and WILL by DONT, with the same option."},
         })});
}

inline Questions replies() {
    const char* is_data = "255 255 is a byte of data: no command begins there.";
    const char* any_option =
        "an option is one byte, whatever its value: it is sent back as it came, once.";
    const char* unfinished =
        "what is not complete is not answered yet: the option is still to come.";
    Questions questions = feed_gives(
        &Decoded::reply,
        {
            {do_24},
            beside(do_24),
            {will_1},
            {do_24 + "text" + will_1},
            {wont_24 + dont_1,
             "a refusal was answered. If both sides answer refusals, they go on for ever: only DO "
             "and "
             "WILL have an answer."},
            {subnegotiation,
             "what stands in a subnegotiation is data, no wish: it is not answered."},
            {"\xff\xff\xfd\x18", is_data},
            {"\xfd\x18\xfb\x01", "no 255 is before these bytes: they are text, and no wish."},
            {do_24 + do_24 + will_1 + do_24,
             "each wish has an answer of its own, also one that came before: the server may wait "
             "for "
             "it."},
            {wont_24 + do_24, "each wish is answered, whatever came before it."},
            {"\xff\xfd\0\xff\xfb\xff\xff\xfd\r\xff\xfb\xfa\xff\xfd\xfb"s, any_option},
            {"\xff\xf6\xff\xf1\xff\xf9\xff\xf0",
             "only DO and WILL have an answer: no other command is a wish."},
            {"3\r" + do_24 + "\r\n", "a CR before a command changes nothing: the wish is refused."},
            {"\xff\xfa\x18\xff\xff\xf0\xff\xfd\x05\xff\xf0" + will_1,
             "in a subnegotiation 255 255 is one byte of data, and a 240 after it ends nothing: "
             "what "
             "stands there is no wish. After 255 240, wishes are answered again."},
            {"\xff\xfd", unfinished},
            {"\xff\xfb", unfinished},
        },
        why_reply);
    questions.untold.push_back(in_pieces({do_24 + "text\xff", "\xfb", "\x01" + will_1},
                                         "a wish is answered as soon as it is complete."));
    for (int option = 0; option < 256; ++option) {
        const char it = static_cast<char>(option);
        questions.untold.push_back({{"\xff\xfd"s + it + "\xff\xfb" + it}, any_option});
    }
    return questions;
}

}  // namespace protocol
