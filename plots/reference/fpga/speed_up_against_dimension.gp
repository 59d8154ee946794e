# Speed-up of an epoch over 32 bits against the number of features
# Run in this folder: gnuplot speed_up_against_dimension.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,412 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,4.292in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,824 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'speed_up_against_dimension.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Speed-up of an epoch over 32 bits against the number of features' at screen 0.50000, screen 0.95874 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [8:1024]
  set xtics out nomirror scale 0.7,0.4 ('200' 200, '400' 400, '600' 600, '800' 800, '1000' 1000) font small
  unset logscale y
  set yrange [0:16.31008343]
  set ytics out nomirror scale 0.7,0.4 ('0' 0, '5' 5, '10' 10, '15' 15) font small
  set label 'own link' at screen 0.28523, screen 0.89078 center
  set label 'features' at screen 0.28523, screen 0.11893 center
  set label 'speed-up' at screen 0.01818, screen 0.54126 center rotate by 90
  plot 'speed_up_against_dimension.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 3 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 4 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 16 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [8:1024]
  set xtics out nomirror scale 0.7,0.4 ('200' 200, '400' 400, '600' 600, '800' 800, '1000' 1000) font small
  unset logscale y
  set yrange [0:8.284050251]
  set ytics out nomirror scale 0.7,0.4 ('0' 0, '2' 2, '4' 4, '6' 6, '8' 8) font small
  set label 'link always keeps up' at screen 0.78523, screen 0.89078 center
  set label 'features' at screen 0.78523, screen 0.11893 center
  set label 'speed-up' at screen 0.51818, screen 0.54126 center rotate by 90
  plot 'speed_up_against_dimension.dat' index 5 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 6 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 7 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 8 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 16 notitle, \
    'speed_up_against_dimension.dat' index 9 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 16 notitle
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
  set key at screen 0.50000, screen 0.06068 center top horizontal Left reverse noenhanced maxcols 5 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'q8', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'q4', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'q2', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'q1split', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'mlweaving'
  unset multiplot
  unset output
}
