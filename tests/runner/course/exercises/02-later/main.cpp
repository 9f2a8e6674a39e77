#include <cstdio>

#include "02-later/exercise.hpp"

int main(int argc, char** argv) {
    std::printf("your answer: %d\n", answer());
    for (int i = 1; i < argc; ++i) std::printf("[%s]\n", argv[i]);
}
