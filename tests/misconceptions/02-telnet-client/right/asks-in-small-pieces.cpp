// Another way: sends what send() takes, and receives bytes into a small buffer

#include "exercise.hpp"

#include <cstddef>
#include <vector>

std::string ask(Endpoint server, std::string_view question) {
    TcpStream stream = TcpStream::connect(server);
    while (!question.empty()) question.remove_prefix(stream.send(question));
    stream.shutdown_send();
    std::vector<std::byte> buffer(100);
    std::string answer;
    for (;;) {
        const auto received = stream.recv(buffer);
        if (!received) return answer;
        for (const std::byte one : received) answer += static_cast<char>(one);
    }
}
