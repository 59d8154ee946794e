# Roofline: gisette (6000 x 5000)
# Run in this folder: gnuplot roofline.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,488 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,5.083in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,976 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'roofline.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Roofline: gisette (6000 x 5000)' at screen 0.50000, screen 0.96516 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.34631
  set tmargin at screen 0.87910
  set logscale x
  set xrange [0.1495386749:6.520069117]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6) font small
  set logscale y
  set yrange [898308136.8:8.891403874e+10]
  set ytics out nomirror scale 0.7,0.4 ('10⁹' 1000000000, '10¹⁰' 1e+10, '' 900000000 1, '' 2000000000 1, '' 3000000000 1, '' 4000000000 1, '' 5000000000 1, '' 6000000000 1, '' 7000000000 1, '' 8000000000 1, '' 9000000000 1, '' 2e+10 1, '' 3e+10 1, '' 4e+10 1, '' 5e+10 1, '' 6e+10 1, '' 7e+10 1, '' 8e+10 1) font small
  set label 'own link' at screen 0.28523, screen 0.90779 center
  set label 'values per byte read' at screen 0.28523, screen 0.25615 center
  set label 'values per second' at screen 0.01818, screen 0.61270 center rotate by 90
  plot 'roofline.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 3 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 4 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 5 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 6 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'roofline.dat' index 7 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'roofline.dat' index 8 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.34631
  set tmargin at screen 0.87910
  set logscale x
  set xrange [0.1495386749:6.520069117]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '2' 2, '3' 3, '4' 4, '5' 5, '6' 6) font small
  set logscale y
  set yrange [898308136.8:8.891403874e+10]
  set ytics out nomirror scale 0.7,0.4 ('10⁹' 1000000000, '10¹⁰' 1e+10, '' 900000000 1, '' 2000000000 1, '' 3000000000 1, '' 4000000000 1, '' 5000000000 1, '' 6000000000 1, '' 7000000000 1, '' 8000000000 1, '' 9000000000 1, '' 2e+10 1, '' 3e+10 1, '' 4e+10 1, '' 5e+10 1, '' 6e+10 1, '' 7e+10 1, '' 8e+10 1) font small
  set label 'link always keeps up' at screen 0.78523, screen 0.90779 center
  set label 'values per byte read' at screen 0.78523, screen 0.25615 center
  set label 'values per second' at screen 0.51818, screen 0.61270 center rotate by 90
  plot 'roofline.dat' index 9 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 10 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 11 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 12 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 13 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 14 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'roofline.dat' index 15 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'roofline.dat' index 16 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'roofline.dat' index 17 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.20697 center top horizontal Left reverse noenhanced maxcols 2 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'float', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'q8', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'q4', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'q2', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'q1split', \
    keyentry with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 title 'mlweaving', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'one line a cycle (12.8 GB/s)', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'link (6.5 GB/s)', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'half a line a cycle (6.4 GB/s)'
  unset multiplot
  unset output
}
