// What other exact solvers take, measured once elsewhere with their public
// code: sorted log-normal points in double, one core of 2 vCPUs of an AMD EPYC
// (Zen 4), g++ 12.2 -O3, median CPU time. QUIVER (Ben Basat et al., NeurIPS
// 2024): the better of its two exact forms. IPAQ (arXiv:2606.00289): its exact
// form.
#pragma once

#include <array>

namespace zipml::optimal_levels {

struct PeerTime {
  int log2_points;
  int levels;
  double quiver_milliseconds;
  double ipaq_milliseconds;
};

inline constexpr std::array kPeerTimes = {
    PeerTime{12, 8, 0.833, 3.54},  PeerTime{12, 16, 2.29, 5.01},
    PeerTime{12, 256, 43.1, 8.55}, PeerTime{16, 8, 19.6, 33.4},
    PeerTime{16, 16, 45.4, 62.2},  PeerTime{16, 256, 912, 138},
    PeerTime{20, 16, 1078, 656},   PeerTime{20, 256, 17776, 2052},
    PeerTime{22, 16, 4546, 4430},  PeerTime{22, 256, 80952, 14844},
};

}  // namespace zipml::optimal_levels
