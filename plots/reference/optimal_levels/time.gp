# Time of the methods (measured on this machine)
# Run in this folder: gnuplot time.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,469 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,4.885in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,938 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'time.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Time of the methods (measured on this machine)' at screen 0.50000, screen 0.96375 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.31983
  set tmargin at screen 0.87420
  unset logscale x
  set xrange [9.64:22.36]
  set xtics out nomirror scale 0.7,0.4 ('10' 10, '12' 12, '14' 14, '16' 16, '18' 18, '20' 20, '22' 22) font small
  set logscale y
  set yrange [0.06514483193:6981.158329]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1) font small
  set label '16 levels' at screen 0.28523, screen 0.90405 center
  set label 'log2 of the number of points' at screen 0.28523, screen 0.22601 center
  set label 'CPU time (ms)' at screen 0.01818, screen 0.59701 center rotate by 90
  plot 'time.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'time.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'time.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'time.dat' index 3 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'time.dat' index 4 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'time.dat' index 5 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'time.dat' index 6 using 1:2 with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'time.dat' index 7 using 1:2 with linespoints lc rgb '#7F5539' lw 1.4 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'time.dat' index 8 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'time.dat' index 9 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt (10,6) pt 12 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.31983
  set tmargin at screen 0.87420
  set logscale x
  set xrange [3.530811985:290.0182746]
  set xtics out nomirror scale 0.7,0.4 ('10' 10, '100' 100, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1) font small
  set logscale y
  set yrange [0.08758942095:1301.714462]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1) font small
  set label '2^16 points' at screen 0.78523, screen 0.90405 center
  set label 'levels' at screen 0.78523, screen 0.22601 center
  set label 'CPU time (ms)' at screen 0.51818, screen 0.59701 center rotate by 90
  plot 'time.dat' index 10 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'time.dat' index 11 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'time.dat' index 12 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'time.dat' index 13 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'time.dat' index 15 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'time.dat' index 16 using 1:2 with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'time.dat' index 17 using 1:2 with linespoints lc rgb '#7F5539' lw 1.4 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'time.dat' index 18 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'time.dat' index 19 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt (10,6) pt 12 ps 0.75 pi 1 notitle
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
  set key at screen 0.50000, screen 0.17484 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'exact', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'exact, any order', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'near_linear, any order', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'divide and conquer', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'dynamic program', \
    keyentry with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 title 'discretised, M = 1000', \
    keyentry with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 title 'ADAQUANT', \
    keyentry with linespoints lc rgb '#7F5539' lw 1.4 dt solid pt 9 ps 0.65 pi 1 title 'program on greedy’s', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 title 'QUIVER (elsewhere)', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt (10,6) pt 12 ps 0.75 pi 1 title 'IPAQ (elsewhere)'
  unset multiplot
  unset output
}
