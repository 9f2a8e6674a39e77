// Another way: says goodbye to each client before it closes
// Contract: takes each from `listener`

#include "exercise.hpp"

void serve(TcpListener& listener, int clients, void (*handle)(TcpStream&)) {
    while (clients-- > 0) {
        Accepted next = listener.accept();
        try {
            handle(next.stream);
            next.stream.shutdown_send();
        } catch (const SocketError&) {
        }
    }
}
