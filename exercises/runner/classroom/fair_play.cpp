#include "classroom/fair_play.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "classroom/messages.hpp"
#include "words/text.hpp"

namespace runner {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool in_name(char c) {
    return is_digit(c) || c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           static_cast<unsigned char>(c) >= 0x80;
}

enum class Kind { name, number, text, sign };

struct Token {
    Kind kind;
    std::string_view text;
    std::size_t line;
    bool first_in_line;
};

/// The source in which no line is continued by a backslash, so that no token is in two pieces.
/// `lines` says for each of its lines which line of the file it began on.
std::string joined(std::string_view source, std::vector<std::size_t>& lines) {
    std::string result;
    std::size_t line = 1;
    lines.push_back(line);
    for (std::size_t i = 0; i < source.size(); ++i) {
        if (source[i] == '\\') {
            // GCC lets blanks stand between the backslash and the end of the line.
            const std::size_t end =
                std::min(source.find_first_not_of(" \t\r", i + 1), source.size());
            if (end < source.size() && source[end] == '\n') {
                i = end;
                ++line;
                continue;
            }
        }
        result += source[i];
        if (source[i] == '\n') lines.push_back(++line);
    }
    return result;
}

/// Cuts a source text into tokens, as far as the rules here need it.
class Lexer {
public:
    explicit Lexer(std::string_view text, const std::vector<std::size_t>& lines)
        : text_(text), lines_(lines) {}

    std::vector<Token> all() {
        while (at_ < text_.size()) take();
        return std::move(tokens_);
    }

private:
    [[nodiscard]] bool here(std::string_view words) const {
        return text_.substr(at_, words.size()) == words;
    }

    void skip_to(std::size_t end) {
        end = std::min(end, text_.size());
        for (; at_ < end; ++at_) {
            if (text_[at_] != '\n') continue;
            ++line_;
            fresh_ = true;
        }
    }

    void add(Kind kind, std::size_t end) {
        end = std::min(end, text_.size());
        tokens_.push_back({kind, text_.substr(at_, end - at_), lines_[line_], fresh_});
        fresh_ = false;
        skip_to(end);
        fresh_ = fresh_ && kind != Kind::text;
    }

    [[nodiscard]] std::size_t after(std::string_view words, std::size_t from) const {
        const std::size_t found = text_.find(words, from);
        return found == std::string_view::npos ? text_.size() : found + words.size();
    }

    [[nodiscard]] std::size_t end_of_quoted(std::size_t from, char mark) const {
        for (std::size_t i = from; i < text_.size() && text_[i] != '\n'; ++i) {
            if (text_[i] == '\\')
                ++i;
            else if (text_[i] == mark)
                return i + 1;
        }
        return std::min(text_.find('\n', from), text_.size());
    }

    void take_name() {
        std::size_t end = at_;
        while (end < text_.size() && in_name(text_[end])) ++end;
        const std::string_view name = text_.substr(at_, end - at_);
        const bool raw =
            end < text_.size() && text_[end] == '"' &&
            (name == "R" || name == "u8R" || name == "uR" || name == "UR" || name == "LR");
        if (!raw) return add(Kind::name, end);
        const std::size_t open = std::min(text_.find('(', end), text_.size());
        const std::string close = ")" + std::string(text_.substr(end + 1, open - end - 1)) + "\"";
        add(Kind::text, after(close, open));
    }

    void take() {
        const char c = text_[at_];
        if (c == '\n' || c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f')
            return skip_to(at_ + 1);
        if (here("//")) return skip_to(text_.find('\n', at_));
        if (here("/*")) return skip_to(after("*/", at_ + 2));
        if (is_digit(c)) {
            std::size_t end = at_;  // 1'000'000 is one number, no character
            while (end < text_.size() &&
                   (in_name(text_[end]) || text_[end] == '.' ||
                    (text_[end] == '\'' && end + 1 < text_.size() && in_name(text_[end + 1]))))
                ++end;
            return add(Kind::number, end);
        }
        if (in_name(c)) return take_name();
        if (c == '"' || c == '\'') return add(Kind::text, end_of_quoted(at_ + 1, c));
        for (std::string_view sign : {"%:%:", "##", "%:"})
            if (here(sign)) return add(Kind::sign, at_ + sign.size());
        add(Kind::sign, at_ + 1);
    }

    std::string_view text_;
    const std::vector<std::size_t>& lines_;
    std::size_t at_ = 0;
    std::size_t line_ = 0;
    bool fresh_ = true;
    std::vector<Token> tokens_;
};

/// Reserved names that tell of the compiler or the system, and change nothing.
bool is_harmless(std::string_view name) {
    static constexpr std::array<std::string_view, 19> names{
        "__FILE__",    "__LINE__",   "__func__",     "__cplusplus",    "__has_include",
        "__VA_ARGS__", "__VA_OPT__", "__FUNCTION__", "__DATE__",       "__TIME__",
        "_WIN32",      "__linux__",  "__APPLE__",    "__GNUC__",       "__clang__",
        "_MSC_VER",    "__unix__",   "__MINGW32__",  "__STDC_HOSTED__"};
    return std::find(names.begin(), names.end(), name) != names.end() || name.starts_with("__cpp_");
}

bool is_reserved(std::string_view name) {
    const bool capital = name.size() > 1 && name[0] == '_' && name[1] >= 'A' && name[1] <= 'Z';
    return capital || name.find("__") != std::string_view::npos;
}

bool is_the_judges(std::string_view name) {
    static constexpr std::array<std::string_view, 9> names{
        "asm",       "harness",  "doctest",   "detail",           "install",
        "installed", "Observer", "TEST_CASE", "REGISTER_REPORTER"};
    return std::find(names.begin(), names.end(), name) != names.end() ||
           name.starts_with("DOCTEST_") || name.starts_with("LOOPBACK_CHECK");
}

/// C functions with which a program reaches beyond its own network calls: other handles, files,
/// memory, processes.
bool is_out_of_bounds(std::string_view name) {
    static constexpr std::string_view exact[] = {"write",
                                                 "pwrite",
                                                 "pwrite64",
                                                 "writev",
                                                 "pwritev",
                                                 "pwritev64",
                                                 "sendfile",
                                                 "sendfile64",
                                                 "splice",
                                                 "tee",
                                                 "vmsplice",
                                                 "copy_file_range",
                                                 "dup",
                                                 "dup2",
                                                 "dup3",
                                                 "syscall",
                                                 "ptrace",
                                                 "process_vm_readv",
                                                 "process_vm_writev",
                                                 "dlopen",
                                                 "dlmopen",
                                                 "dlsym",
                                                 "dlvsym",
                                                 "dladdr",
                                                 "dl_iterate_phdr",
                                                 "fork",
                                                 "vfork",
                                                 "clone",
                                                 "__clone",
                                                 "unshare",
                                                 "setns",
                                                 "system",
                                                 "popen",
                                                 "mmap",
                                                 "mmap64",
                                                 "mremap",
                                                 "mprotect",
                                                 "pkey_mprotect",
                                                 "memfd_create",
                                                 "shm_open",
                                                 "open",
                                                 "open64",
                                                 "openat",
                                                 "openat64",
                                                 "creat",
                                                 "creat64",
                                                 "fopen",
                                                 "fopen64",
                                                 "freopen",
                                                 "freopen64",
                                                 "fdopen",
                                                 "opendir",
                                                 "fdopendir",
                                                 "prctl",
                                                 "arch_prctl",
                                                 "io_uring_setup",
                                                 "makecontext",
                                                 "setcontext",
                                                 "sigaction",
                                                 "signal",
                                                 "bsd_signal",
                                                 "aio_write",
                                                 "aio_write64",
                                                 "lio_listio",
                                                 "lio_listio64",
                                                 "on_exit",
                                                 "vdprintf",
                                                 "dprintf",
                                                 "__dprintf_chk",
                                                 "__vdprintf_chk",
                                                 "__open_2",
                                                 "__open64_2"};
    if (std::find(std::begin(exact), std::end(exact), name) != std::end(exact)) return true;
    for (std::string_view start : {"exec", "fexecve", "posix_spawn"})
        if (name.starts_with(start)) return true;
    return false;
}

/// How a source text names what has this symbol; empty when that is nothing to refuse.
std::vector<std::string_view> names_of(std::string_view symbol) {
    if (is_out_of_bounds(symbol)) return {symbol};
    if (!symbol.starts_with("_Z")) return {};
    if (symbol.find("St10filesystem") != std::string_view::npos) return {"filesystem"};
    for (std::string_view part :
         {"basic_filebuf", "basic_ofstream", "basic_ifstream", "basic_fstream", "__basic_file"})
        if (symbol.find(part) != std::string_view::npos)
            return {"fstream",       "ofstream",      "ifstream",       "filebuf",
                    "wfstream",      "wofstream",     "wifstream",      "wfilebuf",
                    "basic_filebuf", "basic_fstream", "basic_ofstream", "basic_ifstream"};
    return {};
}

bool has_prefix(std::string_view name, std::string_view space) {
    for (std::string_view start : {"_ZN", "_ZNK", "_ZTVN", "_ZTIN", "_ZTSN", "_ZGVN", "_ZZN"})
        if (name.starts_with(std::string(start) + std::string(space))) return true;
    return false;
}

/// A definition of something that the judge, the library or the language has already.
bool stands_in(std::string_view name, char type) {
    const bool weak = type == 'W' || type == 'V' || type == 'u';
    // Clang's own, in every file where something noexcept calls what may throw.
    if (weak && name == "__clang_call_terminate") return false;
    // A function of C, declared by a header of the system. A global variable has such a name too.
    if (!name.starts_with("_Z")) return type == 'T' || type == 'W' || type == 'i';
    // operator new and delete; <new> itself defines those that only take a place.
    for (std::string_view of_place :
         {"_ZnwmPv", "_ZnwjPv", "_ZnamPv", "_ZnajPv", "_ZdlPvS_", "_ZdaPvS_"})
        if (weak && name == of_place) return false;
    for (std::string_view of_language : {"_Znw", "_Zna", "_Zdl", "_Zda"})
        if (name.starts_with(of_language)) return true;
    if (has_prefix(name, "7doctest")) return true;
    if (weak) return false;  // inline functions of headers: the judge's own come first
    return has_prefix(name, "7harness") || has_prefix(name, "5given") ||
           has_prefix(name, "8scripted") || has_prefix(name, "8loopback") ||
           has_prefix(name, "St") || name.starts_with("_ZSt");
}

bool reaches_for_the_judge(std::string_view name) {
    const bool of_judge = name.find("7harness") != std::string_view::npos ||
                          name.find("8scripted") != std::string_view::npos ||
                          name.find("7doctest") != std::string_view::npos;
    return name.starts_with("_Z") && of_judge;
}

std::string at_line(messages::Text message, const Token& token) {
    return fill(message, {std::to_string(token.line), harmless(shortened(token.text, 60))});
}

}  // namespace

std::string refusal_of_source(std::string_view source) {
    std::vector<std::size_t> lines;
    const std::string text = joined(source, lines);
    for (std::string_view trigraph : {"\?\?/", "\?\?="})
        if (const std::size_t at = text.find(trigraph); at != std::string::npos)
            return fill(
                messages::refused_trigraph,
                {std::to_string(lines[static_cast<std::size_t>(std::count(
                    text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'))])});
    const std::vector<Token> tokens = Lexer(text, lines).all();
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const Token& token = tokens[i];
        const bool more = i + 1 < tokens.size();
        const bool hash = token.kind == Kind::sign && (token.text == "#" || token.text == "%:");
        if (token.kind == Kind::sign && (token.text == "##" || token.text == "%:%:"))
            return at_line(messages::refused_paste, token);
        if (hash && token.first_in_line && more && !tokens[i + 1].first_in_line &&
            (tokens[i + 1].text == "line" || tokens[i + 1].kind == Kind::number))
            return at_line(messages::refused_directive, token);
        if (token.kind != Kind::name) continue;
        if (token.text == "extern" && more && tokens[i + 1].kind == Kind::text)
            return at_line(messages::refused_linkage, token);
        if (is_the_judges(token.text)) return at_line(messages::refused_name, token);
        if (is_reserved(token.text) && !is_harmless(token.text))
            return at_line(messages::refused_reserved, token);
    }
    return "";
}

std::string refusal_of_symbols(std::string_view listing, std::string_view source) {
    std::vector<std::size_t> numbers;
    const std::string text = joined(source, numbers);
    std::set<std::string_view> named;
    for (const Token& token : Lexer(text, numbers).all())
        if (token.kind == Kind::name) named.insert(token.text);
    for (const std::string& line : lines_of(listing)) {
        const std::size_t gap = line.find(' ');
        if (gap == std::string::npos || gap + 1 >= line.size()) continue;
        const std::string_view symbol = std::string_view(line).substr(0, gap);
        const char type = line[gap + 1];
        if (type == 'U' || type == 'w' || type == 'v') {
            if (reaches_for_the_judge(symbol))
                return fill(messages::refused_symbol_used, {harmless(shortened(symbol, 80))});
            for (const std::string_view name : names_of(symbol))
                if (named.contains(name))
                    return fill(messages::refused_symbol_used, {harmless(name)});
        } else if (type == 'i' || stands_in(symbol, type) || reaches_for_the_judge(symbol)) {
            return fill(messages::refused_symbol_defined, {harmless(shortened(symbol, 80))});
        }
    }
    return "";
}

}  // namespace runner
