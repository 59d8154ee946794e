# Levels on M candidates: gap and bound (Theorem 2)
# Run in this folder: gnuplot discretised.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,381 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,3.969in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,762 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'discretised.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Levels on M candidates: gap and bound (Theorem 2)' at screen 0.50000, screen 0.95538 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [60.12945595:544.9575334]
  set xtics out nomirror scale 0.7,0.4 ('100' 100, '200' 200, '300' 300, '400' 400, '500' 500) font small
  set logscale y
  set yrange [1.034322521e-07:0.007451818108]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '' 2e-07 1, '' 3e-07 1, '' 4e-07 1, '' 5e-07 1, '' 6e-07 1, '' 7e-07 1, '' 8e-07 1, '' 9e-07 1, '' 2e-06 1, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1) font small
  set label 'uniform' at screen 0.19706, screen 0.88189 center
  set label 'candidates M' at screen 0.19706, screen 0.17848 center
  set label 'MV above the optimum' at screen 0.01569, screen 0.56955 center rotate by 90
  plot 'discretised.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 1 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 2 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 3 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 4 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 5 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 6 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 7 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [60.12945595:544.9575334]
  set xtics out nomirror scale 0.7,0.4 ('100' 100, '200' 200, '300' 300, '400' 400, '500' 500) font small
  set logscale y
  set yrange [1.046712535e-07:0.1009055803]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁶' 1e-06, '10⁻⁵' 1e-05, '10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '10⁻¹' 0.1, '' 2e-07 1, '' 3e-07 1, '' 4e-07 1, '' 5e-07 1, '' 6e-07 1, '' 7e-07 1, '' 8e-07 1, '' 9e-07 1, '' 2e-06 1, '' 3e-06 1, '' 4e-06 1, '' 5e-06 1, '' 6e-06 1, '' 7e-06 1, '' 8e-06 1, '' 9e-06 1, '' 2e-05 1, '' 3e-05 1, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1) font small
  set label 'normal' at screen 0.53039, screen 0.88189 center
  set label 'candidates M' at screen 0.53039, screen 0.17848 center
  set label 'MV above the optimum' at screen 0.34902, screen 0.56955 center rotate by 90
  plot 'discretised.dat' index 8 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 9 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 10 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 11 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 12 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 13 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 14 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 15 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.29396
  set tmargin at screen 0.84514
  set logscale x
  set xrange [60.12945595:544.9575334]
  set xtics out nomirror scale 0.7,0.4 ('100' 100, '200' 200, '300' 300, '400' 400, '500' 500) font small
  set logscale y
  set yrange [7.262117068e-08:5.169436529]
  set ytics out nomirror scale 0.7,0.4 ('10⁻⁷' 1e-07, '' 1e-06 1, '10⁻⁵' 1e-05, '' 0.0001 1, '10⁻³' 0.001, '' 0.01 1, '10⁻¹' 0.1, '' 1 1) font small
  set label 'log-normal' at screen 0.86373, screen 0.88189 center
  set label 'candidates M' at screen 0.86373, screen 0.17848 center
  set label 'MV above the optimum' at screen 0.68235, screen 0.56955 center rotate by 90
  plot 'discretised.dat' index 16 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 17 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 18 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 19 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 20 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 21 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle, \
    'discretised.dat' index 22 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'discretised.dat' index 23 using 1:2 with lines lc rgb '#009E73' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Legend
  set lmargin at screen 0
  set bmargin at screen 0
  set rmargin at screen 1
  set tmargin at screen 1
  unset border
  unset tics
  unset grid
  unset logscale
  set xrange [0:1]
  set yrange [0:1]
  set key at screen 0.50000, screen 0.11549 center top horizontal Left reverse noenhanced maxcols 6 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'k = 4', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'bound, k = 4', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'k = 8', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'bound, k = 8', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'k = 16', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'bound, k = 16', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'k = 32', \
    keyentry with lines lc rgb '#009E73' lw 1.8 dt (2,4) title 'bound, k = 32'
  unset multiplot
  unset output
}
