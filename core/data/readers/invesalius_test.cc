#include "core/data/readers/invesalius.h"

#include <catch.h>

#include "core/base/error.h"
#include "core/data/data_testing.h"

using namespace zipml;
using namespace zipml::data_testing;

TEST_CASE("an InVesalius volume is a row a slice", "[unit]") {
  // Voxels -2, 1, 258 and 3 as little-endian numbers of 16 bits.
  const std::string voxels("\xfe\xff\x01\x00\x02\x01\x03\x00", 8);
  const Files files;
  const auto path = files.write("a.inv3", tar_of("tmp/matrix.dat", voxels));
  const Dataset data = read_invesalius(path, 2, 2);
  CHECK(data.rows() == 2);
  CHECK(data.features(0, 0) == -2);
  CHECK(data.features(0, 1) == 1);
  CHECK(data.features(1, 0) == 258);
  CHECK(data.features(1, 1) == 3);
  CHECK(data.labels[1] == 1);
  CHECK(data.train_rows == 2);
}

TEST_CASE("what is no InVesalius volume is told", "[unit]") {
  const Files files;
  const auto problem = [&](const std::string& content) {
    const auto path = files.write("b.inv3", content);
    return message_of([&] { read_invesalius(path, 1, 2); });
  };
  CHECK(problem(tar_of("other.dat", "1234")).find("holds no matrix.dat") !=
        std::string::npos);
  CHECK(problem(tar_of("matrix.dat", "12345"))
            .find("matrix.dat has 5 bytes; 1 slices of 2 voxels of 2 bytes") !=
        std::string::npos);
  CHECK(problem("no archive").find("b.inv3") != std::string::npos);
}
