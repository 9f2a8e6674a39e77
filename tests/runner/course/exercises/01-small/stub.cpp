#include "01-small/exercise.hpp"

#include "records.hpp"

int answer() { throw Unwritten(); }

int twice(int) { throw Unwritten(); }
