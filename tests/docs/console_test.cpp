// Plays the transcripts of one text again, and compares: console_test TEXT.md
//
// A ```console block is what a person sees in a terminal. CONTRIBUTING.md, "Transcripts", is the
// convention in full:
//   $ COMMAND            is typed; the lines after it are what comes out, to the last one
//   ...                  alone on a line: any number of lines
//   62893                stands for a port that is free when the test runs
//   any other port       after an address: a port that the system chose, the same all over the text
//   12 us, 1.5 s, pid=4, started 5 seconds ago     any other time, any other process
// and the comment on the line before a block says what a reader sees from the prose around it:
//   <!-- terminal: server; types: hello, ^C -->   which terminal, where there are several, and
//                                                 which lines, or parts of lines, are typed
//   <!-- port: 62893 -->                          this block means that very number
//   <!-- terminal: server; still runs -->         at the end of the text, the command goes on

#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "free_port.hpp"
#include "markdown.hpp"
#include "process.hpp"

using namespace tests;

namespace {

constexpr int skipped = 77;

struct Mismatch : std::runtime_error {
    using std::runtime_error::runtime_error;
};

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) {
        text.replace(at, from.size(), to);
    }
    return text;
}

// What stands after `name: ` in a comment, up to the next semicolon or the end.
std::string in_comment(const std::string& comment, const std::string& name) {
    const std::size_t start = comment.find(name + ": ");
    if (start == std::string::npos) return "";
    const std::size_t from = start + name.size() + 2;
    const std::size_t end = std::min(comment.find(';', from), comment.find("-->", from));
    return collapsed(comment.substr(from, end - from));
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(collapsed(part));
    return parts;
}

// "^C" is a key, everything else is a line.
std::string keys_of(const std::string& typed) {
    if (typed.size() == 2 && typed[0] == '^') return {static_cast<char>(typed[1] & 0x1f)};
    return typed + "\n";
}

// The ports in the text and the ports of this run: always the same pair.
class Ports {
public:
    bool agree(const std::string& in_text, const std::string& seen) {
        const auto [there, is_new] = seen_.try_emplace(in_text, seen);
        if (!is_new) return there->second == seen;
        for (const auto& [text, number] : seen_) {
            if (text != in_text && number == seen) return false;
        }
        return true;
    }

private:
    std::map<std::string, std::string> seen_;
};

// Whether `seen` is what `expected` says, up to ports, times and processes.
bool matches(const std::string& expected, const std::string& seen, Ports& ports,
             const std::string& home_port) {
    static const std::regex varying(
        "((?:127\\.0\\.0\\.1|\\[::1\\]):)([0-9]{2,5})|[0-9]+(\\.[0-9]+)? (?:us|ms|s)\\b"
        "|pid=[0-9]+|fd=[0-9]+|process [0-9]+|kill [0-9]+"
        "|started (?:just now|[0-9]+ [a-z]+ ago)");
    std::string pattern;
    std::vector<std::string> expected_ports;
    const std::string line = collapsed(expected);
    const auto literally = [](const std::string& text) {
        static const std::regex special(R"([.^$|()\[\]{}*+?\\])");
        return std::regex_replace(text, special, "\\$&");
    };
    std::size_t at = 0;
    for (std::sregex_iterator it(line.begin(), line.end(), varying), end; it != end; ++it) {
        const auto start = static_cast<std::size_t>(it->position());
        pattern += literally(line.substr(at, start - at));
        at = start + static_cast<std::size_t>(it->length());
        const std::string found = it->str();
        if (it->str(2) == home_port) {
            pattern += literally(found);
        } else if ((*it)[2].matched) {
            pattern += literally(it->str(1)) + "([0-9]+)";
            expected_ports.push_back(it->str(2));
        } else if (found.starts_with("started ")) {
            pattern += "started (?:just now|[0-9]+ [a-z]+ ago)";
        } else if (found.find('=') != std::string::npos || found.starts_with("process") ||
                   found.starts_with("kill")) {
            pattern += found.substr(0, found.find_first_of("0123456789")) + "[0-9]+";
        } else {
            pattern += "[0-9]+(?:\\.[0-9]+)? (?:us|ms|s)";
        }
    }
    pattern += literally(line.substr(at));
    std::smatch found;
    const std::string whole = collapsed(seen);
    if (!std::regex_match(whole, found, std::regex(pattern))) return false;
    for (std::size_t i = 0; i < expected_ports.size(); ++i) {
        if (!ports.agree(expected_ports[i], found.str(i + 1))) return false;
    }
    return true;
}

// One terminal: a command at a time, and how far its output was compared.
class Terminal {
public:
    explicit Terminal(std::string folder) : folder_(std::move(folder)) {}

    void run(const std::string& command, const std::string& port) {
        finish();
        const std::string script = "(exit " + std::to_string(status_) + ")\n" + command;
        process_ = std::make_unique<Process>(Command{{"sh", "-c", script},
                                                     {{"LOOPBACK_PORT", port},
                                                      {"LOOPBACK_NO_INSTALL", "1"},
                                                      {"LC_ALL", "C"},
                                                      {"TERM", "dumb"},
                                                      {"NO_COLOR", "1"}},
                                                     folder_,
                                                     Streams::terminal});
        compared_ = 0;
    }

    /// At the end of the text the command may still run: then it is ended.
    void keep_running() { runs_on_ = true; }

    void leave() {
        if (runs_on_) {
            process_.reset();
        } else {
            finish();
        }
    }

    void type(const std::string& keys) { process().write(keys); }

    /// The next line of the output that a text shows; nothing if there is none.
    std::optional<std::string> next_line() {
        for (;;) {
            std::optional<std::string> line = any_line();
            if (!line || !is_slow_build(*line)) return line;
        }
    }

    /// Waits for the beginning of a line that is not complete, such as a prompt.
    bool hear_prompt(const std::string& prompt) { return process().hear(prompt, compared_); }

    /// The command has to end by now, and to have said nothing else.
    void finish() {
        if (!process_) return;
        status_ = process_->wait().status;
        std::string rest;
        while (const auto line = next_line()) rest += *line + '\n';
        process_.reset();
        if (!collapsed(rest).empty()) throw Mismatch("there was more:\n" + rest);
    }

private:
    // What ./sandbox says where a build takes seconds, if only to see that nothing is to be done,
    // or where another one builds: on a busy machine, so no text shows it.
    static bool is_slow_build(const std::string& line) {
        static const std::regex told(
            "(Building .* \\.\\.\\.|Another \\./sandbox is building; waiting for it\\.)\\s*");
        return std::regex_match(line, told);
    }

    std::optional<std::string> any_line() {
        const bool whole = process().hear("\n", compared_);
        const std::string& output = process().output();
        if (!whole && output.size() == compared_) return std::nullopt;
        const std::size_t end = std::min(output.find('\n', compared_), output.size());
        const std::string line = output.substr(compared_, end - compared_);
        compared_ = std::min(end + 1, output.size());
        return line;
    }

    Process& process() {
        if (!process_) throw Mismatch("no command was started in this terminal");
        return *process_;
    }

    std::string folder_;
    std::unique_ptr<Process> process_;
    std::size_t compared_ = 0;
    int status_ = 0;
    bool runs_on_ = false;
};

class Play {
public:
    explicit Play(const std::string& root) : root_(root), free_port_(to_string(free_port())) {}

    void play(const Block& block) {
        std::string name = in_comment(block.comment, "terminal");
        auto& place = terminals_[name];
        if (!place) place = std::make_unique<Terminal>(root_);
        Terminal& terminal = *place;
        const std::string meant = in_comment(block.comment, "port");
        port_ = meant.empty() ? free_port_ : meant;
        std::vector<std::string> typed = split(in_comment(block.comment, "types"));
        bool gap = false;
        line_ = block.line - 1;
        for (std::size_t i = 0; i < block.lines.size(); ++i) {
            ++line_;
            const std::string line = replaced(block.lines[i], "62893", port_);
            if (line.starts_with("$ ")) {
                if (gap) drain(terminal);
                gap = false;
                terminal.run(line.substr(2), port_);
            } else if (line == "...") {
                gap = true;
            } else {
                const bool types = !typed.empty() && line.find(typed.front()) != std::string::npos;
                if (types && gap)
                    throw Mismatch("a gap right before what is typed: when to type it?");
                if (types) press(terminal, line, typed);
                const std::string following = i + 1 < block.lines.size() ? block.lines[i + 1] : "";
                if (expect(terminal, line, replaced(following, "62893", port_), gap)) {
                    ++i;
                    ++line_;
                }
                gap = false;
            }
        }
        if (gap) drain(terminal);
        if (block.comment.find("still runs") != std::string::npos) terminal.keep_running();
        if (!typed.empty()) throw Mismatch("\"" + typed.front() + "\" was never typed");
    }

    void end() {
        for (auto& [name, terminal] : terminals_) terminal->leave();
    }
    [[nodiscard]] int line() const { return line_; }

private:
    static void press(Terminal& terminal, const std::string& line,
                      std::vector<std::string>& typed) {
        const std::string keys = typed.front();
        typed.erase(typed.begin());
        const std::string prompt = line.substr(0, line.find(keys));
        if (!prompt.empty() && !terminal.hear_prompt(prompt)) {
            throw Mismatch("no prompt \"" + prompt + "\" came");
        }
        terminal.type(keys_of(keys));
    }

    // Compares the next line of the output with `expected`, or a later one if there is a gap. A
    // program may break its lines elsewhere when a number in them is longer or shorter: then two
    // lines of one side are one line of the other. Returns whether `following` was used up too.
    bool expect(Terminal& terminal, const std::string& expected, const std::string& following,
                bool gap) {
        std::string passed_over;
        for (;;) {
            const auto seen = terminal.next_line();
            if (!seen) {
                throw Mismatch("expected: " + expected + "\nseen:     nothing more" + passed_over);
            }
            if (matches(expected, *seen, ports_, port_)) return false;
            if (gap) {
                passed_over += "\npassed:   " + *seen;
                continue;
            }
            if (matches(expected + ' ' + following, *seen, ports_, port_)) return true;
            const auto rest = expected.starts_with("  ") ? terminal.next_line() : std::nullopt;
            if (rest && matches(expected, *seen + ' ' + *rest, ports_, port_)) return false;
            throw Mismatch("expected: " + expected + "\nseen:     " + *seen);
        }
    }

    static void drain(Terminal& terminal) {
        while (terminal.next_line()) {
        }
    }

    std::string root_;
    std::string free_port_;  // what 62893 stands for
    std::string port_;       // and in this block
    Ports ports_;
    std::map<std::string, std::unique_ptr<Terminal>> terminals_;
    int line_ = 0;
};

// The first program of `block` that this machine does not have; empty if it has all.
std::string missing_program(const Block& block) {
    for (const std::string& line : block.lines) {
        if (!line.starts_with("$ ")) continue;
        for (const std::string& name :
             found_in(line, std::regex("(?:^\\$|\\||;|&&) +(?:[A-Z_]+=[^ ]* +)*([a-z0-9_.+-]+)"))) {
            if (!name.starts_with(".") && !has_program(name)) return name;
        }
    }
    return "";
}

// What ./sandbox has to build is built before: a transcript shows how it is the second time.
void warm_up(const std::string& root, const std::vector<Block>& blocks) {
    std::set<std::string> lessons;
    for (const Block& block : blocks) {
        for (const std::string& line : block.lines) {
            if (line.starts_with("$ ./sandbox")) lessons.insert("1");  // the tour's
            for (const std::string& number :
                 found_in(line, std::regex("^\\$ \\./sandbox run ([0-9]+)"))) {
                lessons.insert(number);
            }
        }
    }
    for (const std::string& number : lessons) {
        Process sandbox({{"sh", "-c", "./sandbox run \"$0\" --help", number},
                         {{"LOOPBACK_NO_INSTALL", "1"}},
                         root});
        (void)sandbox.wait(patience() * 10);
    }
}

}  // namespace

namespace {

// The exit status: 0 as the text says, 1 otherwise, 77 if a program is missing.
int play_again(const std::string& root, const std::string& path) {
    const Text text = read_text(root, path);
    std::vector<Block> blocks;
    for (const Block& block : text.blocks) {
        if (block.language == "console") blocks.push_back(block);
    }
    if (blocks.empty()) {
        std::cout << path << " has no transcript\n";
        return 1;
    }
    for (const Block& block : blocks) {
        if (const std::string name = missing_program(block); !name.empty()) {
            std::cout << "SKIPPED: " << name << " is not installed here\n";
            return skipped;
        }
    }
    warm_up(root, blocks);
    Play play(root);
    try {
        for (const Block& block : blocks) play.play(block);
        play.end();
    } catch (const std::exception& failure) {
        std::cout << path << ":" << play.line() << "\n" << failure.what() << '\n';
        return 1;
    }
    std::cout << path << ": transcripts played again: " << blocks.size() << '\n';
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    try {
        return play_again(folder_from("LOOPBACK_ROOT"), argv[1]);
    } catch (const std::exception& failure) {
        std::cout << failure.what() << '\n';
        return 1;
    }
}
