# The program on the greedy's levels against OPT_k
# Run in this folder: gnuplot two_approximation.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 600,510 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 6.250in,5.312in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1200,1020 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'two_approximation.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'The program on the greedy’s levels against OPT_k' at screen 0.50000, screen 0.96667 center font large
  # Panel 1
  set lmargin at screen 0.12667
  set rmargin at screen 0.97667
  set bmargin at screen 0.25686
  set tmargin at screen 0.88431
  set logscale x
  set xrange [8.427259404e-05:0.03559876178]
  set xtics out nomirror scale 0.7,0.4 ('10⁻⁴' 0.0001, '10⁻³' 0.001, '10⁻²' 0.01, '' 9e-05 1, '' 0.0002 1, '' 0.0003 1, '' 0.0004 1, '' 0.0005 1, '' 0.0006 1, '' 0.0007 1, '' 0.0008 1, '' 0.0009 1, '' 0.002 1, '' 0.003 1, '' 0.004 1, '' 0.005 1, '' 0.006 1, '' 0.007 1, '' 0.008 1, '' 0.009 1, '' 0.02 1, '' 0.03 1) font small
  set logscale y
  set yrange [0.009118921067:111.884693]
  set ytics out nomirror scale 0.7,0.4 ('0.01' 0.01, '0.1' 0.1, '1' 1, '10' 10, '100' 100, '' 0.02 1, '' 0.03 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  set label 'w (points are in [0, 1])' at screen 0.55167, screen 0.17059 center
  set label 'MV / OPT_k' at screen 0.02667, screen 0.57059 center rotate by 90
  plot 'two_approximation.dat' index 0 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'two_approximation.dat' index 1 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 notitle, \
    'two_approximation.dat' index 2 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.12353 center top horizontal Left reverse noenhanced maxcols 1 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'program on greedy’s levels, k intervals', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title 'ADAQUANT, 4k intervals', \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title '2'
  unset multiplot
  unset output
}
