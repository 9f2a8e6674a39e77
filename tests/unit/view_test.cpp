#include "support.hpp"

#include <sstream>

TEST_CASE("what came is true, and the end of the stream is false") {
    const char bytes[] = {'a', '\0', 'b'};
    CHECK(static_cast<bool>(Text(bytes, 3)));
    CHECK_FALSE(static_cast<bool>(Text(bytes, 0)));
    CHECK_FALSE(static_cast<bool>(Text()));
    CHECK_FALSE(static_cast<bool>(Bytes()));
    std::byte one[1]{};
    CHECK(static_cast<bool>(Bytes(one, 1)));
}

TEST_CASE("a Text is a string_view: zeros and all") {
    const char bytes[] = {'a', '\0', 'b'};
    const Text text(bytes, 3);
    CHECK(text.size() == 3);
    CHECK(text == std::string_view(bytes, 3));
    std::ostringstream out;
    out << text;
    CHECK(out.str().size() == 3);
    CHECK(std::string(text).size() == 3);
}

TEST_CASE("what came can be sent back as it is, characters and bytes") {
    auto [client, server] = connected_pair();
    std::array<char, 16> characters;
    client.send_all("hello");
    server.send_all(server.recv(characters));
    std::array<std::byte, 16> bytes;
    const Bytes received = client.recv(bytes);
    CHECK(received.size() == 5);
    client.send_all(received);
    std::array<char, 5> again;
    server.recv_exactly(again);
    CHECK(std::string_view(again.data(), again.size()) == "hello");
}

TEST_CASE("Bytes are a range, and a span to whatever takes one") {
    const std::byte two[] = {std::byte{1}, std::byte{2}};
    const Bytes bytes(two, 2);
    const std::span<const std::byte> span = bytes;
    CHECK(span.data() == two);
    CHECK(span.size() == 2);
    CHECK(bytes[1] == std::byte{2});
    std::size_t count = 0;
    for (const std::byte one : bytes) count += std::to_integer<std::size_t>(one);
    CHECK(count == 3);
    CHECK(Bytes().empty());
}

TEST_CASE("text and bytes of every kind become Data, each with its own size") {
    const std::string text(3, '\0');
    const std::vector<std::byte> bytes(4);
    CHECK(Data("hello").size() == 5);  // without the zero behind it
    CHECK(Data(text).size() == 3);
    CHECK(Data(std::string_view(text).substr(1)).data() == text.data() + 1);
    CHECK(Data(Text(text.data(), 2)).size() == 2);
    CHECK(Data(bytes).data() == bytes.data());
    CHECK(Data(std::span(bytes).first(2)).size() == 2);
    CHECK(Data(Bytes(bytes)).size() == 4);
    CHECK(Data{text.data(), 1}.size() == 1);
    static_assert(!std::is_constructible_v<Data, std::vector<char>>);
    static_assert(!std::is_constructible_v<Data, std::array<char, 4>>);
    static_assert(!std::is_constructible_v<Data, std::span<const char>>);
    static_assert(!std::is_constructible_v<Data, int>);
}

TEST_CASE("a buffer of characters and one of bytes become Room; constants do not") {
    std::vector<char> characters(3);
    std::array<std::byte, 4> bytes;
    char array[5];
    CHECK(Room(characters).data() == characters.data());
    CHECK(Room(bytes).size() == 4);
    CHECK(Room(array).size() == 5);
    CHECK(Room(std::span(characters).first(2)).size() == 2);
    CHECK(Room{array, 1}.size() == 1);
    static_assert(!std::is_constructible_v<Room, const std::vector<char>&>);
    static_assert(!std::is_constructible_v<Room, std::string_view>);
}
