# Training curves with refetching
# Run in this folder: gnuplot curves.gp
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
  set output 'curves.'.format
  small = sprintf(',%g', 0.9 * size)
  large = sprintf(',%g', 1.15 * size)
  set multiplot
  set border 3 lc rgb '#555555' lw 1
  set grid lc rgb '#E4E4E4' lw 0.8 lt 1
  unset key
  set label 'Training curves with refetching' at screen 0.50000, screen 0.97424 center font large
  # Panel 1
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  set logscale y
  set yrange [0.0398100562:1.019976093]
  set ytics out nomirror scale 0.7,0.4 ('0.1' 0.1, '1' 1, '' 0.04 1, '' 0.05 1, '' 0.06 1, '' 0.07 1, '' 0.08 1, '' 0.09 1, '' 0.2 1, '' 0.3 1, '' 0.4 1, '' 0.5 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1) font small
  set label 'shuttle for cod-rna' at screen 0.19706, screen 0.93182 center
  set label 'epoch' at screen 0.19706, screen 0.52576 center
  set label 'hinge loss' at screen 0.01569, screen 0.75152 center rotate by 90
  plot 'curves.dat' index 0 using 1:(clamp($3, 0.0398100562, 1.019976093)):(clamp($4, 0.0398100562, 1.019976093)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 1 using 1:(clamp($3, 0.0398100562, 1.019976093)):(clamp($4, 0.0398100562, 1.019976093)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 2 using 1:(clamp($3, 0.0398100562, 1.019976093)):(clamp($4, 0.0398100562, 1.019976093)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 3 using 1:(clamp($3, 0.0398100562, 1.019976093)):(clamp($4, 0.0398100562, 1.019976093)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 4 using 1:(clamp($3, 0.0398100562, 1.019976093)):(clamp($4, 0.0398100562, 1.019976093)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 5 using 1:(clamp($3, 0.0398100562, 1.019976093)):(clamp($4, 0.0398100562, 1.019976093)) with filledcurves fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 0 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'curves.dat' index 1 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle, \
    'curves.dat' index 2 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'curves.dat' index 3 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 12 notitle, \
    'curves.dat' index 4 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 12 notitle, \
    'curves.dat' index 5 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 12 notitle
  unset label
  unset key
  # Panel 2
  set lmargin at screen 0.40784
  set rmargin at screen 0.65294
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  set logscale x
  set xrange [1:100]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '100' 100, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1, '' 30 1, '' 40 1, '' 50 1, '' 60 1, '' 70 1, '' 80 1, '' 90 1) font small
  set logscale y
  set yrange [32.28213556:953.8365579]
  set ytics out nomirror scale 0.7,0.4 ('200' 200, '400' 400, '600' 600, '800' 800) font small
  set label 'shuttle for cod-rna' at screen 0.53039, screen 0.93182 center
  set label 'epoch' at screen 0.53039, screen 0.52576 center
  set label 'square loss' at screen 0.34902, screen 0.75152 center rotate by 90
  plot 'curves.dat' index 6 using 1:(clamp($3, 32.28213556, 953.8365579)):(clamp($4, 32.28213556, 953.8365579)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 7 using 1:(clamp($3, 32.28213556, 953.8365579)):(clamp($4, 32.28213556, 953.8365579)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 8 using 1:(clamp($3, 32.28213556, 953.8365579)):(clamp($4, 32.28213556, 953.8365579)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 9 using 1:(clamp($3, 32.28213556, 953.8365579)):(clamp($4, 32.28213556, 953.8365579)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 10 using 1:(clamp($3, 32.28213556, 953.8365579)):(clamp($4, 32.28213556, 953.8365579)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 11 using 1:(clamp($3, 32.28213556, 953.8365579)):(clamp($4, 32.28213556, 953.8365579)) with filledcurves fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 6 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 12 notitle, \
    'curves.dat' index 7 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 12 notitle, \
    'curves.dat' index 8 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 12 notitle, \
    'curves.dat' index 9 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 12 notitle, \
    'curves.dat' index 10 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 12 notitle, \
    'curves.dat' index 11 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 12 notitle
  unset label
  unset key
  # Panel 3
  set lmargin at screen 0.74118
  set rmargin at screen 0.98627
  set bmargin at screen 0.59242
  set tmargin at screen 0.91061
  set logscale x
  set xrange [1:20]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1) font small
  set logscale y
  set yrange [0.2590631086:0.6037261249]
  set ytics out nomirror scale 0.7,0.4 ('0.3' 0.3, '0.4' 0.4, '0.5' 0.5, '0.6' 0.6) font small
  set label 'fashion-mnist-2-4' at screen 0.86373, screen 0.93182 center
  set label 'epoch' at screen 0.86373, screen 0.52576 center
  set label 'hinge loss' at screen 0.68235, screen 0.75152 center rotate by 90
  plot 'curves.dat' index 12 using 1:(clamp($3, 0.2590631086, 0.6037261249)):(clamp($4, 0.2590631086, 0.6037261249)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 13 using 1:(clamp($3, 0.2590631086, 0.6037261249)):(clamp($4, 0.2590631086, 0.6037261249)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 14 using 1:(clamp($3, 0.2590631086, 0.6037261249)):(clamp($4, 0.2590631086, 0.6037261249)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 15 using 1:(clamp($3, 0.2590631086, 0.6037261249)):(clamp($4, 0.2590631086, 0.6037261249)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 16 using 1:(clamp($3, 0.2590631086, 0.6037261249)):(clamp($4, 0.2590631086, 0.6037261249)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 17 using 1:(clamp($3, 0.2590631086, 0.6037261249)):(clamp($4, 0.2590631086, 0.6037261249)) with filledcurves fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 12 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 2 notitle, \
    'curves.dat' index 13 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 2 notitle, \
    'curves.dat' index 14 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 2 notitle, \
    'curves.dat' index 15 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 2 notitle, \
    'curves.dat' index 16 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 2 notitle, \
    'curves.dat' index 17 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 2 notitle
  unset label
  unset key
  # Panel 4
  set lmargin at screen 0.07451
  set rmargin at screen 0.31961
  set bmargin at screen 0.14091
  set tmargin at screen 0.45909
  set logscale x
  set xrange [1:20]
  set xtics out nomirror scale 0.7,0.4 ('1' 1, '10' 10, '' 2 1, '' 3 1, '' 4 1, '' 5 1, '' 6 1, '' 7 1, '' 8 1, '' 9 1, '' 20 1) font small
  set logscale y
  set yrange [2.33268125:14.23877243]
  set ytics out nomirror scale 0.7,0.4 ('4' 4, '6' 6, '8' 8, '10' 10, '12' 12, '14' 14) font small
  set label 'fashion-mnist-2-4' at screen 0.19706, screen 0.48030 center
  set label 'epoch' at screen 0.19706, screen 0.07424 center
  set label 'square loss' at screen 0.01569, screen 0.30000 center rotate by 90
  plot 'curves.dat' index 18 using 1:(clamp($3, 2.33268125, 14.23877243)):(clamp($4, 2.33268125, 14.23877243)) with filledcurves fc rgb '#000000' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 19 using 1:(clamp($3, 2.33268125, 14.23877243)):(clamp($4, 2.33268125, 14.23877243)) with filledcurves fc rgb '#D55E00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 20 using 1:(clamp($3, 2.33268125, 14.23877243)):(clamp($4, 2.33268125, 14.23877243)) with filledcurves fc rgb '#0072B2' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 21 using 1:(clamp($3, 2.33268125, 14.23877243)):(clamp($4, 2.33268125, 14.23877243)) with filledcurves fc rgb '#009E73' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 22 using 1:(clamp($3, 2.33268125, 14.23877243)):(clamp($4, 2.33268125, 14.23877243)) with filledcurves fc rgb '#CC79A7' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 23 using 1:(clamp($3, 2.33268125, 14.23877243)):(clamp($4, 2.33268125, 14.23877243)) with filledcurves fc rgb '#E69F00' fs transparent solid 0.18 noborder notitle, \
    'curves.dat' index 18 using 1:2 with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 2 notitle, \
    'curves.dat' index 19 using 1:2 with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 2 notitle, \
    'curves.dat' index 20 using 1:2 with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 2 notitle, \
    'curves.dat' index 21 using 1:2 with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 2 notitle, \
    'curves.dat' index 22 using 1:2 with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 2 notitle, \
    'curves.dat' index 23 using 1:2 with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 2 notitle
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
  set key at screen 0.50000, screen 0.03788 center top horizontal Left reverse noenhanced maxcols 6 samplen 3.5 spacing 1.1 font small
  plot -1 notitle, \
    keyentry with linespoints lc rgb '#000000' lw 3 dt solid pt 7 ps 0.65 pi 1 title '32-bit', \
    keyentry with linespoints lc rgb '#D55E00' lw 2.2 dt solid pt 5 ps 0.65 pi 1 title '4-bit refetch', \
    keyentry with linespoints lc rgb '#0072B2' lw 1.8 dt solid pt 9 ps 0.65 pi 1 title '5-bit refetch', \
    keyentry with linespoints lc rgb '#009E73' lw 1.4 dt solid pt 13 ps 0.65 pi 1 title '6-bit refetch', \
    keyentry with linespoints lc rgb '#CC79A7' lw 3 dt solid pt 11 ps 0.65 pi 1 title '7-bit refetch', \
    keyentry with linespoints lc rgb '#E69F00' lw 2.2 dt solid pt 7 ps 0.65 pi 1 title '8-bit refetch'
  unset multiplot
  unset output
}
