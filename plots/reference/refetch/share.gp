# Samples fetched again against bits
# Run in this folder: gnuplot share.gp
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
  set output 'share.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Samples fetched again against bits' at screen 0.50000, screen 0.95874 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [3.88:8.12]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [5.580186146:100]
  set ytics out nomirror scale 0.7,0.4 ('10' 10, '100' 100, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  set label 'shuttle for cod-rna' at screen 0.28523, screen 0.89078 center
  set label 'bits' at screen 0.28523, screen 0.11893 center
  set label 'samples fetched again (%)' at screen 0.01818, screen 0.54126 center rotate by 90
  plot 'share.dat' index 0 using 1:(clamp($3, 5.580186146, 100)):(clamp($4, 5.580186146, 100)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'share.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'share.dat' index 1 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'share.dat' index 2 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  unset logscale x
  set xrange [3.88:8.12]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [16.85906428:100]
  set ytics out nomirror scale 0.7,0.4 ('20' 20, '40' 40, '60' 60, '80' 80, '100' 100) font small
  set label 'fashion-mnist-2-4' at screen 0.78523, screen 0.89078 center
  set label 'bits' at screen 0.78523, screen 0.11893 center
  set label 'samples fetched again (%)' at screen 0.51818, screen 0.54126 center rotate by 90
  plot 'share.dat' index 3 using 1:(clamp($3, 16.85906428, 100)):(clamp($4, 16.85906428, 100)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'share.dat' index 3 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'share.dat' index 4 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
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
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'l1-refetching', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title 'halved by each bit', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 title 'paper, cod-rna'
  unset multiplot
  unset output
}
