// Every sentence of a contract is held: an answer quotes it, a wrong one that breaks it or a right
// one that makes use of what it allows. And every quote stands in the contract.

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "misconceptions/head.hpp"

namespace fs = std::filesystem;

namespace {

// The sentences of the comments `///` and `///<` in `contract`, the way they are quoted: in one
// line. An item of a list is a sentence, too, and so is what stands before a colon or a semicolon.
std::vector<std::string> sentences_of(std::istream& contract) {
    std::vector<std::string> sentences;
    std::string sentence;
    const auto ends = [&] {
        if (!sentence.empty()) sentences.push_back(sentence);
        sentence.clear();
    };
    for (std::string line; std::getline(contract, line);) {
        const std::size_t slashes = line.find("///");
        const std::size_t start =
            slashes == std::string::npos ? slashes : line.find_first_not_of("/< ", slashes);
        const bool is_beside_code = line.find("///<") != std::string::npos;
        const bool begins = start == std::string::npos || line.compare(start, 2, "- ") == 0;
        if (begins || is_beside_code) ends();
        if (start == std::string::npos) continue;
        std::istringstream words(line.substr(start));
        for (std::string word; words >> word;) {
            if (word == "-") continue;
            sentence += (sentence.empty() ? "" : " ") + word;
            if (std::string(".:;").find(word.back()) != std::string::npos) ends();
        }
        if (is_beside_code) ends();
    }
    ends();
    return sentences;
}

std::vector<std::string> quotes_of(const fs::path& answer, bool is_right) {
    std::ifstream in(answer);
    if (is_right) return misconceptions::head_of_right(in).contract;
    std::vector<std::string> quotes;
    for (std::string line; std::getline(in, line) && line.starts_with("//");) {
        const std::string start = "// Contract: ";
        if (line.starts_with(start)) quotes.push_back(line.substr(start.size()));
    }
    return quotes;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a contract is read in sentences") {
    std::istringstream contract(
        "// Not of it.\n/// Gives `x`: all of it,\n/// in order. Throws nothing.\n///\n/// - one;\n"
        "///   two\n/// - three\nint f();  ///< four\n");
    CHECK(sentences_of(contract) == std::vector<std::string>{"Gives `x`:", "all of it, in order.",
                                                             "Throws nothing.", "one;", "two",
                                                             "three", "four"});
}

TEST_CASE("every sentence of a contract is quoted by an answer, and every quote stands in it") {
    for (const fs::directory_entry& exercise : fs::directory_iterator(SOURCE_DIR "/exercises")) {
        std::ifstream contract(exercise.path() / "exercise.hpp");
        if (!contract) continue;
        const std::vector<std::string> sentences = sentences_of(contract);
        CHECK(!sentences.empty());
        std::string whole;
        for (const std::string& sentence : sentences) whole += sentence + ' ';

        const std::string name = exercise.path().filename().string();
        std::vector<std::string> quotes;
        for (const char* folder : {"", "right"}) {
            const fs::path answers = fs::path(SOURCE_DIR "/tests/misconceptions") / name / folder;
            for (const fs::directory_entry& answer : fs::directory_iterator(answers)) {
                if (answer.path().extension() != ".cpp") continue;
                for (const std::string& quote : quotes_of(answer.path(), *folder != 0)) {
                    CHECK_MESSAGE(has(whole, quote),
                                  (name + ": " + answer.path().filename().string() +
                                   " quotes what nobody says: " + quote));
                    quotes.push_back(quote);
                }
            }
        }
        for (const std::string& sentence : sentences) {
            const bool held =
                std::any_of(quotes.begin(), quotes.end(), [&](const std::string& quote) {
                    return has(sentence, quote) || has(quote, sentence);
                });
            CHECK_MESSAGE(held, (name + ": no answer quotes: " + sentence));
        }
    }
}
