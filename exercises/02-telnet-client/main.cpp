// Your functions as a real program: a client for 127.0.0.1:62893, or for any other server.
//
//     ./sandbox try 2 [HOST] [PORT] [--trace]
//
// As soon as encode_line() and TelnetDecoder::feed() are written, it speaks telnet.

#include <iostream>
#include <stdexcept>
#include <streambuf>
#include <string>

#include "common/keyboard.hpp"
#include "exercise.hpp"
#include "given/try_out.hpp"
#include "loopback/resolve.hpp"

namespace {

template <class Function>
bool is_written(Function function) {
    try {
        function();
        return true;
    } catch (const stub::NotWritten&) {
        return false;
    }
}

// The real keyboard; its lines are encoded if they can be.
class TypedKeyboard : public Keyboard {
public:
    std::optional<std::string> next_line(Caller) override { return encoded(typed_.next_line()); }
    std::optional<std::string> read_line(Caller) override { return encoded(typed_.read_line()); }
    [[nodiscard]] bool at_end() override { return typed_.at_end(); }
    void stop() override { typed_.stop(); }
    void wakes(Poller* poller) override { typed_.wakes(poller); }

private:
    std::optional<std::string> encoded(std::optional<std::string> line) const {
        if (!line || !encodes_ || !line->ends_with('\n')) return line;
        line->pop_back();
        return encode_line(*line);
    }

    bool encodes_ = is_written([] { (void)encode_line(""); });
    lesson::Keyboard typed_;
};

// What is written to it goes through the decoder, if there is one, to standard output; the replies
// go back to the server.
class Screen : public std::streambuf {
public:
    explicit Screen(TcpStream& server) : server_(server) {}

private:
    int_type overflow(int_type c) override {
        const char one = traits_type::to_char_type(c);
        return xsputn(&one, 1) == 1 ? c : traits_type::eof();
    }
    std::streamsize xsputn(const char* bytes, std::streamsize size) override {
        const std::string_view came(bytes, static_cast<std::size_t>(size));
        if (!decodes_) {
            std::cout << came;
            return size;
        }
        const Decoded decoded = decoder_.feed(came);
        std::cout << decoded.text;
        std::error_code too_late;  // the server may be gone already
        if (!decoded.reply.empty()) server_.send_all(decoded.reply, too_late);
        return size;
    }
    int sync() override {
        std::cout << std::flush;
        return 0;
    }

    TcpStream& server_;
    TelnetDecoder decoder_;
    bool decodes_ = is_written([] { (void)TelnetDecoder{}.feed(""); });
};

// The usual advice does not know who should listen there.
TcpStream connect_to(const std::string& host, Port port) {
    try {
        return TcpStream::connect(resolve(host, port));
    } catch (const SocketError& failure) {
        if (failure.code() != std::errc::connection_refused) throw;
        throw std::runtime_error(lesson::in_words(failure) +
                                 "          Lesson 01's server: ./sandbox run 1");
    }
}

void run_client(const lesson::Flags& flags) {
    const auto& words = flags.arguments;
    const std::string host = words.empty() ? "127.0.0.1" : words[0];
    const Port port = words.size() > 1 ? parse_port(words[1]) : flags.port;
    TcpStream server = connect_to(host, port);
    std::cerr << "Connected to " << to_string(server.peer_endpoint()) << ". Ctrl-D is the end.\n";
    const lesson::StopOnCtrlC stop_server{server};
    TypedKeyboard keyboard;
    Screen screen{server};
    std::ostream out{&screen};
    given::until_ctrl_c([&] {
        talk(server, keyboard, out);
        std::cerr << "Your talk() has returned.\n";
    });
}

}  // namespace

int main(int argc, char** argv) {
    return given::try_out(
        argc, argv,
        {"try-02", "Your client: the functions in exercise.cpp at work.", "[HOST] [PORT]", 2},
        run_client);
}
