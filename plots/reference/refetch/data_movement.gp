# Bits that cross the sample channel against bits of a sample
# Run in this folder: gnuplot data_movement.gp
reset
set encoding utf8
clamp(v, low, high) = v < low ? low : v > high ? high : v
do for [format in 'svg pdf png'] {
  if (format eq 'svg') {
    set terminal svg size 880,431 noenhanced font 'sans-serif,13' background '#ffffff'
    size = 13
  }
  if (format eq 'pdf') {
    set terminal pdfcairo size 9.167in,4.490in noenhanced font 'DejaVu Sans,9.75' fontscale 0.75 linewidth 1.3 pointscale 0.75 background '#ffffff'
    size = 9.75
  }
  if (format eq 'png') {
    set terminal pngcairo size 1760,862 noenhanced font 'DejaVu Sans,9.75' fontscale 2 linewidth 2 pointscale 2 background '#ffffff'
    size = 9.75
  }
  set output 'data_movement.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Bits that cross the sample channel against bits of a sample' at screen 0.50000, screen 0.96056 center font large
  # Panel 1
  set lmargin at screen 0.08636
  set rmargin at screen 0.48409
  set bmargin at screen 0.25986
  set tmargin at screen 0.86311
  unset logscale x
  set xrange [3.88:8.12]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [3.328258587:476.4048514]
  set ytics out nomirror scale 0.7,0.4 ('10' 10, '100' 100, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1, '' 200 1, '' 300 1, '' 400 1) font small
  set label 'shuttle for cod-rna' at screen 0.28523, screen 0.89559 center
  set label 'bits of a sample value' at screen 0.28523, screen 0.15777 center
  set label 'bits moved for one value' at screen 0.01818, screen 0.56148 center rotate by 90
  plot 'data_movement.dat' index 1 using 1:(clamp($3, 3.328258587, 476.4048514)):(clamp($4, 3.328258587, 476.4048514)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 2 using 1:(clamp($3, 3.328258587, 476.4048514)):(clamp($4, 3.328258587, 476.4048514)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 4 using 1:(clamp($3, 3.328258587, 476.4048514)):(clamp($4, 3.328258587, 476.4048514)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 5 using 1:(clamp($3, 3.328258587, 476.4048514)):(clamp($4, 3.328258587, 476.4048514)) with filledcurves fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 6 using 1:(clamp($3, 3.328258587, 476.4048514)):(clamp($4, 3.328258587, 476.4048514)) with filledcurves fc rgb '#56B4E9' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 0 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'data_movement.dat' index 1 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 2 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 3 using 1:2 with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 notitle, \
    'data_movement.dat' index 4 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 5 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 6 using 1:2 with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.58636
  set rmargin at screen 0.98409
  set bmargin at screen 0.25986
  set tmargin at screen 0.86311
  unset logscale x
  set xrange [3.88:8.12]
  set xtics out nomirror scale 0.7,0.4 ('4' 4, '5' 5, '6' 6, '7' 7, '8' 8) font small
  set logscale y
  set yrange [3.663996997:39.15497306]
  set ytics out nomirror scale 0.7,0.4 ('10' 10, '20' 20, '30' 30) font small
  set label 'fashion-mnist-2-4' at screen 0.78523, screen 0.89559 center
  set label 'bits of a sample value' at screen 0.78523, screen 0.15777 center
  set label 'bits moved for one value' at screen 0.51818, screen 0.56148 center rotate by 90
  plot 'data_movement.dat' index 8 using 1:(clamp($3, 3.663996997, 39.15497306)):(clamp($4, 3.663996997, 39.15497306)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 9 using 1:(clamp($3, 3.663996997, 39.15497306)):(clamp($4, 3.663996997, 39.15497306)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 10 using 1:(clamp($3, 3.663996997, 39.15497306)):(clamp($4, 3.663996997, 39.15497306)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 11 using 1:(clamp($3, 3.663996997, 39.15497306)):(clamp($4, 3.663996997, 39.15497306)) with filledcurves fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 12 using 1:(clamp($3, 3.663996997, 39.15497306)):(clamp($4, 3.663996997, 39.15497306)) with filledcurves fc rgb '#56B4E9' fs transparent solid 0.18 noborder notitle, \
    'data_movement.dat' index 7 using 1:2 with lines lc rgb '#000000' lw 1.8 dt (2,4) notitle, \
    'data_movement.dat' index 8 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 9 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 10 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 11 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 notitle, \
    'data_movement.dat' index 12 using 1:2 with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 notitle
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
  set key at screen 0.50000, screen 0.10209 center top horizontal Left reverse noenhanced maxcols 5 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with lines lc rgb '#000000' lw 1.8 dt (2,4) title '32-bit', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title 'plain rounding', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title 'l1-refetching', \
    keyentry with linespoints lc rgb '#D55E00' lw 1.4 dt (10,6) pt 4 ps 0.75 pi 1 title 'paper, cod-rna', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title 'JL, r = 16', \
    keyentry with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 title 'JL, r = 64', \
    keyentry with linespoints lc rgb '#56B4E9' lw 1.8 dt solid pt 5 ps 0.65 pi 1 title 'JL, r = 256'
  unset multiplot
  unset output
}
