# The cost of a stale model
# Run in this folder: gnuplot staleness.gp
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
  set output 'staleness.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'The cost of a stale model' at screen 0.50000, screen 0.95874 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  set logscale x
  set xrange [1:64]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1) font small
  set logscale y
  set yrange [0.85:2.63021791]
  set ytics out nomirror scale 0.7,0.4 ('1.0' 1, '1.5' 1.5, '2.0' 2, '2.5' 2.5) font small
  set label '10000 x 100' at screen 0.28523, screen 0.89078 center
  set label 'epoch' at screen 0.28523, screen 0.11893 center
  set label 'half-MSE / final 32-bit one' at screen 0.01818, screen 0.54126 center rotate by 90
  plot 'staleness.dat' index 0 using 1:(clamp($3, 0.85, 2.63021791)):(clamp($4, 0.85, 2.63021791)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'staleness.dat' index 1 using 1:(clamp($3, 0.85, 2.63021791)):(clamp($4, 0.85, 2.63021791)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'staleness.dat' index 2 using 1:(clamp($3, 0.85, 2.63021791)):(clamp($4, 0.85, 2.63021791)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'staleness.dat' index 3 using 1:(clamp($3, 0.85, 2.63021791)):(clamp($4, 0.85, 2.63021791)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'staleness.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 8 notitle, \
    'staleness.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 8 notitle, \
    'staleness.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 8 notitle, \
    'staleness.dat' index 3 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 8 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.22573
  set tmargin at screen 0.85680
  set logscale x
  set xrange [3.051757812e-05:0.03125]
  set xtics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '' 4e-05 1, '' 5e-05 1, '' 6e-05 1, '' 7e-05 1, '' 8e-05 1, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1) font small
  set logscale y
  set yrange [0.0008685018929:0.00651107913]
  set ytics out nomirror scale 0.7,0.4 ('1' 0.001, '2' 0.002, '3' 0.003, '4' 0.004, '5' 0.005, '6' 0.006) font small
  set label '10000 x 100, by step' at screen 0.78523, screen 0.89078 center
  set label 'step size' at screen 0.78523, screen 0.11893 center
  set label 'half-MSE' at screen 0.51818, screen 0.54126 center rotate by 90
  set label '×10⁻³' at screen 0.57727, screen 0.89078 right font small
  plot 'staleness.dat' index 4 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'staleness.dat' index 5 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'staleness.dat' index 6 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'staleness.dat' index 7 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle
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
  set key at screen 0.50000, screen 0.06068 center top horizontal Left reverse noenhanced maxcols 4 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'float, hardware', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'float, sequential', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'q2, hardware', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'q2, sequential'
  unset multiplot
  unset output
}
