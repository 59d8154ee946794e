# 16 levels of a real feature (Fig 3)
# Run in this folder: gnuplot levels.gp
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
  set output 'levels.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label '16 levels of a real feature (Fig 3)' at screen 0.50000, screen 0.95874 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [0:1]
  set xtics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  unset logscale y
  set yrange [0:0.32158]
  set ytics out nomirror scale 0.7,0.4 ('0.0' 0, '0.1' 0.1, '0.2' 0.2, '0.3' 0.3) font small
  set label 'cadata, feature 7' at screen 0.28523, screen 0.89078 center
  set label 'value after min-max' at screen 0.28523, screen 0.11893 center
  set label 'share of values in a bin' at screen 0.01818, screen 0.54126 center rotate by 90
  plot 'levels.dat' index 0 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'levels.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'levels.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [0:1]
  set xtics out nomirror scale 0.7,0.4 ('0.0' 0, '0.2' 0.2, '0.4' 0.4, '0.6' 0.6, '0.8' 0.8, '1.0' 1) font small
  unset logscale y
  set yrange [0:0.1731333333]
  set ytics out nomirror scale 0.7,0.4 ('0.00' 0, '0.05' 0.05, '0.10' 0.1, '0.15' 0.15) font small
  set label 'cpusmall, feature 11' at screen 0.78523, screen 0.89078 center
  set label 'value after min-max' at screen 0.78523, screen 0.11893 center
  set label 'share of values in a bin' at screen 0.51818, screen 0.54126 center rotate by 90
  plot 'levels.dat' index 3 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'levels.dat' index 4 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'levels.dat' index 5 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle
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
  set key at screen 0.50000, screen 0.06068 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'share of values', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'exact levels', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'uniform levels'
  unset multiplot
  unset output
}
