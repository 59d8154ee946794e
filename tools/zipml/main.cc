// The zipml program: one command line, what goes wrong with it, and the exit
// status. All that is done is in the commands (commands.h).
#include <cerrno>
#include <exception>
#include <iostream>
#include <new>
#include <system_error>

#include "core/base/error.h"
#include "tools/zipml/commands.h"
#include "tools/zipml/program.h"
#include "tools/zipml/standard_output.h"

using namespace zipml;

namespace {

// The status, once all that was printed has arrived; where it has not, a line
// says why.
int with_output_written(StandardOutput& output, int status) {
  const int error = output.finish();
  // The reader of a closed pipe has seen enough.
  if (error == 0 || error == EPIPE) return status;
  std::cerr << "zipml: standard output: "
            << std::generic_category().message(error) << '\n';
  return status == kExitOk ? kExitFailure : status;
}

}  // namespace

int main(int argc, char** argv) {
  StandardOutput output;
  try {
    return with_output_written(output, CommandLineProgram().run(argc, argv));
  } catch (const UserError& error) {
    std::cerr << error.what() << '\n';
    return kExitUserError;
  } catch (const std::bad_alloc&) {
    std::cerr << "zipml: not enough memory\n";
    return kExitFailure;
  } catch (const std::exception& error) {
    std::cerr << "zipml: internal error: " << error.what() << '\n';
    return 70;  // EX_SOFTWARE
  }
}
