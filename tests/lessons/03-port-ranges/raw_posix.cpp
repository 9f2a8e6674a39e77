// Lesson 03 without the library: BSD sockets, on Linux and macOS. Asks the system for a port, says
// which one it was, and what the list of services calls port 80.

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdio>

int main() {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    if (listener < 0) return std::perror("socket"), 1;

    sockaddr_in door{};
    door.sin_family = AF_INET;
    door.sin_port = htons(0);  // the system chooses
    door.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(listener, reinterpret_cast<sockaddr*>(&door), sizeof door) != 0) {
        return std::perror("bind"), 1;
    }
    if (listen(listener, SOMAXCONN) != 0) return std::perror("listen"), 1;

    socklen_t size = sizeof door;
    if (getsockname(listener, reinterpret_cast<sockaddr*>(&door), &size) != 0) {
        return std::perror("getsockname"), 1;
    }
    std::printf("The system chose port %d\n", ntohs(door.sin_port));

    const servent* service = getservbyport(htons(80), "tcp");
    std::printf("Port 80 is called %s\n", service != nullptr ? service->s_name : "nothing");
    close(listener);
}
