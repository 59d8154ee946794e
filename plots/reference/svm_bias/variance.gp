# Variance of the polynomial hinge gradient against the degree
# Run in this folder: gnuplot variance.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 1020,660 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 10.625in,6.875in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 2040,1320 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'variance.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Variance of the polynomial hinge gradient against the degree' at screen 0.50000, screen 0.97424 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  unset logscale x
  set xrange [2.64:15.36]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [0.8132289727:9299.662131]
  set ytics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '1000' 1000, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1, '' 500 1, '' 600 1, '' 700 1, '' 800 1, '' 900 1, '' 2000 1, '' 3000 1, '' 4000 1, '' 5000 1, '' 6000 1, '' 7000 1, '' 8000 1, '' 9000 1) font small
  set label 'unit_vectors' at screen 0.19706, screen 0.93182 center
  set label 'degree' at screen 0.19706, screen 0.52576 center
  set label 'variance E ||g - gradient||^2' at screen 0.01569, screen 0.75152 center rotate by 90
  plot 'variance.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'variance.dat' index 1 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance.dat' index 2 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  unset logscale x
  set xrange [2.64:15.36]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [0.1728825342:10.41076863]
  set ytics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1) font small
  set label 'copies' at screen 0.53039, screen 0.93182 center
  set label 'degree' at screen 0.53039, screen 0.52576 center
  set label 'variance E ||g - gradient||^2' at screen 0.34902, screen 0.75152 center rotate by 90
  plot 'variance.dat' index 3 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'variance.dat' index 4 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance.dat' index 5 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  unset logscale x
  set xrange [2.64:15.36]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [0.260458858:262.5834691]
  set ytics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1) font small
  set label 'shuttle for cod-rna' at screen 0.86373, screen 0.93182 center
  set label 'degree' at screen 0.86373, screen 0.52576 center
  set label 'variance E ||g - gradient||^2' at screen 0.68235, screen 0.75152 center rotate by 90
  plot 'variance.dat' index 6 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'variance.dat' index 7 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance.dat' index 8 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.14091
  set tmargin at screen 0.45909
  unset logscale x
  set xrange [2.64:15.36]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set logscale y
  set yrange [1.026912976:57.27842885]
  set ytics out nomirror scale 0.7,0.4 ('10' 10, '20' 20, '30' 30, '40' 40, '50' 50) font small
  set label 'mushroom' at screen 0.19706, screen 0.48030 center
  set label 'degree' at screen 0.19706, screen 0.07424 center
  set label 'variance E ||g - gradient||^2' at screen 0.01569, screen 0.30000 center rotate by 90
  plot 'variance.dat' index 9 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'variance.dat' index 10 using 1:2 with lines lc rgb '#D55E00' lw 1.8 dt (2,4) notitle, \
    'variance.dat' index 11 using 1:2 with lines lc rgb '#0072B2' lw 1.8 dt (2,4) notitle
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
  set key at screen 0.50000, screen 0.03788 center top horizontal Left reverse noenhanced maxcols 3 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title 'measured (exact)', \
    keyentry with lines lc rgb '#D55E00' lw 1.8 dt (2,4) title 'bound as printed', \
    keyentry with lines lc rgb '#0072B2' lw 1.8 dt (2,4) title 'bound as corrected'
  unset multiplot
  unset output
}
