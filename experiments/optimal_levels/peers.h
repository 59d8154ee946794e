// What other exact solvers take, measured once elsewhere with their public
// code: sorted log-normal points in double, one core of 2 vCPUs of an AMD EPYC
// (Zen 4), g++ 12.2 -O3, median CPU time. QUIVER (Ben Basat et al., NeurIPS
// 2024): the better of its two exact forms. IPAQ (arXiv:2606.00289): its exact
// form.
#pragma once

#include <array>

namespace zipml::optimal_levels {

struct PeerTime {
  int log2_points = 0;
  int levels = 0;
  double quiver = 0, ipaq = 0;  // milliseconds
};

inline constexpr std::array kPeerTimes = {
    PeerTime{.log2_points = 12, .levels = 8, .quiver = 0.833, .ipaq = 3.54},
    PeerTime{.log2_points = 12, .levels = 16, .quiver = 2.29, .ipaq = 5.01},
    PeerTime{.log2_points = 12, .levels = 256, .quiver = 43.1, .ipaq = 8.55},
    PeerTime{.log2_points = 16, .levels = 8, .quiver = 19.6, .ipaq = 33.4},
    PeerTime{.log2_points = 16, .levels = 16, .quiver = 45.4, .ipaq = 62.2},
    PeerTime{.log2_points = 16, .levels = 256, .quiver = 912, .ipaq = 138},
    PeerTime{.log2_points = 20, .levels = 16, .quiver = 1078, .ipaq = 656},
    PeerTime{.log2_points = 20, .levels = 256, .quiver = 17776, .ipaq = 2052},
    PeerTime{.log2_points = 22, .levels = 16, .quiver = 4546, .ipaq = 4430},
    PeerTime{.log2_points = 22, .levels = 256, .quiver = 80952, .ipaq = 14844},
};

}  // namespace zipml::optimal_levels
